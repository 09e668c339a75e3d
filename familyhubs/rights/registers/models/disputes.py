"""What somebody says is wrong on a record: it stands beside it until a person has decided."""

from django.db import models
from django.db.models import F, Q

from families.models import Family, Person, TimelineEntry
from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record
from familyhubs.rights.copies.models import somebody

from ..querysets import DisputeQuerySet


class Fact(models.TextChoices):
    """Which fact about a person is disputed."""

    NAME = "name", "Name"
    BORN = "born", "Date of birth"
    HOME = "home", "Address or who lives there"
    TIES = "ties", "How they are related, or who answers for a child"
    NEEDS = "needs", "Health, needs or language"
    OTHER = "other", "Something else about them"


class Outcome(models.TextChoices):
    """What came of it."""

    CORRECTED = "corrected", "Corrected"
    STAYS = "stays", "It stays, and what they say stands beside it"


@tracked
class Dispute(Record):
    """A line of the timeline or a fact about a person, and who says that it is wrong (R065)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="disputes")
    entry = models.ForeignKey(
        TimelineEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.CharField(max_length=10, choices=Fact, blank=True)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = EncryptedTextField(help_text="What they say, in their own words.")
    disputed_on = models.DateField()
    recorded_by = somebody()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    why = EncryptedTextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = somebody(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-disputed_on", "-id"]
        indexes = [models.Index(fields=["family"], name="dispute_by_family")]
        constraints = [
            models.CheckConstraint(
                name="dispute_of_an_entry_or_of_a_fact",
                condition=Q(entry__isnull=False, person=None, fact="")
                | Q(entry=None, person__isnull=False) & ~Q(fact=""),
            ),
            models.CheckConstraint(
                name="dispute_decided_is_whole",
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | ~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="dispute_decided_by_another", condition=~Q(decided_by=F("recorded_by"))
            ),
            models.UniqueConstraint(
                fields=["entry", "said_by"],
                condition=Q(outcome="", entry__isnull=False),
                name="dispute_of_an_entry_once",
            ),
            models.UniqueConstraint(
                fields=["person", "fact", "said_by"],
                condition=Q(outcome="", person__isnull=False),
                name="dispute_of_a_fact_once",
            ),
        ]

    def __str__(self):
        return f"Dispute of {self.disputed_on:%-d %B %Y}"
