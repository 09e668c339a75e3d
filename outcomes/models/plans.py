"""The plan a family and its helpers work by: goals, actions, scores, reviews (R092–R099)."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from families.sharing import WITH_A_REASON
from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..levels import Level
from ..querysets import (
    ActionQuerySet,
    GoalQuerySet,
    PlanQuerySet,
    ReviewQuerySet,
    ScoreQuerySet,
)
from ..results import SCALE
from .framework import Need

CLOCK_SKEW = timedelta(minutes=5)
ENDS = (SCALE[0], SCALE[-1])


def not_in_the_future(name, field="happened_at"):
    """Facts are dated when they happened, never later than they were recorded."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__lte": F("recorded_at") + CLOCK_SKEW})
    )


class ClosureReason(models.TextChoices):
    """Why a plan ended (domain.md 2.10)."""

    OUTCOMES_MET = "outcomes_met", "Outcomes met, sustained"
    PARTLY_MET = "partly_met", "Outcomes partly met, family content"
    SINGLE_AGENCY = "single_agency", "Remaining actions with one agency or universal services"
    STEPPED_UP = "stepped_up", "Stepped up to social care, lead passed"
    FAMILY_ENDED = "family_ended", "Family no longer wishes to continue"
    NO_CONTACT = "no_contact", "Could not engage, attempts logged"
    MOVED = "moved", "Moved out of area"
    AGE_LIMIT = "age_limit", "Child reached the age limit"
    DUPLICATE = "duplicate", "Duplicate or merged"
    NOT_AVAILABLE = "not_available", "Service not available"
    DIED = "died", "Child died"
    ERROR = "error", "Opened in error"


@tracked
class Plan(Record):
    """A family's plan; one open at a time, with a level, a lead elsewhere and a review date."""

    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+")
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    opened_at = models.DateTimeField()
    strengths = models.TextField(blank=True)
    review_due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closure_reason = models.CharField(max_length=16, choices=ClosureReason, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="plan_one_open_per_family", fields=["family"], condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="plan_closed_with_reason",
                condition=Q(closed_at=None, closure_reason="")
                | Q(closed_at__isnull=False) & ~Q(closure_reason=""),
            ),
            models.CheckConstraint(
                name="plan_closes_after_opening",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
            ),
            not_in_the_future("plan_not_opened_in_the_future", "opened_at"),
        ]
        indexes = [
            models.Index(
                fields=["review_due_on"], name="plan_review_due", condition=Q(closed_at=None)
            ),
            models.Index(fields=["hub", "opened_at"], name="plan_by_hub"),
        ]

    def __str__(self):
        return f"Plan of {self.opened_at:%-d %b %Y}"

    def get_absolute_url(self):
        return reverse("outcomes:plan", args=[self.pk])

    @property
    def seen_as(self):
        """How a look of whom it was fetched for is marked; only after `for_page`."""
        for ground, mark in WITH_A_REASON.items():
            if getattr(self, f"by_{ground}"):
                return mark
        return "on_duty" if self.on_duty else ""

    @property
    def strengths_mark(self):
        """Says whether the strengths are still those that somebody had before them."""
        return sha256(self.strengths.encode()).hexdigest()


class GoalState(models.TextChoices):
    """How a goal stands."""

    OPEN = "open", "Working on it"
    ACHIEVED = "achieved", "Achieved"
    STOPPED = "stopped", "No longer a goal"


@tracked
class Goal(Record):
    """What the family wants to be different, in its own words (R093), under a framework need."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        "families.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=500)
    happened_at = models.DateTimeField(default=timezone.now, help_text="When it was agreed.")
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.OPEN)
    evidence = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(name="goal_has_words", condition=~Q(words="")),
            not_in_the_future("goal_not_in_the_future"),
            models.CheckConstraint(
                name="goal_ended_iff_not_open",
                condition=Q(state="open", ended_at=None)
                | ~Q(state="open") & Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.words


class ActionState(models.TextChoices):
    """How an action stands."""

    TO_DO = "to_do", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


@tracked
class Action(Record):
    """Who does what by when; the owner is of the family or a professional of any agency (R092)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner_person = models.ForeignKey(
        "families.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now, help_text="When it was agreed.")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.TO_DO)
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="action_has_one_owner",
                condition=Q(owner_user=None, owner_person__isnull=False)
                | Q(owner_user__isnull=False, owner_person=None),
            ),
            models.CheckConstraint(
                name="action_done_iff_dated",
                condition=Q(state="to_do", done_at=None)
                | ~Q(state="to_do") & Q(done_at__isnull=False),
            ),
            models.CheckConstraint(name="action_says_what", condition=~Q(what="")),
            not_in_the_future("action_not_in_the_future"),
        ]
        indexes = [
            models.Index(
                fields=["owner_user", "due_on"], name="action_to_do", condition=Q(state="to_do")
            )
        ]

    def __str__(self):
        return self.what

    @property
    def owner(self):
        return self.owner_user or self.owner_person


@tracked
class Review(Record):
    """The plan looked at together; sets the next date (R122)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    happened_at = models.DateTimeField()
    due_on = models.DateField(help_text="The date this review answers.")
    summary = models.TextField()
    next_due_on = models.DateField()
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            not_in_the_future("review_not_in_the_future"),
            models.CheckConstraint(
                name="review_sets_a_later_date",
                condition=Q(next_due_on__gt=F("happened_at__date")),
            ),
        ]
        indexes = [models.Index(fields=["plan", "-happened_at"], name="review_by_plan")]


@tracked
class Score(Record):
    """Where the family stands on a goal, 1 stuck or unsafe to 10 managing well (R098)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="scores")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="scores")
    happened_at = models.DateTimeField()
    value = models.PositiveSmallIntegerField()
    family_value = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The family's own score."
    )
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(name="score_one_to_ten", condition=Q(value__range=ENDS)),
            models.CheckConstraint(
                name="score_of_family_one_to_ten",
                condition=Q(family_value=None) | Q(family_value__range=ENDS),
            ),
            models.UniqueConstraint(fields=["goal", "review"], name="score_one_per_review"),
            models.UniqueConstraint(
                fields=["goal"], condition=Q(review=None), name="score_one_baseline_per_goal"
            ),
            not_in_the_future("score_not_in_the_future"),
        ]
