"""A worry that somebody is not safe, as a colleague wrote it down, and what came of it (R112)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record
from familyhubs.references import new_reference

from ..querysets import ConcernQuerySet


def concern_reference():
    return new_reference("SC")


class Answer(models.TextChoices):
    """A plain answer to a plain question."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "I am not sure"


class Outcome(models.TextChoices):
    """What a safeguarding lead decided."""

    PASSED_ON = "passed_on", "Passed to children’s social care"
    KNOWN = "known", "Children’s social care works on it already"
    HELP_GOES_ON = "help_goes_on", "Watched within the help there is"
    NOT_SAFEGUARDING = "not_safeguarding", "Not a safeguarding matter"


class Basis(models.TextChoices):
    """On what ground children's social care is told (R115)."""

    AGREED = "agreed", "The family knows and agrees"
    SAFEGUARDING = "safeguarding", "Without agreement: to keep somebody safe"
    DUTY = "duty", "Without agreement: a duty to share"
    COURT = "court", "Without agreement: a court order"
    STATUTORY = "statutory", "Without agreement: another statutory function"


@tracked
class Concern(Record):
    """One safeguarding concern: raised by anybody on the staff, taken and decided by one person."""

    reference = models.CharField(max_length=12, unique=True, default=concern_reference)
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    family = models.ForeignKey(
        "families.Family", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="concerns"
    )
    # A chat is deleted in its time, a concern is not.
    chat = models.ForeignKey(
        "referrals.Chat", models.SET_NULL, null=True, blank=True, related_name="concerns"
    )
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    who = EncryptedTextField(help_text="Who is at risk, as the colleague put it.")
    what = EncryptedTextField(help_text="What was seen, heard or said.")
    seen = EncryptedTextField(blank=True, default="", help_text="When, in their words.")
    is_now = models.CharField(max_length=8, choices=Answer)
    told = EncryptedTextField(blank=True, default="", help_text="Who has been told already.")
    family_knows = models.CharField(
        max_length=8, choices=Answer, help_text="Whether the family knows it was raised."
    )
    due_at = models.DateTimeField(help_text="When somebody must have taken it.")
    taken_at = models.DateTimeField(null=True, blank=True)
    decide_due_at = models.DateTimeField(
        null=True, blank=True, help_text="When whoever has taken it must have decided."
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    outcome_words = EncryptedTextField(blank=True, default="")
    social_care_reference = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    not_told_because = EncryptedTextField(
        blank=True, default="", help_text="Why the family has not been told."
    )
    basis = models.CharField(max_length=12, choices=Basis, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)
    acknowledge_due_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_taken_by_somebody",
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_taken_is_due",
                condition=Q(taken_at=None, decide_due_at=None)
                | Q(taken_at__isnull=False)
                & (Q(decide_due_at__isnull=False) | Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="concern_decision_is_whole",
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, taken_at__isnull=False)
                & ~Q(outcome=""),
            ),
            # Those decided before this was asked have none of it, and are not chased.
            models.CheckConstraint(
                name="concern_passed_on_is_whole",
                condition=Q(passed_on_at=None, acknowledge_due_at=None)
                | Q(passed_on_at__isnull=False, acknowledge_due_at__isnull=False)
                & Q(outcome="passed_on")
                & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="concern_acknowledged_by_somebody",
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_by__isnull=False, passed_on_at__isnull=False)
                & Q(acknowledged_at__gte=F("passed_on_at"))
                & ~Q(social_care_reference=""),
            ),
            models.CheckConstraint(
                name="concern_taken_before_decided",
                condition=Q(decided_at=None) | Q(decided_at__gte=F("taken_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="concern_open", condition=Q(decided_at=None)
            ),
            models.Index(fields=["-decided_at", "-id"], name="concern_decided"),
            models.Index(
                fields=["acknowledge_due_at", "id"],
                name="concern_unacknowledged",
                condition=Q(acknowledge_due_at__isnull=False, acknowledged_at=None),
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("referrals:concern", args=[self.pk])

    @property
    def is_open(self):
        return self.decided_at is None

    @property
    def runs_day_and_night(self):
        """Happening now: its clocks run at night and at weekends too, as a red request's."""
        return self.is_now == Answer.YES

    @property
    def rings_at(self):
        """When it rings: nobody has taken it by then, or whoever did has not decided."""
        return self.due_at if self.taken_at is None else self.decide_due_at

    @property
    def is_chased(self):
        """Children's social care has it and has not said so yet."""
        return self.passed_on_at is not None and self.acknowledged_at is None
