"""What's on: one timetable of all hubs, each activity's page, and a calendar (R013, R014)."""

from datetime import timedelta
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of

from ..finding.cards import OF_A_SESSION
from ..models import Activity, Session
from ..open_referral.answers import unless_known
from .calendar import MOST, calendar_response
from .filters import A_WEEK, TimetableFilter, turn, week_of, without
from .places import counted

ON_A_PAGE = 40
NEXT_DATES = 12
NEXT_APPOINTMENTS = 48
HALF_A_YEAR = timedelta(days=183)


def shown():
    """Sessions with all that a line about them says."""
    return Session.objects.select_related("activity__hub", "activity__kind", "site", "room")


@login_not_required
@require_safe
def timetable(request):
    """Seven days of every hub, by day; the filters stand in the address."""
    form, first = TimetableFilter(request.GET), week_of(request)
    last = first + A_WEEK - timedelta(days=1)
    rows = form.narrow(Session.objects.between_days(first, last)).once_a_day()
    if first == timezone.localdate():
        rows = rows.to_come()
    lines = rows.select_related("activity__hub", "site").only(*OF_A_SESSION)
    page = page_of(request, lines, "starts_at", "pk", size=ON_A_PAGE)
    context = {
        "filter": form,
        "first": first,
        "last": last,
        "count": rows.count(),
        "days": by_day(counted(page.rows)),
        "page": page,
        "earlier": turn(request, first - A_WEEK) if first > timezone.localdate() else "",
        "later": turn(request, first + A_WEEK),
        "query": without(request.GET, "from"),
    }
    return render(request, "whats_on/timetable.html", context)


def by_day(sessions):
    """(day, its sessions) in order."""
    return [
        (day, list(rows))
        for day, rows in groupby(sessions, lambda row: timezone.localtime(row.starts_at).date())
    ]


@login_not_required
@require_safe
def timetable_calendar(request):
    """What the same filters show, for half a year, to subscribe to or keep."""
    form = TimetableFilter(request.GET)
    until = timezone.localdate() + HALF_A_YEAR
    rows = form.narrow(Session.objects.to_come().between_days(timezone.localdate(), until))
    rows = rows.once_a_day()
    hub = form.hub_chosen
    called = _("What’s on at %s") % hub if hub else _("What’s on")
    return unless_known(request, calendar_response(rows.in_order()[:MOST], called=called))


@login_not_required
@require_safe
def activity(request, pk):
    """One activity: for whom, when, where, what it costs and how to take part."""
    rows = Activity.objects.select_related("hub", "kind", "site", "room")
    found = get_object_or_404(rows, pk=pk)
    sessions = found.sessions.to_come().select_related("site", "room").with_places().in_order()
    if found.slot_minutes:
        free = sessions.planned().filter(booked=0, starts_at__gt=timezone.now())
        sessions = list(free[:NEXT_APPOINTMENTS])
    else:
        sessions = list(sessions[:NEXT_DATES])
    planned = [session for session in sessions if not session.is_cancelled]
    context = {
        "activity": found,
        "sessions": sessions,
        "next": planned[0] if planned else None,
        "days": by_day(sessions) if found.slot_minutes else [],
    }
    return render(request, "whats_on/activity.html", context)


@login_not_required
@require_safe
def online_groups(request):
    """What to know before joining a group online, to read or print (R087)."""
    return render(request, "whats_on/online_groups.html")
