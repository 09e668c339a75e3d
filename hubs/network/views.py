"""Staff: the network of hubs, and one site's opening, closing and door."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.shut import SessionsStand
from ..boards.standing import by_hub
from ..models import DoorDay, OtherOpening, Session, Site, SiteClosure
from ..permissions import (
    can_administer,
    can_keep_door,
    can_manage_site,
    hubs_spoken_for_by,
    is_staff_member,
)
from ..whats_on.permissions import can_run_sessions
from . import reading
from .forms import CloseForm, CountForm, DecileForm, DescribeForm, OtherDaysForm, WeekForm

CANCELLED = gettext_lazy("Sessions cancelled: %(n)d. Families who booked: %(told)d.")
ON_AGAIN = gettext_lazy("Sessions on again: %(n)d. Families told so: %(told)d.")


def network(request):
    """Every hub with its sites: open now or not, and whether each is open as long as it must be."""
    require(is_staff_member(request.user))
    hubs, asked = reading.network(), DecileForm(request.GET)
    context = {"counts": reading.counts(hubs), "filter": asked}
    if asked.most:
        hubs = reading.in_deciles(hubs, asked.most)
    if asked.is_sorted:
        context["lines"] = reading.by_decile(hubs)
    context["ways"] = reading.ways()
    own = can_administer(request.user) or hubs_spoken_for_by(request.user).exists()
    context["may_tell"] = own
    boards = by_hub(request.user)
    context["hubs"] = [(hub, lines, boards.get(hub.pk, [])) for hub, lines in hubs]
    return render(request, "network/network.html", context)


def site(request, pk):
    """One site as staff see it."""
    site = site_for(request, pk)
    line = reading.line_of(site)
    context = {
        "line": line,
        "teams": site.teams_here.select_related("team__organisation"),
        "may_manage": can_manage_site(request.user, site),
        "may_count": can_keep_door(request.user, site),
    }
    return page(request, "site", site, **context)


def week(request, pk):
    """The usual week on one page."""
    site = managed_site(request, pk)
    form = bind(WeekForm, request, site=site)
    if done(request, form, lambda: save_week(site, form, request.user)):
        messages.success(request, _("The week is saved. Families see it now."))
        return redirect("network:site", pk)
    return page(request, "week", site, form=form)


def save_week(site, form, by):
    starts_on = form.cleaned_data["starts_on"]
    actions.save_week(site, stretches=form.stretches, starts_on=starts_on, by=by)


def other_days(request, pk):
    """Days that are not as usual: what stands, and a new one."""
    site = managed_site(request, pk)
    form, standing = bind(OtherDaysForm, request), []
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            _other, made = actions.add_other_days(site, by=request.user, **said)
        except SessionsStand as refused:
            form.ask_of_sessions(str(refused))
            standing = refused.sessions
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. Families see it on these days."))
            say_sessions(request, made, CANCELLED)
            return redirect("network:other_days", pk)
    may_run = can_run_sessions(request.user)
    return page(request, "other_days", site, form=form, standing=standing, may_run=may_run)


@require_POST
def take_away_other_days(request, pk, other_pk):
    """The week holds again."""
    site = managed_site(request, pk)
    other = get_object_or_404(OtherOpening, pk=other_pk, site=site)
    undone = actions.take_away_other_days(other, by=request.user)
    messages.success(request, _("Taken away. The usual week holds on these days."))
    say_sessions(request, undone, ON_AGAIN)
    return redirect("network:other_days", pk)


def close(request, pk):
    """Shut a site at once; the page says before what happens."""
    site = managed_site(request, pk)
    form, made = bind(CloseForm, request, site=site), []
    me = request.user
    if done(request, form, lambda: made.append(actions.close_site(site, by=me, **form.values))):
        messages.success(request, _("%s is closed. Families see it now.") % site)
        say_sessions(request, made[0][1], CANCELLED)
        return redirect("network:site", pk)
    coming = Session.objects.planned().to_come().filter(site=site).count()
    return page(request, "close", site, form=form, coming=coming)


def say_sessions(request, done, words):
    """What became of the sessions, and whom a colleague must ring."""
    if done.sessions:
        messages.info(request, words % {"n": len(done.sessions), "told": len(done.told)})
    if done.by_hand:
        said = _("Families to ring, as we may not write to them: %d. Their sessions say whom.")
        messages.warning(request, said % len(done.by_hand))
    if done.stuck:
        names = ", ".join(str(session) for session in done.stuck)
        said = _("These stay cancelled, as their room is taken or the site is not open then: %s")
        messages.warning(request, said % names)


@require_POST
def open_again(request, pk, closure_pk):
    """Undo a closure."""
    site = managed_site(request, pk)
    closure = get_object_or_404(SiteClosure, pk=closure_pk, site=site)
    try:
        undone = actions.open_again(closure, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%s is open again. Families see it now.") % site)
        say_sessions(request, undone, ON_AGAIN)
    return redirect("network:site", pk)


def describe(request, pk):
    """What families read of a site."""
    site = managed_site(request, pk)
    now = {name: getattr(site, name) for name in DescribeForm.base_fields}
    form = bind(DescribeForm, request, initial=now)
    me = request.user
    if done(request, form, lambda: actions.describe_site(site, by=me, **form.cleaned_data)):
        messages.success(request, _("Saved. Families see it now."))
        return redirect("network:site", pk)
    return page(request, "describe", site, form=form)


def door(request, pk):
    """The door on a phone: opened, closed, and how many came."""
    site = site_for(request, pk)
    require(can_keep_door(request.user, site))
    form = bind(CountForm, request)
    if request.method == "POST" and at_the_door(request, site, form):
        return redirect("network:door", pk)
    days = DoorDay.objects.filter(site=site).order_by("-day")[:14]
    today = next((row for row in days if row.day == timezone.localdate()), None)
    return page(request, "door", site, form=form, today=today, days=days)


def at_the_door(request, site, form):
    """Whether one press at the door was done and said."""
    press = {"open": actions.open_doors, "close": actions.close_doors}.get(request.POST.get("do"))
    try:
        if press:
            press(site, by=request.user)
            messages.success(request, _("Written down."))
        elif form.is_valid():
            today = actions.count_people(site, by=request.user, **form.cleaned_data)
            said = ngettext("%d person today.", "%d people today.", today.people)
            messages.success(request, said % today.people)
        else:
            return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def site_for(request, pk):
    """A site of the network with what tells when it is open, or 404."""
    require(is_staff_member(request.user))
    sites = Site.objects.hub_sites().select_related("hub__district").with_timetables()
    return get_object_or_404(sites.with_deprivation(), pk=pk)


def managed_site(request, pk):
    site = site_for(request, pk)
    require(can_manage_site(request.user, site))
    return site


def done(request, form, act):
    """Whether it was done; a refusal stands on the form in the action's own words."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def page(request, name, site, **context):
    return render(request, f"network/{name}.html", {"site": site, **context})
