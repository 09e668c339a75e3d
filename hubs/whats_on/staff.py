"""Staff: the week by room, the activities and their rule, and how rooms are used."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.shut import OutsideHours
from ..actions.telling import by_hand, by_machine
from ..models import Activity, Room, Session
from .filters import A_WEEK, week_of
from .permissions import can_manage_sessions, can_run_sessions, hubs_run_by
from .schedule import next_run
from .staff_forms import ActivityForm, initial_of
from .use import hours, reach, rooms_in_use

ON_A_PAGE = 50
MOST_DAYS = 10
FOUR_WEEKS = timedelta(days=28)


def hub_of(request):
    """The hub that is looked at, and those there are to choose from."""
    hubs = list(hubs_run_by(request.user))
    chosen = next((hub for hub in hubs if hub.slug == request.GET.get("hub")), None)
    return chosen or (hubs[0] if hubs else None), hubs


@require_safe
def week(request):
    """Seven days of one hub: a row for each room, and one for what has none."""
    require(can_run_sessions(request.user))
    hub, hubs = hub_of(request)
    first = week_of(request)
    first -= timedelta(days=first.weekday())
    days = [first + timedelta(days=ahead) for ahead in range(7)]
    rows = Session.objects.between_days(days[0], days[-1]).filter(activity__hub=hub)
    rows = rows.select_related("activity", "room", "site").with_places().in_order()
    context = {
        "hub": hub,
        "hubs": hubs,
        "days": days,
        "rows": grid(rows, days, Room.objects.filter(site__hub=hub).select_related("site")),
        "earlier": first - A_WEEK,
        "later": first + A_WEEK,
        "may_manage": can_manage_sessions(request.user),
    }
    return render(request, "sessions/week.html", context)


def grid(sessions, days, rooms):
    """(room or None, its sessions of each day)."""
    cells = {}
    for session in sessions:
        day = timezone.localtime(session.starts_at).date()
        cells.setdefault((session.room_id, day), []).append(session)
    rows = [(room, [cells.get((room.pk, day), []) for day in days]) for room in rooms]
    without = [cells.get((None, day), []) for day in days]
    return [*rows, (None, without)] if any(without) else rows


@require_safe
def activities(request):
    """Everything a hub offers, what runs now first."""
    require(can_run_sessions(request.user))
    hub, hubs = hub_of(request)
    rows = Activity.objects.filter(hub=hub).select_related("kind", "site")
    ended = "ended" in request.GET
    today = timezone.localdate()
    rows = rows.filter(runs_until__lt=today) if ended else rows.running()
    page = Paginator(rows.order_by("name", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"hub": hub, "hubs": hubs, "page": page, "ended": ended}
    context["may_manage"] = can_manage_sessions(request.user)
    return render(request, "sessions/activities.html", context)


def activity_of(request, pk):
    """An activity of a hub whose sessions this person runs; any other is not there."""
    require(can_run_sessions(request.user))
    rows = Activity.objects.select_related("hub", "kind", "site", "room")
    return get_object_or_404(rows.of_hubs(hubs_run_by(request.user)), pk=pk)


@require_safe
def activity(request, pk):
    """One activity with its dates."""
    found = activity_of(request, pk)
    rows = found.sessions.select_related("room", "site")
    to_come = rows.to_come().with_places().in_order()
    context = {
        "activity": found,
        "sessions": Paginator(to_come, ON_A_PAGE).get_page(request.GET.get("page")),
        "past": rows.filter(ends_at__lte=timezone.now()).order_by("-starts_at")[:10],
    }
    return render(request, "sessions/activity.html", context)


def save_activity(request, pk=None):
    """A new activity, or another rule for one."""
    require(can_run_sessions(request.user))
    found = activity_of(request, pk) if pk else None
    hub, _hubs = hub_of(request)
    initial = initial_of(found) if found else {"hub": hub, "every_weeks": 1}
    return activity_page(request, found, initial)


def again(request, pk):
    """The next run of the same, straight after the last."""
    found = activity_of(request, pk)
    first, last = next_run(found)
    initial = initial_of(found) | {"runs_from": first, "runs_until": last, "except_on": ""}
    return activity_page(request, None, initial, again_of=found)


def activity_page(request, found, initial, again_of=None):
    form = bind(ActivityForm, request, hubs=hubs_run_by(request.user), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            saved = actions.save_activity(found, by=request.user, **form.cleaned_data)
        except OutsideHours as refused:
            form.ask_who_lets_in(str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_saved(request, saved)
            return redirect("sessions:activity", saved.activity.pk)
    context = {"form": form, "activity": found, "again_of": again_of}
    return render(request, "sessions/activity_form.html", context)


def say_saved(request, saved):
    """What happened, to whom, and what is still to do."""
    messages.success(request, _("“%s” is saved. Families see its dates now.") % saved.activity)
    if saved.told:
        say_told(request, saved.told)
    if saved.shut:
        days = ", ".join(date_format(row.planned_on, "j M Y") for row in saved.shut[:MOST_DAYS])
        if len(saved.shut) > MOST_DAYS:
            days = _("%(days)s and more") % {"days": days}
        said = _("%(site)s is closed on %(days)s. Those stand as cancelled until it opens again.")
        messages.warning(request, said % {"site": saved.activity.site, "days": days})
    if n := len(saved.kept):
        said = ngettext(
            "%d booked session does not fit the new rule and stays. Cancel it if it is not to be.",
            "%d booked sessions do not fit the new rule and stay. Cancel those not to be.",
            n,
        )
        messages.warning(request, said % n)


def say_told(request, told):
    """How many families the portal tells, and how many a colleague must."""
    left = len(by_hand(told))
    n = len(by_machine(told))
    if n:
        said = ngettext("%d family is told.", "%d families are told.", n)
        messages.info(request, said % n)
    if left:
        said = ngettext(
            "%d family must be told by you: see the list of bookings.",
            "%d families must be told by you: see the list of bookings.",
            left,
        )
        messages.warning(request, said % left)


@require_safe
def use(request):
    """Four weeks: sessions delivered and families reached apart (R018), and each room (R022)."""
    require(can_run_sessions(request.user))
    hub, hubs = hub_of(request)
    last = timezone.localdate()
    first = last - FOUR_WEEKS
    rooms = Room.objects.filter(site__hub=hub).select_related("site")
    context = {
        "hub": hub,
        "hubs": hubs,
        "first": first,
        "last": last,
        "reach": reach([hub], first, last),
        "rooms": [(room, hours(room.time)) for room in rooms_in_use(rooms, first, last)],
        "may_manage": can_manage_sessions(request.user),
    }
    return render(request, "sessions/use.html", context)
