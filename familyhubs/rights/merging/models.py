"""Pairs of records that may be of one family, merges of two, and what each merge moved."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from familyhubs.records import Record

from .querysets import JoinQuerySet, MergeQuerySet, PairQuerySet

USER = settings.AUTH_USER_MODEL


def somebody(**kwargs):
    return models.ForeignKey(USER, models.PROTECT, related_name="+", **kwargs)


def nobody_yet():
    return somebody(null=True, blank=True)


def a_family():
    return models.ForeignKey("families.Family", models.PROTECT, related_name="+")


def a_person():
    return models.ForeignKey("families.Person", models.PROTECT, related_name="+")


class Alike(models.TextChoices):
    """What two people of different records share."""

    BORN = "born", "the date of birth"
    NAME = "name", "two names that sound alike"
    PART = "part", "one name that sounds alike"
    PLACE = "place", "the postcode"
    REACH = "reach", "a phone number or email address"
    MANUAL = "manual", "a colleague says so"


class Pair(Record):
    """Two records that may be of one family (R065); rejected, it is remembered with its grounds."""

    one, other = a_family(), a_family()
    score = models.PositiveSmallIntegerField()
    alike = ArrayField(models.CharField(max_length=10, choices=Alike))
    basis = models.CharField(max_length=32, help_text="A digest of what the pair rests on.")
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejected_by = nobody_yet()
    rejected_why = models.CharField(max_length=200, blank=True)
    rejected_basis = models.CharField(max_length=32, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["-score", "id"], name="pair_by_score")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(name="pair_in_one_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="pair_rejected_is_whole",
                condition=Q(rejected_at=None, rejected_by=None, rejected_why="", rejected_basis="")
                | Q(rejected_at__isnull=False, rejected_by__isnull=False)
                & ~Q(rejected_why="")
                & ~Q(rejected_basis=""),
            ),
        ]

    def __str__(self):
        return f"{self.one} and {self.other}"

    @property
    def reasons(self):
        """In words: what somebody of the one and somebody of the other share."""
        return [Alike(code).label for code in self.alike]


class Merge(Record):
    """One record merged into another: proposed, decided by a second person, undone by two again."""

    source, target = a_family(), a_family()
    why = models.TextField()
    proposed_by = somebody()
    decided_by = nobody_yet()
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=dict)
    stayed = models.JSONField(default=dict)
    standings = models.JSONField(default=list, help_text="How both stood before, to put back.")
    undo_asked_by = nobody_yet()
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_why = models.TextField(blank=True)
    undone_by = nobody_yet()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(source=F("target"))),
            models.CheckConstraint(name="merge_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="merge_by_two_people", condition=~Q(decided_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="merge_undone_by_two_people", condition=~Q(undone_by=F("undo_asked_by"))
            ),
            models.CheckConstraint(
                name="merge_decided_is_whole",
                condition=Q(decided_at=None, decided_by=None, merged_at=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="merge_undo_is_whole",
                condition=Q(undo_asked_at=None, undo_asked_by=None, undo_why="", undone_at=None)
                | Q(undo_asked_at__isnull=False, undo_asked_by__isnull=False)
                & Q(merged_at__isnull=False)
                & ~Q(undo_why=""),
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
            # Waiting or done: a record is in one merge as the one that goes.
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(decided_at=None) | Q(merged_at__isnull=False, undone_at=None),
                name="merge_source_once",
            ),
        ]

    def __str__(self):
        return f"{self.source.reference} into {self.target.reference}"

    @property
    def is_waiting(self):
        return self.decided_at is None

    @property
    def is_in_force(self):
        return self.merged_at is not None and self.undone_at is None


class Moved(models.Model):
    """One row that a merge moved: undoing gives it back to the record it came from."""

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="journal")
    tab = models.CharField(max_length=63)
    row = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "tab", "row"], name="moved_once_by_a_merge")
        ]

    def __str__(self):
        return f"A row of {self.tab}"


class Takes(models.TextChoices):
    """What the person who stays may take from the other entry of theirs."""

    FULL_NAME = "full_name", "Name"
    KNOWN_AS = "known_as", "Known as"
    BORN = "born", "Date of birth"
    CONTACT = "contact", "Ways to get in touch"


class PersonJoin(Record):
    """Somebody entered twice in one record, stood there once; undone row by row (R065, R067)."""

    record = a_family()
    goes, stays = a_person(), a_person()
    takes = ArrayField(models.CharField(max_length=10, choices=Takes), default=list, blank=True)
    why = models.TextField()
    joined_by = somebody()
    joined_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict, help_text="What was chosen from, to put back.")
    moved = models.JSONField(default=dict)
    stayed = models.JSONField(default=dict)
    undo_why = models.TextField(blank=True)
    undone_by = nobody_yet()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = JoinQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="join_of_two", condition=~Q(goes=F("stays"))),
            models.CheckConstraint(name="join_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="join_undone_is_whole",
                condition=Q(undone_at=None, undone_by=None, undo_why="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_why=""),
            ),
            models.UniqueConstraint(
                fields=["goes"], condition=Q(undone_at=None), name="join_goes_once"
            ),
        ]

    def __str__(self):
        return f"{self.goes_id} into {self.stays_id}"

    @property
    def is_in_force(self):
        return self.joined_at is not None and self.undone_at is None


class Joined(models.Model):
    """One row that a join gave to the person who stays, or ended because they have its like."""

    join = models.ForeignKey(PersonJoin, models.PROTECT, related_name="journal")
    tab = models.CharField(max_length=63)
    col = models.CharField(max_length=63)
    row = models.CharField(max_length=36)
    ended = models.JSONField(null=True, help_text="How it stood, where it was ended.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join", "tab", "col", "row"], name="joined_once")
        ]

    def __str__(self):
        return f"A row of {self.tab}"
