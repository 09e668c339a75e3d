"""Bookings without an account: places, the waiting list and who came (R012, R022)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..whats_on.querysets import BookingQuerySet
from .whats_on import Activity, Session, SessionMode


class BookingState(models.TextChoices):
    """Where a booking stands."""

    BOOKED = "booked", _("Booked")
    WAITING = "waiting", _("Waiting list")
    CANCELLED = "cancelled", _("Cancelled")


# With a place's number taken once, this makes overbooking impossible. It looks only when a place
# is given: a capacity lowered later throws nobody out.
PLACE_EXISTS = """
IF NEW.place IS NULL OR (TG_OP = 'UPDATE' AND OLD.place IS NOT DISTINCT FROM NEW.place) THEN
    RETURN NEW;
END IF;
IF NEW.place > (
    SELECT coalesce(capacity, 32767) FROM hubs_session WHERE id = NEW.session_id
    UNION ALL
    SELECT coalesce(capacity, 32767) FROM hubs_activity WHERE id = NEW.activity_id
) THEN
    RAISE EXCEPTION 'There is no such place' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class Booking(Record):
    """Somebody's place, or their turn on the waiting list: of a whole course or one session."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    name = EncryptedTextField()
    card = models.ForeignKey("contact.ContactCard", models.PROTECT, related_name="+")
    access_needs = EncryptedTextField(blank=True, default="")
    children_ages = EncryptedTextField(blank=True, default="")
    emergency_contact = EncryptedTextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=BookingState)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(help_text="Who asked first.")
    # The link: kept encrypted to be written in a later message, hashed to be looked up.
    token = EncryptedTextField()
    token_hash = models.CharField(max_length=64, unique=True)
    form_hash = models.CharField(max_length=64, unique=True, help_text="The form, sent twice.")
    booker_hash = models.CharField(
        max_length=64, db_index=True, help_text="Counts families apart without knowing them (R018)."
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_birth_counted = models.BooleanField(
        default=False, help_text="That the birth registered then is counted; never where."
    )
    wiped_at = models.DateTimeField(
        null=True, blank=True, help_text="Since then it says no more who it was."
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                name="booking_of_one_thing",
                condition=Q(activity=None, session__isnull=False)
                | Q(activity__isnull=False, session=None),
            ),
            models.CheckConstraint(
                name="booking_booked_has_a_place",
                condition=Q(state="booked", place__isnull=False, place__gte=1)
                | (~Q(state="booked") & Q(place=None)),
            ),
            models.CheckConstraint(
                name="booking_cancelled_has_its_time",
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
            ),
            models.UniqueConstraint(
                fields=["session", "place"],
                condition=Q(state="booked"),
                name="booking_one_place_of_a_session",
            ),
            models.UniqueConstraint(
                fields=["activity", "place"],
                condition=Q(state="booked"),
                name="booking_one_place_of_a_course",
            ),
            models.UniqueConstraint(fields=["session", "number"], name="booking_turn_of_a_session"),
            models.UniqueConstraint(fields=["activity", "number"], name="booking_turn_of_a_course"),
        ]
        indexes = [
            models.Index(
                fields=["session", "activity"],
                name="booking_with_details",
                condition=Q(wiped_at=None),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="place_exists",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=PLACE_EXISTS,
            )
        ]

    def __str__(self):
        return f"Booking {self.pk}"

    @property
    def is_booked(self):
        return self.state == BookingState.BOOKED

    @property
    def is_waiting(self):
        return self.state == BookingState.WAITING


class Attendance(Record):
    """Somebody who had booked came to this session, in this mode (R015)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances")
    mode = models.CharField(max_length=10, choices=SessionMode)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "booking"], name="attendance_once_at_a_session"
            )
        ]
