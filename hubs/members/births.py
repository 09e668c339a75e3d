"""Who registered a birth today and is not a member yet: the desk invites them (R029, R031)."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Booking, Member
from ..models.whats_on import BIRTH_REGISTRATION
from ..whats_on.querysets import day_starts


def registered_today(hubs):
    """The bookings of today's birth registrations at these hubs whose time has begun."""
    members = Member.objects.members().filter(
        hub=OuterRef("session__activity__hub"), reach_hash=OuterRef("booker_hash")
    )
    rows = Booking.objects.filter(
        session__activity__kind__key=BIRTH_REGISTRATION,
        session__activity__hub__in=hubs,
        session__state="planned",
        session__starts_at__gte=day_starts(timezone.localdate()),
        session__starts_at__lte=timezone.now(),
        state="booked",
        wiped_at=None,
    )
    rows = rows.filter(~Exists(members)).select_related("session__activity__hub", "card")
    return rows.order_by("session__starts_at", "pk")
