"""What became of professionals' referrals, exactly, for those who answer for the hubs."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.web import require

from ..conversion import turnouts
from ..models import ACCEPTING, Referral, ReferralKind, SourceCode
from ..permissions import can_count_referrals

A_YEAR = timedelta(days=365)


@require_safe
def conversion(request):
    """The last year, by kind and by source; only the hubs that this person answers for."""
    require(can_count_referrals(request.user))
    since = timezone.now() - A_YEAR
    rows = Referral.objects.in_queue_of(request.user).by_professionals(since)
    by_kind = rows.turned_out("professional__kind", sorted(ACCEPTING))
    by_source = rows.turned_out("source", sorted(ACCEPTING))
    sources = {row["code"] for row in by_source}
    context = {
        "since": since,
        "kinds": turnouts(by_kind, ReferralKind.choices),
        "sources": turnouts(
            by_source, [(code, words) for code, words in SourceCode.choices if code in sources]
        ),
    }
    return render(request, "referrals/conversion.html", context)
