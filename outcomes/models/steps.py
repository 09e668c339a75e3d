"""Moves between levels of need, handed from one named person to another (R108–R114)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..levels import Level
from ..querysets import LevelChangeQuerySet, StepQuerySet
from .plans import Plan, not_in_the_future


class Direction(models.TextChoices):
    """Which way the help goes."""

    UP = "up", "Step up"
    DOWN = "down", "Step down"


class StepReason(models.TextChoices):
    """Why help gets heavier or lighter (domain.md 2.9)."""

    HARM = "harm", "Immediate risk of significant harm"
    ESCALATING = "escalating", "Needs escalating despite the plan"
    WITHDRAWN = "withdrawn", "Family withdrawn and risk remains"
    NEW_INFORMATION = "new_information", "Significant new information"
    CAPACITY = "capacity", "Parental capacity deteriorated"
    UNBORN = "unborn", "Concern for an unborn baby"
    HOMELESS = "homeless", "Homeless with a child"
    SINGLE_AGENCY_EXCEEDED = "single_agency_exceeded", "Needs exceed one agency"
    SPECIALIST_SKILL = "specialist_skill", "Needs specialist or intensive skill"
    COURT = "court", "Court or police request"
    CHILD_ASKS = "child_asks", "Child asks for help"
    OUTCOMES_MET = "outcomes_met", "Outcomes met"
    RISK_REDUCED = "risk_reduced", "Risk reduced, statutory role no longer needed"
    NO_STATUTORY_NEED = "no_statutory_need", "No statutory need found, support useful"
    ONE_AGENCY_FITS = "one_agency_fits", "Remaining actions fit one agency"
    FAMILY_CHOOSES = "family_chooses", "Family chooses lighter support"
    OTHER_PATHWAY = "other_pathway", "Moved to adult or SEND pathway"
    PLANNED_END = "planned_end", "Planned end of intensive help"


REASONS_UP = [
    StepReason.HARM,
    StepReason.ESCALATING,
    StepReason.WITHDRAWN,
    StepReason.NEW_INFORMATION,
    StepReason.CAPACITY,
    StepReason.UNBORN,
    StepReason.HOMELESS,
    StepReason.SINGLE_AGENCY_EXCEEDED,
    StepReason.SPECIALIST_SKILL,
    StepReason.COURT,
    StepReason.CHILD_ASKS,
]
REASONS_DOWN = [r for r in StepReason if r not in REASONS_UP]


class StepState(models.TextChoices):
    """Where a step stands; the sender holds the family until the receiver accepts."""

    PROPOSED = "proposed", "Waiting for the receiver"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


@tracked
class Step(Record):
    """One hand-over up or down the levels, with its pack and a named receiver."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps")
    direction = models.CharField(max_length=4, choices=Direction)
    from_level = models.PositiveSmallIntegerField(choices=Level)
    to_level = models.PositiveSmallIntegerField(choices=Level)
    reason = models.CharField(max_length=24, choices=StepReason)
    explanation = models.TextField()
    contingency = models.TextField(blank=True, help_text="If this happens, then …")
    family_view = models.TextField(blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(help_text="When it was proposed.")
    due_at = models.DateTimeField(help_text="When the receiver's answer is due.")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.PROPOSED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="step_goes_its_way",
                condition=Q(direction="up", to_level__gt=F("from_level"))
                | Q(direction="down", to_level__lt=F("from_level")),
            ),
            models.CheckConstraint(
                name="step_reason_fits_its_way",
                condition=Q(direction="up", reason__in=[r.value for r in REASONS_UP])
                | Q(direction="down", reason__in=[r.value for r in REASONS_DOWN]),
            ),
            models.CheckConstraint(
                name="step_goes_to_somebody_else", condition=~Q(sender=F("receiver"))
            ),
            models.CheckConstraint(
                name="step_answered_iff_decided",
                condition=Q(state="proposed", answered_at=None)
                | ~Q(state="proposed") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="step_answered_after_it_was_proposed",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("happened_at")),
            ),
            models.CheckConstraint(name="step_says_why", condition=~Q(explanation="")),
            models.CheckConstraint(
                name="step_declined_says_why", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="proposed"), name="step_one_open_per_plan"
            ),
            not_in_the_future("step_not_in_the_future"),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "due_at"], name="step_waiting", condition=Q(state="proposed")
            )
        ]

    def __str__(self):
        return f"{self.get_direction_display()} to level {self.to_level}"

    def get_absolute_url(self):
        return reverse("outcomes:step", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == StepState.PROPOSED


@tracked
class LevelChange(Record):
    """The history of a family's level of need; the current level is the latest (R111)."""

    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    from_level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    to_level = models.PositiveSmallIntegerField(choices=Level)
    reason = models.CharField(max_length=200)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    step = models.OneToOneField(Step, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LevelChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="level_change_changes",
                condition=Q(from_level=None) | ~Q(from_level=F("to_level")),
            ),
            not_in_the_future("level_change_not_in_the_future"),
        ]
        indexes = [models.Index(fields=["family", "-happened_at"], name="level_by_family")]
