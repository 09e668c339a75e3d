"""What's on: activities with their rule, and the sessions that follow from it (R013–R018, R020)."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..whats_on.querysets import ActivityQuerySet, SessionQuerySet
from .offer import AgeBand, Weekday
from .places import Hub, Site
from .rooms import Room
from .staff import TsTzRange


class SessionMode(models.TextChoices):
    """How a family takes part (R015, R016)."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online (Teams)")
    WHATSAPP = "whatsapp", _("WhatsApp video call")
    PHONE = "phone", _("Phone")
    SMS = "sms", _("Text message")
    HOME_VISIT = "home_visit", _("Home visit")
    HYBRID = "hybrid", _("In person or online")


# Where nobody comes to a building.
REMOTE = (SessionMode.ONLINE, SessionMode.WHATSAPP, SessionMode.PHONE, SessionMode.SMS)


# The kind of session at which births are registered (migration 0008).
BIRTH_REGISTRATION = "birth_registration"


class ActivityKind(Record):
    """A kind of session, such as a parenting programme; some rest on evidence (R017)."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100, unique=True)
    is_evidence_based = models.BooleanField(default=False)
    is_joint = models.BooleanField(
        default=False, help_text="For both parents together: a safe enquiry comes first (R052)."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Activity(Record):
    """Something families come to, once or by a rule; a course is booked as a whole (R017)."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="activities")
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    description = models.TextField(max_length=2_000, blank=True)
    is_course = models.BooleanField(default=False)
    needs_booking = models.BooleanField(default=False)
    bands = ArrayField(models.CharField(max_length=15, choices=AgeBand), default=list, blank=True)
    lowest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    language = models.CharField(max_length=40, blank=True, help_text="Blank for English.")
    interpreter = models.CharField(max_length=40, blank=True, help_text="Into which language.")
    is_send_friendly = models.BooleanField(default=False)
    access = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=10, choices=SessionMode, default=SessionMode.IN_PERSON)
    join_link = EncryptedTextField(blank=True, default="")
    social_link = models.URLField(max_length=300, blank=True)
    is_youth_only = models.BooleanField(default=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    # The rule, in local time: these weekdays in every n-th week.
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), default=list)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    runs_from = models.DateField()
    runs_until = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    # One family after another between the two times, each in an appointment of its own (R030).
    slot_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    except_on = ArrayField(models.DateField(), default=list, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "runs_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="activity_rule_runs_forward",
                condition=Q(runs_until__gte=F("runs_from"), ends__gt=F("starts")),
            ),
            models.CheckConstraint(
                name="activity_rule_is_weekly", condition=Q(every_weeks__range=(1, 12))
            ),
            models.CheckConstraint(
                name="activity_ages_run_upwards",
                condition=Q(lowest_age=None)
                | Q(highest_age=None)
                | Q(highest_age__gte=F("lowest_age")),
            ),
            models.CheckConstraint(name="activity_costs_nothing_less", condition=Q(cost__gte=0)),
            models.CheckConstraint(
                name="activity_course_is_booked",
                condition=Q(is_course=False) | Q(needs_booking=True),
            ),
            models.CheckConstraint(
                name="activity_appointment_is_one_familys",
                condition=Q(slot_minutes=None)
                | Q(slot_minutes__range=(5, 240), is_course=False, needs_booking=True, capacity=1),
            ),
            models.CheckConstraint(
                name="activity_holds_somebody", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "runs_until"], name="activity_of_hub"),
            GinIndex(
                SearchVector("name", "description", config="english"), name="activity_by_words"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("whats_on:activity", args=[self.pk])

    @property
    def is_remote(self):
        return self.mode in REMOTE

    @property
    def band_words(self):
        return [AgeBand(band).label for band in self.bands]

    @property
    def registers_births(self):
        """Whether who comes here has a new child (R029, R030)."""
        return self.kind.key == BIRTH_REGISTRATION


class SessionState(models.TextChoices):
    """Whether it takes place."""

    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


# A room is at the session's site, and in its youth hours it is for young people (R020).
FITS_ITS_ROOM = """
IF NEW.room_id IS NULL OR NEW.state <> 'planned' THEN
    RETURN NEW;
END IF;
IF NOT EXISTS (SELECT FROM hubs_room WHERE id = NEW.room_id AND site_id = NEW.site_id) THEN
    RAISE EXCEPTION 'The room is at another site' USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (
    SELECT FROM hubs_room
    WHERE id = NEW.room_id
        AND youth_from < (NEW.ends_at AT TIME ZONE 'Europe/London')::time
        AND youth_until > (NEW.starts_at AT TIME ZONE 'Europe/London')::time
) AND NOT EXISTS (
    SELECT FROM hubs_activity WHERE id = NEW.activity_id AND is_youth_only
) THEN
    RAISE EXCEPTION 'The room is for young people then' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# Nobody's check may run out before a session that was moved (R040).
LEADERS_STAY_CLEAR = """
IF NEW.state = 'planned' AND EXISTS (
    SELECT FROM hubs_sessionleader l JOIN hubs_volunteer v ON v.id = l.volunteer_id
    WHERE l.session_id = NEW.id
        AND (v.dbs_status <> 'clear' OR v.dbs_due_on IS NULL
             OR v.dbs_due_on < (NEW.ends_at AT TIME ZONE 'Europe/London')::date)
) THEN
    RAISE EXCEPTION 'A volunteer''s DBS check ends before then' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Session(Record):
    """One occurrence of an activity; `planned_on` is the day of the rule it follows from."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    planned_on = models.DateField()
    slot = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Which appointment of that day; 0 is the first."
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="sessions")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=SessionState, default=SessionState.PLANNED, db_default="planned"
    )
    cancel_reason = models.CharField(max_length=200, blank=True, help_text="Families read it.")
    is_closure = models.BooleanField(
        default=False, help_text="Cancelled because its site was closed."
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="Counts what families' calendars must hear of."
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "planned_on", "slot"], name="session_once_a_day_of_the_rule"
            ),
            models.CheckConstraint(
                name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=Q(state="planned", cancel_reason="", is_closure=False)
                | (Q(state="cancelled") & ~Q(cancel_reason="")),
            ),
            ExclusionConstraint(
                name="session_alone_in_its_room",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="planned", room__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="session_by_time"),
            models.Index(fields=["site", "starts_at"], name="session_at_site"),
            # All that a search asks of what is coming: the rows are not read.
            models.Index(
                fields=["starts_at"],
                include=["id", "activity", "site", "ends_at"],
                condition=Q(state="planned"),
                name="session_coming",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fits_its_room",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=FITS_ITS_ROOM,
            ),
            pgtrigger.Trigger(
                name="leaders_stay_clear",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=LEADERS_STAY_CLEAR,
            ),
        ]

    def __str__(self):
        return f"{self.activity}, {self.planned_on:%d %b %Y}"

    @property
    def is_cancelled(self):
        return self.state == SessionState.CANCELLED

    @property
    def is_full(self):
        """Whether whoever asks now must wait; of a session counted `with_places`."""
        capacity = self.activity.capacity if self.activity.is_course else self.capacity
        return bool(self.waiting) or (capacity is not None and self.booked >= capacity)


class DoorCount(Record):
    """Who came without a booking, counted at the door, by mode and without a name (R015)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="door_counts")
    mode = models.CharField(max_length=10, choices=SessionMode)
    walk_ins = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "mode"], name="door_count_once_a_mode"),
        ]
