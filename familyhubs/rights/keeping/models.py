"""What is kept how long, what is due, who holds it back, who erases it, and the proof."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.records import Period, Record

from .querysets import BatchQuerySet, DueQuerySet, GovernedQuerySet, HoldQuerySet

USER = settings.AUTH_USER_MODEL


def somebody(**kwargs):
    return models.ForeignKey(USER, models.PROTECT, related_name="+", **kwargs)


def in_words(months):
    """A period as people say it: "25 years", or "30 months"."""
    if months % 12:
        return f"{months} months"
    return "1 year" if months == 12 else f"{months // 12} years"


class Clock(models.TextChoices):
    """When a period begins."""

    YOUNGEST_BORN = "youngest_born", "The birth of the youngest child"
    DECIDED = "decided", "The decision"
    DONE = "done", "The day it was done"
    LOOKED = "looked", "The look"
    LAST_USED = "last_used", "The last use"
    ENDED = "ended", "The end"
    LEFT = "left", "The day of leaving"
    CLOSED = "closed", "The day it was closed"


class Way(models.TextChoices):
    """How it comes to an end."""

    REVIEWED = "reviewed", "A list, two people and a certificate"
    BY_ITSELF = "by_itself", "By itself, every few hours"
    FOR_GOOD = "for_good", "Kept for good: it says nothing of anybody"


class Rule(Record):
    """One line of the schedule; its tables stand in schedule.py."""

    code = models.CharField(max_length=30, unique=True)
    what = models.CharField(max_length=200)
    clock = models.CharField(max_length=15, choices=Clock, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["what"]
        constraints = [
            models.CheckConstraint(
                name="keeping_reviewed_has_a_period",
                condition=~Q(way="reviewed") | Q(months__gte=12) & ~Q(clock=""),
            )
        ]

    def __str__(self):
        return self.what

    @property
    def period(self):
        """In whole years where it is."""
        return in_words(self.months)


class RuleChange(Record):
    """Another period for a rule, proposed by one person and decided by another; all are kept."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="changes")
    before = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    why = models.TextField()
    proposed_by = somebody()
    decided_by = somebody(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    objects = GovernedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="keeping_change_by_two_people", condition=~Q(decided_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="keeping_change_decided_is_whole",
                condition=Q(decided_at=None, decided_by=None, agreed=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, agreed__isnull=False),
            ),
            models.CheckConstraint(
                name="keeping_change_says_why", condition=~Q(why="") & Q(months__gte=12)
            ),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(decided_at=None), name="keeping_change_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {in_words(self.before)} to {in_words(self.months)}"


class Hold(Period):
    """Nothing that it names is erased until somebody lifts it; the review date only reminds."""

    family = models.ForeignKey(
        "families.Family", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "families.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="holds")
    why = models.TextField()
    review_on = models.DateField()
    placed_by = somebody()
    lifted_by = somebody(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["review_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="keeping_hold_of_one_thing",
                condition=Q(family__isnull=False, person=None, rule=None)
                | Q(family=None, person__isnull=False, rule=None)
                | Q(family=None, person=None, rule__isnull=False),
            ),
            models.CheckConstraint(name="keeping_hold_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="keeping_hold_lifted_by_somebody_with_a_reason",
                condition=Q(ends_at=None, lifted_by=None)
                | Q(ends_at__isnull=False, lifted_by__isnull=False) & ~Q(end_reason=""),
            ),
        ]

    def __str__(self):
        return f"Legal hold to review on {self.review_on}"


class Batch(Record):
    """What one person proposes to erase and another agrees to, of one rule."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="batches")
    why = models.TextField()
    proposed_by = somebody()
    decided_by = somebody(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    salt = models.UUIDField()

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="keeping_batch_by_two_people", condition=~Q(decided_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="keeping_batch_decided_is_whole",
                condition=Q(decided_at=None, decided_by=None, approved_at=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(name="keeping_batch_says_why", condition=~Q(why="")),
        ]

    def __str__(self):
        return f"Batch of {self.rule}"


class DueRecord(Record):
    """A record whose time is over, by its id alone; the id goes when the record is erased."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="due")
    about_id = models.UUIDField(null=True, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    keep_until = models.DateField(null=True, blank=True)
    keep_why = models.CharField(max_length=200, blank=True)
    kept_by = somebody(null=True, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="records")
    done_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    rows = models.JSONField(default=dict)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [
            models.Index(fields=["since", "id"], name="due_to_review", condition=Q(done_at=None)),
            models.Index(fields=["batch", "done_at"], name="due_of_a_batch"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rule", "about_id"], name="keeping_due_once"),
            models.CheckConstraint(
                name="keeping_due_kept_with_reason",
                condition=Q(keep_until=None) | ~Q(keep_why="") & Q(kept_by__isnull=False),
            ),
            models.CheckConstraint(
                name="keeping_due_done_names_nobody",
                condition=Q(done_at=None, about_id__isnull=False)
                | Q(done_at__isnull=False, about_id=None, reference="", batch__isnull=False)
                & ~Q(digest=""),
            ),
        ]

    def __str__(self):
        return self.reference or "Erased"


class Certificate(Record):
    """What was erased, by which rule and whom; says nothing of anybody, and never changes."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=14, unique=True)
    said = models.JSONField()
    checksum = models.CharField(max_length=64)

    objects = GovernedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"Certificate {self.number}"
