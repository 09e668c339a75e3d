"""Births registered at hubs are counted by small area; of whom, nothing is kept (R031)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..members.rules import open_months
from ..models import BirthRegistered, Booking


@transaction.atomic
def count_birth(key, *, hub, month, area, by, booking=None):
    """One more birth in this area and month; of an appointment it is counted once.

    Months before the last one are closed: what is published of them never changes.
    """
    refuse_closed(month)
    if booking is not None:
        booking = Booking.objects.lock(booking)
    if known := BirthRegistered.objects.filter(pk=key).first():
        return known
    if booking is not None:
        if booking.is_birth_counted:
            raise Refused(_("This birth is counted already."))
        booking.is_birth_counted = True
        booking.save(update_fields=["is_birth_counted", "updated_at"])
    row, is_new = BirthRegistered.objects.get_or_create(
        pk=key, defaults={"hub": hub, "month": month, "area": area}
    )
    if is_new:
        record("birth.counted", by=by, about=hub)
    return row


@transaction.atomic
def take_birth_back(row, *, by):
    """It was counted by mistake, or in the wrong area."""
    refuse_closed(row.month)
    gone, _what = BirthRegistered.objects.filter(pk=row.pk).delete()
    if gone:
        record("birth.taken_back", by=by, about=row.hub)


def refuse_closed(month):
    if month not in open_months(timezone.localdate()):
        raise Refused(_("The figures of that month are closed."))
