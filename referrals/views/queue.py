"""The one queue of the front door, and what somebody sent themselves."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.paging import page_of, without_turns
from familyhubs.web import require

from ..filters import QueueFilter
from ..forms.holding import AssignForm
from ..models import ACCEPTING, ADVISING, Referral
from ..permissions import can_count_referrals, can_open_queue, can_refer, can_see_capacity
from ..safety import words_of
from ..words import told_to_sender

DUE = ("urgency", "decision_due_at", "happened_at", "pk")
TABS = {
    "waiting": (_("Waiting"), DUE),
    "screen": (_("To screen"), DUE),
    "mine": (_("Mine"), DUE),
    "unclaimed": (_("Unclaimed"), DUE),
    "family": (_("Waiting for the family"), ("paused_at", "pk")),
    "reach": (_("To reach"), DUE),
    "preparing": (_("Preparing"), ("review_on", "pk")),
    "decided": (_("Decided"), ("-decided_at", "-pk")),
}


@require_safe
def queue(request):
    """Safety first, then the time left (domain.md 5.4)."""
    require(can_open_queue(request.user))
    chosen = request.GET.get("tab")
    chosen = chosen if chosen in TABS else "waiting"
    _words, order = TABS[chosen]
    mine = Referral.objects.in_queue_of(request.user)
    found = QueueFilter(request.GET, queryset=mine, request=request)
    if request.GET.get("reference") or request.GET.get("called"):
        record_look(request.user, Referral, what="searched")
    rows = found.qs.in_tab(chosen, request.user).with_urgency().with_line()
    page = page_of(request, rows, *order)
    context = {
        "tab": chosen,
        "may_count": can_count_referrals(request.user),
        "may_see_capacity": can_see_capacity(request.user),
        "tabs": tabs_of(request, found.qs, chosen),
        "filter": found,
        "page": page,
        "lines": [(referral, words_of(referral.safety_flags)) for referral in page.rows],
        "giving": None if chosen == "decided" else AssignForm(user=request.user),
        "query": request.GET.urlencode(),
    }
    return render(request, "referrals/queue.html", context)


def tabs_of(request, rows, chosen):
    """Each tab with its address, the filters kept; how many are in each that is worked through.

    The decided ones only grow: their number would help nobody, and is the slow part of the page.
    """
    counts = rows.counts_by_tab(request.user)
    found = []
    for name, (words, _order) in TABS.items():
        query = without_turns(request)
        query["tab"] = name
        found.append(
            {
                "words": words,
                "count": counts.get(name),
                "url": f"?{query.urlencode()}",
                "here": name == chosen,
            }
        )
    return found


@require_safe
def sent(request):
    """What this person sent or keyed in, with how it stands and nothing else (R044)."""
    require(can_refer(request.user))
    rows = Referral.objects.sent_by(request.user).select_related("hub")
    page = page_of(request, rows, "-happened_at", "-pk")
    lines = [(referral, told_to_sender(referral, ACCEPTING, ADVISING)) for referral in page.rows]
    return render(request, "referrals/sent.html", {"lines": lines, "page": page})
