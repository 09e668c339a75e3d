"""Search before create: a record starts only from a search."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.models import DutyShift, Hub, Role
from hubs.permissions import holds, hubs_where

from .. import actions
from ..forms import FindForm, OutOfHoursForm, StartForm
from ..lookups import find as find_families
from ..lookups import hubs_of as hubs_where_known
from ..matching import Verdict, name_words
from ..models import Family
from ..permissions import STARTERS, can_read_out_of_hours, can_start
from ..sharing import Part, grounds_that_open
from .doors import send


def find(request):
    """Whom do we know already? The first step of starting a record."""
    require(can_start(request.user))
    form = bind(FindForm, request)
    if not form.is_valid():
        return render(request, "families/find.html", {"form": form})
    try:
        actions.count_search(by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "families/find.html", {"form": form})
    seen, unseen = matches(form.facts, request.user)
    words = name_words(form.facts.name)
    start = StartForm(
        user=request.user,
        hubs=hubs_of(request.user),
        initial={"searched": form.proof(request.user), "name": words[-1].title() if words else ""},
    )
    context = {"form": start, "seen": seen, "unseen": unseen, "facts": form.facts}
    return render(request, "families/found.html", context)


def out_of_hours(request):
    """One family to read during the out-of-hours duty, with a reason first (access.md A6)."""
    require(can_read_out_of_hours(request.user))
    form = bind(OutOfHoursForm, request)
    found = []

    def look():
        found.append(actions.open_out_of_hours(by=request.user, **form.cleaned_data))

    if send(form, look):
        if found[0]:
            return redirect(found[0])
        form.add_error(None, _("No single family fits. Check what you entered, or add a fact."))
    shift = DutyShift.objects.out_of_hours(request.user).order_by("starts_at").first()
    return render(request, "families/out_of_hours.html", {"form": form, "shift": shift})


def matches(facts, user):
    """Who may be the one: those whose members this user may see, and the hubs of sure others.

    Of any other family only the hub is said, only where the name and the date of birth both fit
    (access.md section 2, a person in two families), and to nobody who is barred from it.
    """
    found = find_families([facts], postcode=facts.postcode)
    both = sorted([*found.ordinary, *found.restricted], key=lambda c: -c.match.score)
    open_ones = Family.objects.visible_by(user, *grounds_that_open(Part.MEMBERS))
    open_ones = open_ones.filter(pk__in=[c.family.pk for c in both]).select_related("hub")
    shown = {family.pk: family for family in open_ones}
    seen = [(shown[c.family.pk], c.match) for c in both if c.family.pk in shown]
    sure = [c.family.pk for c in found.ordinary if c.family.pk not in shown and fits(c.match)]
    return seen, Hub.objects.filter(pk__in=hubs_where_known(sure, user))


def fits(match):
    """The name and the date of birth both say so."""
    said = {reason.field: reason.verdict for reason in match.reasons}
    return said["name"] == said["born_on"] == Verdict.MATCH


def hubs_of(user):
    """Where this user may start a record."""
    return hubs_where(user, *STARTERS)


def start(request):
    """A new record for somebody who was searched for and not found."""
    require(can_start(request.user))
    if request.method != "POST":
        return redirect("families:find")
    form = StartForm(request.POST, user=request.user, hubs=hubs_of(request.user))
    lead = request.user if holds(request.user, Role.PRACTITIONER) else None
    made = []

    def start_record():
        made.append(actions.start_with_somebody(by=request.user, lead=lead, **form.values))

    if send(form, start_record):
        return redirect(made[0])
    return render(request, "families/start.html", {"form": form})
