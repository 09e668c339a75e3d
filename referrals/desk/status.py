"""“Did you get my form?”: what a desk may tell a caller, which is the stage alone (5.3)."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.matching import Verdict, compare_words, name_words
from families.permissions import can_look_up
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight, open_with
from familyhubs.references import read_reference
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..looks import with_first_look
from ..models import Referral, ReferralPerson, Status
from ..words import looked_at
from .forms import StatusForm
from .restricted import is_likely_restricted

LASTS = timedelta(days=365)
SAY = {
    "received": _("We have it. Somebody will read it soon."),
    "looked_at": _("We have it, and a colleague is looking at it."),
    "tried": _("We have it. We have tried to reach you, and we will try again."),
    "asked": _("We have it. We asked you something, and wait for your answer."),
    "decided": _("We have decided what happens next. A colleague will tell you."),
}


def status(request):
    """A first name, and a child's month of birth or the reference."""
    require(can_look_up(request.user))
    form = bind(StatusForm, request)
    if not (form.is_bound and form.is_valid()):
        return render(request, "desk/status.html", {"form": form})
    try:
        actions.count_stage_asked(by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "desk/status.html", {"form": form})
    asked = request_of(request.user, **form.facts)
    if asked:
        record_look(request.user, asked, what="stage_seen")
    return render(request, "desk/status_answer.html", {"say": asked and SAY[stage_of(asked)]})


@beyond_sight("the one request of the facts that a caller gives")
def request_of(user, *, name, month=None, reference=""):
    """The one request that fits; of several, or of one that must not be told, none.

    The name narrows before the rules are asked: whoever asked is found however many came since.
    """
    since = timezone.now() - LASTS
    rows = Referral.objects.filter(happened_at__gte=since)
    if reference:
        rows = rows.filter(reference=read_reference(reference, "ASK") or "-")
    if month:
        ends = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        born = ReferralPerson.objects.filter(born_on__gte=month, born_on__lt=ends, is_child=True)
        rows = rows.filter(pk__in=born.values("referral"))
    called = rows.order_by().values_list("pk", "contact_name")
    fitting = [pk for pk, contact_name in called if is_called(contact_name, name)]
    told = Referral.objects.tells_its_stage(user, since=since).filter(pk__in=fitting)
    told = list(with_first_look(told).prefetch_related("people")[:2])
    if len(told) != 1 or is_likely_restricted(told[0]):
        return None
    open_with(told[0].pk)
    return told[0]


def is_called(contact_name, first_name):
    """Whether the first name given is that of whoever asked."""
    known, given = name_words(contact_name)[:1], name_words(first_name)[:1]
    same = (Verdict.MATCH, Verdict.NEAR)
    return bool(known and given) and compare_words(known, given) in same


def stage_of(asked):
    """Where it stands, in five words that tell nothing of what it says."""
    if asked.status == Status.DECIDED:
        return "decided"
    if asked.status == Status.ASKED_FAMILY:
        return "asked"
    if asked.attempts.exists():
        return "tried"
    return "looked_at" if looked_at(asked) else "received"
