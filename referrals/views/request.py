"""One request: everything for the decision on one screen; for its sender, how it stands."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from families.models import Family
from familyhubs.audit import log
from familyhubs.contact.models import SafeHours
from familyhubs.contact.rules import allowed_channels

from ..models import ACCEPTING, ADVISING, Referral
from ..permissions import can_triage
from ..safety import words_of
from ..topics import words_of as topic_words
from ..words import FACT_WORDS, VERDICT_WORDS, told_to_sender


def visible(request, pk):
    """The request as this person may know it, or 404."""
    rows = Referral.objects.visible_to(request.user).select_related(
        "hub", "contact_card", "ward", "family", "screened_by", "decided_by", "taken_by",
        "referrer__organisation", "referrer_organisation",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def may_read(request, referral):
    """Whether this person reads all of it, or only how it stands."""
    return Referral.objects.readable_by(request.user).filter(pk=referral.pk).exists()


@require_safe
def detail(request, pk):
    """What was told, who, needs, safe contact, flags, time left, likely matches, tries."""
    referral = visible(request, pk)
    if not may_read(request, referral):
        stands = told_to_sender(referral, ACCEPTING, ADVISING)
        return render(request, "referrals/own.html", {"referral": referral, "stands": stands})
    log.record_look(request.user, referral, family_id=referral.family_id)
    context = {
        "referral": referral,
        "card": referral.contact_card,
        "ways": allowed_channels(referral.contact_card),
        "hours": [SafeHours(hours).label for hours in referral.contact_card.safe_hours],
        "people": referral.people.all(),
        "needs": [(need, topic_words(need.topic)) for need in referral.needs.all()],
        "wishes": referral.sharing_wishes.select_related("organisation"),
        "flags": words_of(referral.safety_flags),
        "attempts": referral.attempts.select_related("by"),
        "matches": matches_of(referral, request.user),
        "earlier": earlier_of(referral, request.user),
        "may_triage": referral.is_open and can_triage(request.user, referral),
    }
    return render(request, "referrals/request.html", context)


def matches_of(referral, user):
    """Likely families that this person may see; a restricted one looks like none (access.md 6)."""
    if not referral.is_open:
        return []
    seen = Family.objects.visible_to(user)
    rows = referral.matches.filter(family__in=seen).select_related("family__hub")
    found = list(rows.prefetch_related("family__members__person"))
    for match in found:
        match.said = [
            (FACT_WORDS.get(fact, fact), VERDICT_WORDS.get(verdict, verdict))
            for fact, verdict in match.reasons
            if verdict != "blank"
        ]
    return found


def earlier_of(referral, user):
    """Earlier requests of the same family, or of those it may be."""
    families = [match.family_id for match in referral.matches.all()]
    if referral.family_id:
        families.append(referral.family_id)
    rows = Referral.objects.readable_by(user).filter(family__in=families)
    return rows.exclude(pk=referral.pk).order_by("-happened_at")[:5]


def undecided(request, pk):
    """A request this person may read; deciding is for `require` to check."""
    referral = visible(request, pk)
    if not may_read(request, referral) and not can_triage(request.user, referral):
        raise Http404
    return referral
