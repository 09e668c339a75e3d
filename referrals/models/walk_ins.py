"""Who waits at a desk today: a number or a first name, and nothing once the day is over (R043)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..desk.querysets import WalkInQuerySet
from ..desk.topics import words_of


class WalkInState(models.TextChoices):
    """Where somebody who walked in is now."""

    WAITING = "waiting", "Waiting"
    CALLED = "called", "Called"
    SEEN = "seen", "Seen"
    LEFT = "left", "Left before they were seen"


# What may follow what; back to waiting is the undo of a slip.
FOLLOWS = {
    WalkInState.WAITING: {WalkInState.CALLED, WalkInState.SEEN, WalkInState.LEFT},
    WalkInState.CALLED: {WalkInState.SEEN, WalkInState.LEFT, WalkInState.WAITING},
    WalkInState.SEEN: {WalkInState.WAITING},
    WalkInState.LEFT: {WalkInState.WAITING},
}


class WalkIn(Record):
    """One token of one day at one hub's desk; what they said is wiped when the day is over."""

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    first_name = EncryptedTextField(blank=True, default="")
    about = EncryptedTextField(blank=True, default="", help_text="What for, in a word.")
    topic = models.CharField(max_length=20, blank=True)
    with_whom = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    slot_at = models.DateTimeField(null=True, blank=True, help_text="When they are to be seen.")
    state = models.CharField(max_length=7, choices=WalkInState, default=WalkInState.WAITING)
    came_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    wiped_at = models.DateTimeField(
        null=True, blank=True, help_text="Since then it says no more who it was."
    )

    objects = WalkInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "day", "number"], name="walk_in_number_of_a_day"
            ),
            models.UniqueConstraint(
                fields=["with_whom", "slot_at"],
                condition=Q(state__in=["waiting", "called"], slot_at__isnull=False),
                name="walk_in_one_person_at_a_time",
            ),
            models.CheckConstraint(
                name="walk_in_slot_is_with_somebody",
                condition=Q(slot_at=None) | Q(with_whom__isnull=False),
            ),
            models.CheckConstraint(
                name="walk_in_ended_has_its_time",
                condition=Q(state__in=["seen", "left"], ended_at__isnull=False)
                | Q(state__in=["waiting", "called"], ended_at=None),
            ),
            models.CheckConstraint(
                name="walk_in_called_has_its_time",
                condition=~Q(state="called") | Q(called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="walk_in_not_in_the_future",
                condition=Q(came_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
            models.CheckConstraint(
                name="walk_in_runs_forward",
                condition=(Q(called_at=None) | Q(called_at__gte=F("came_at")))
                & (Q(ended_at=None) | Q(ended_at__gte=F("came_at"))),
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="walk_in_to_wipe", condition=Q(wiped_at__isnull=True))
        ]

    def __str__(self):
        return f"{self.number}"

    def get_absolute_url(self):
        return reverse("desk:walk_in", args=[self.pk])

    @property
    def called(self):
        """What is called out: the first name, else the number."""
        return self.first_name or f"No. {self.number}"

    @property
    def topic_words(self):
        return words_of(self.topic) if self.topic else ""

    @property
    def is_here(self):
        return self.state in (WalkInState.WAITING, WalkInState.CALLED)
