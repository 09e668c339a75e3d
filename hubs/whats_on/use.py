"""What was delivered and whom it reached, kept apart; how rooms are used (R018, R022)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone

from ..models import Attendance, Booking, DoorCount, Session, SessionMode, SessionState


@dataclass(frozen=True)
class Reach:
    """One mode: sessions delivered are one figure, families reached another (R018)."""

    mode: str
    sessions: int
    families: int
    attended: int
    walk_ins: int
    children: int


def delivered(hubs, first, last):
    """Sessions of these hubs that took place on these days; appointments only where booked."""
    rows = Session.objects.planned().between_days(first, last)
    booked = Booking.objects.filter(session=OuterRef("pk"), state="booked")
    rows = rows.filter(Q(activity__slot_minutes=None) | Exists(booked))
    return rows.filter(activity__hub__in=hubs, ends_at__lte=timezone.now())


def reach(hubs, first, last):
    """A line for each way of taking part in which something was delivered."""
    rows = delivered(hubs, first, last)
    sessions = dict(
        rows.order_by()
        .values_list("activity__mode")
        .annotate(n=Count("pk"))
        .values_list("activity__mode", "n")
    )
    return [
        Reach(SessionMode(mode).label, number, **_people(rows.filter(activity__mode=mode)))
        for mode, number in sorted(sessions.items())
    ]


def _people(rows):
    booked = Booking.objects.filter(state="booked")
    theirs = booked.filter(Q(session__in=rows) | Q(activity__sessions__in=rows))
    counted = DoorCount.objects.filter(session__in=rows)
    counted = counted.aggregate(walk_ins=Sum("walk_ins"), children=Sum("children"))
    return {
        "families": theirs.aggregate(n=Count("booker_hash", distinct=True))["n"],
        "attended": Attendance.objects.filter(session__in=rows).count(),
        **{name: number or 0 for name, number in counted.items()},
    }


def rooms_in_use(rooms, first, last):
    """Each room with its sessions, its hours and how many of the places in it were booked."""
    here = Q(sessions__state=SessionState.PLANNED) & Q(
        sessions__in=Session.objects.between_days(first, last)
    )
    return rooms.annotate(
        held=Count("sessions", here),
        time=Sum(F("sessions__ends_at") - F("sessions__starts_at"), filter=here),
    )


def hours(time):
    """A length of time in whole and half hours, for a table."""
    return round((time or timedelta()) / timedelta(hours=1) * 2) / 2
