"""The day on paper, for power cuts: sessions, who booked, appointments, who is on (5.3)."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from hubs.models import Booking, DutyShift, Session

from ..models import WalkIn
from .place import desk_of
from .walk_ins import colleagues

BLANK_LINES = range(12)


@require_safe
def paper(request):
    """Today of one hub, made to be printed."""
    hub, hubs = desk_of(request)
    record_look(request.user, Booking, what="printed")
    rows = WalkIn.objects.visible_to(request.user).at(hub).of_day(timezone.localdate()).here()
    on_duty = DutyShift.objects.current().filter(Q(hub=hub) | Q(team__hub=hub))
    context = {
        "hub": hub,
        "hubs": hubs,
        "lines": day_of(hub),
        "colleagues": colleagues(hub),
        "on_duty": set(on_duty.values_list("user", flat=True)),
        "walk_ins": rows.select_related("with_whom").in_turn(),
        "blank": BLANK_LINES,
    }
    return render(request, "desk/paper.html", context)


def day_of(hub):
    """(session, who is booked, who leads) of today, in order."""
    today = timezone.localdate()
    sessions = Session.objects.planned().between_days(today, today).filter(activity__hub=hub)
    sessions = sessions.select_related("activity", "room", "site").in_order()
    sessions = list(sessions.prefetch_related("leaders__user", "leaders__volunteer"))
    activities = {session.activity_id for session in sessions}
    booked = Booking.objects.filter(state="booked", wiped_at=None).filter(
        Q(session__in=sessions) | Q(activity__in=activities)
    )
    by_session, by_activity = {}, {}
    for row in booked.in_turn():
        found = by_session if row.session_id else by_activity
        found.setdefault(row.session_id or row.activity_id, []).append(row)
    return [
        (
            session,
            [*by_session.get(session.pk, []), *by_activity.get(session.activity_id, [])],
            [leader.user or leader.volunteer for leader in session.leaders.all()],
        )
        for session in sessions
    ]
