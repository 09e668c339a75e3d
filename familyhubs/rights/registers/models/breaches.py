"""What went wrong with somebody's information: 72 hours, two decisions, a second person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from families.models import Family
from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record
from familyhubs.references import new_reference
from familyhubs.rights.copies.models import somebody

from ..querysets import BreachFamilyQuerySet, BreachQuerySet


class DataKind(models.TextChoices):
    """Which kinds of information."""

    CONTACT = "contact", "Names, addresses, ways to reach people"
    SAFE = "safe", "A safe address, or how somebody may be reached"
    CHILDREN = "children", "About children"
    HEALTH = "health", "Health or disability"
    ORIGIN = "origin", "Ethnicity, faith or language"
    ABUSE = "abuse", "Abuse, safeguarding or crime"
    MONEY = "money", "Money or housing"
    OTHER = "other", "Something else"


class Harm(models.TextChoices):
    """How likely and how bad."""

    UNLIKELY = "unlikely", "Harm is unlikely"
    RISK = "risk", "Harm is possible"
    HIGH = "high", "High risk: people must be told without delay"


def new_breach_reference():
    return new_reference("BR")


@tracked
class Breach(Record):
    """One thing that went wrong, from the first word to what was learnt (R065)."""

    reference = models.CharField(
        max_length=12, unique=True, editable=False, default=new_breach_reference
    )
    said = EncryptedTextField(help_text="In the words of whoever noticed it.")
    reported_by = somebody()
    found_at = models.DateTimeField()
    report_by = models.DateTimeField()
    happened_at = models.DateTimeField(null=True, blank=True)
    what = EncryptedTextField(blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    data_kinds = ArrayField(models.CharField(max_length=10, choices=DataKind), default=list)
    harm = models.CharField(max_length=10, choices=Harm, blank=True)
    contained = EncryptedTextField(blank=True)
    described_by = somebody(null=True, blank=True)
    to_regulator = models.BooleanField(null=True, blank=True)
    regulator_why = EncryptedTextField(blank=True)
    regulator_at = models.DateTimeField(null=True, blank=True)
    regulator_by = somebody(null=True, blank=True)
    tells_people = models.BooleanField(null=True, blank=True)
    people_why = EncryptedTextField(blank=True)
    people_told_on = models.DateField(null=True, blank=True)
    people_by = somebody(null=True, blank=True)
    lessons = EncryptedTextField(blank=True)
    lessons_by = somebody(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = somebody(null=True, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["report_by", "id"]
        indexes = [
            models.Index(
                fields=["report_by", "id"], name="breach_open", condition=Q(closed_at=None)
            ),
            models.Index(fields=["-closed_at", "-id"], name="breach_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="breach_happened_before_it_was_found",
                condition=Q(happened_at=None) | Q(happened_at__lte=F("found_at")),
            ),
            models.CheckConstraint(
                name="breach_described_is_whole",
                condition=Q(described_by=None, harm="", people_count=None)
                | Q(described_by__isnull=False, people_count__isnull=False) & ~Q(harm=""),
            ),
            models.CheckConstraint(
                name="breach_to_the_regulator_or_not_by_somebody",
                condition=Q(to_regulator=None, regulator_at=None, regulator_by=None)
                | Q(to_regulator__isnull=False, regulator_at__isnull=False)
                & Q(regulator_by__isnull=False, described_by__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_people_told_or_not_by_somebody",
                condition=Q(tells_people=None, people_by=None, people_told_on=None)
                | Q(tells_people=False, people_by__isnull=False, people_told_on=None)
                | Q(tells_people=True, people_by__isnull=False, people_told_on__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_high_risk_is_told",
                condition=~Q(harm="high")
                | ~Q(tells_people=False) & (Q(to_regulator=None) | Q(to_regulator=True)),
            ),
            models.CheckConstraint(
                name="breach_closed_by_a_second_person",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & Q(to_regulator__isnull=False, tells_people__isnull=False)
                & Q(lessons_by__isnull=False)
                & ~Q(closed_by=F("regulator_by"))
                & ~Q(closed_by=F("people_by"))
                & ~Q(closed_by=F("lessons_by")),
            ),
        ]

    def __str__(self):
        return f"Breach {self.reference}"

    @property
    def kinds_in_words(self):
        return [DataKind(kind).label for kind in self.data_kinds]


@tracked
class BreachFamily(Record):
    """A family whose information it was; only officers see that."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="families")
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    linked_by = somebody()

    objects = BreachFamilyQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["breach", "family"], name="breach_names_a_family_once")
        ]

    def __str__(self):
        return f"Family of breach {self.breach_id}"
