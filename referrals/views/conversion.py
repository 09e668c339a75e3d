"""What became of professionals' referrals, exactly, for those who answer for the hubs."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.web import require

from ..coming import turned_at
from ..conversion import turnouts
from ..models import ReferralKind, SourceCode
from ..permissions import can_count_referrals, hubs_triaged_by


@require_safe
def conversion(request):
    """The last year, by kind and by source; only the hubs that this person answers for."""
    require(can_count_referrals(request.user))
    turned = turned_at(list(hubs_triaged_by(request.user)), timezone.now())
    sources = {row["code"] for row in turned.sources}
    named = [(code, words) for code, words in SourceCode.choices if code in sources]
    context = {
        "counted_at": turned.at,
        "since": turned.since,
        "kinds": turnouts(turned.kinds, ReferralKind.choices),
        "sources": turnouts(turned.sources, named),
    }
    return render(request, "referrals/conversion.html", context)
