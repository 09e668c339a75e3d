"""What somebody asks about their information, by when it is owed, and what was decided."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from families.models import Family
from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.records import Record
from familyhubs.references import new_reference
from familyhubs.rights.copies.models import CopyRequest, somebody

from ..querysets import RightsRequestQuerySet


class Kind(models.TextChoices):
    """What is asked."""

    COMPLAINT = "complaint", "Complaint about how we use information"
    CORRECT = "correct", "Put right what is wrong"
    OBJECT = "object", "Object to how we use information"
    ERASE = "erase", "Delete what we hold because somebody agreed"
    COPY = "copy", "Copy of what we hold"
    OTHER = "other", "Something else about information"


class Asker(models.TextChoices):
    """In what capacity somebody asks."""

    SELF = "self", "For themselves"
    PARENT = "parent", "A parent, for a child"
    OTHER = "other", "Somebody who speaks for them"


class Came(models.TextChoices):
    """How it came."""

    WEB = "web", "On the web"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By email"
    PHONE = "phone", "By telephone"
    TOLD = "told", "Told to a member of staff"


class Against(models.TextChoices):
    """What somebody objects to."""

    LISTS = "lists", "Lists of families who may need an offer of help, and invitations from them"
    SHARING = "sharing", "What is shared with somebody else"
    OTHER = "other", "Something else"


class Decision(models.TextChoices):
    """What was decided."""

    UPHELD = "upheld", "Yes, in full"
    PART = "part", "Yes, in part"
    REFUSED = "refused", "No"


class Ground(models.TextChoices):
    """Why the law lets us say no, wholly or in part."""

    TASK = "task", "Needed for our task by law, which outweighs it (UK GDPR 17(3)(b), 21(1))"
    ACCURATE = "accurate", "We looked, and what stands there is accurate (UK GDPR 16)"
    CLAIMS = "claims", "Needed for a legal claim (UK GDPR 17(3)(e), 21(1))"
    ARCHIVE = "archive", "Must be kept: protecting children, or a hold by a court or inquiry"
    UNFOUNDED = "unfounded", "Plainly without ground or excessive (UK GDPR 12(5))"
    NOT_SHOWN = "not_shown", "Who they are, or their authority, was not shown (UK GDPR 12(6))"
    NO_BREACH = "no_breach", "We looked, and the law was kept"
    NOT_HELD = "not_held", "We hold nothing about them"


def new_rights_reference():
    return new_reference("DP")


@tracked
class RightsRequest(Record):
    """Somebody asks or complains about their information (R065). Their words are sealed."""

    reference = models.CharField(
        max_length=12, unique=True, editable=False, default=new_rights_reference
    )
    kind = models.CharField(max_length=10, choices=Kind)
    against = models.CharField(max_length=10, choices=Against, blank=True)
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField()
    born_on = EncryptedTextField(blank=True)
    asker = models.CharField(max_length=10, choices=Asker)
    about = EncryptedTextField(blank=True, help_text="About whom, in their words.")
    reach = EncryptedTextField(help_text="How to reach them safely, in their words.")
    email = EncryptedTextField(blank=True, help_text="Where letters are safe, if anywhere.")
    what = EncryptedTextField()
    language = models.CharField(max_length=10, default=ENGLISH)
    came = models.CharField(max_length=10, choices=Came)
    received_on = models.DateField()
    owed_on = models.DateField(help_text="By when something is owed next.")
    logged_by = somebody(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = somebody(null=True, blank=True)
    complex_told_on = models.DateField(null=True, blank=True)
    complex_why = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    answer = EncryptedTextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = somebody(null=True, blank=True)
    copy = models.ForeignKey(CopyRequest, models.PROTECT, null=True, blank=True, related_name="+")
    told_how = EncryptedTextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = somebody(null=True, blank=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        ordering = ["owed_on", "id"]
        indexes = [
            models.Index(
                fields=["owed_on", "id"], name="registers_owed", condition=Q(closed_at=None)
            ),
            models.Index(fields=["-closed_at", "-id"], name="registers_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="rights_logged_by_somebody_or_sent_on_the_web",
                condition=Q(came="web") | Q(logged_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_objection_says_against_what",
                condition=Q(kind="object") & ~Q(against="") | ~Q(kind="object") & Q(against=""),
            ),
            models.CheckConstraint(
                name="rights_acknowledged_is_whole",
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(acknowledged_on__gte=F("received_on"), acknowledged_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_complex_is_told_with_its_reason",
                condition=Q(complex_told_on=None, complex_why="")
                | Q(complex_told_on__isnull=False) & ~Q(complex_why=""),
            ),
            models.CheckConstraint(
                name="rights_decided_is_whole",
                condition=Q(decision="", decided_at=None, decided_by=None)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_no_names_its_ground",
                condition=Q(decision__in=["", "upheld"], ground="")
                | Q(decision__in=["part", "refused"]) & ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="rights_closed_once_decided_or_a_copy",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & (Q(copy__isnull=False, kind="copy") | ~Q(decision="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.reference}"

    @property
    def born_day(self):
        return date.fromisoformat(self.born_on)

    @property
    def language_name(self):
        return LANGUAGES[self.language].name
