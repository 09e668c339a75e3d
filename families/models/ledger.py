"""What the ledger of agreements stands on: the words shown, the law, and who was able to decide."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.languages.known import ENGLISH
from familyhubs.records import Period, Record
from hubs.models.staff import TsTzRange

from ..querysets import CompetenceQuerySet, WordingQuerySet
from .people import Family, Person


class Purpose(models.TextChoices):
    """What the family is asked for; agreement is not the lawful basis."""

    SUPPORT = "support", "To get early help"
    SHARE = "share", "To share with an organisation"
    GATHER = "gather", "To ask an organisation about us"
    MESSAGES = "messages", "Service messages"
    NEWS = "news", "News and what's on"
    IMAGES = "images", "Photos, stories and recordings"
    RESEARCH = "research", "To be asked about research"


class Wording(Record):
    """The words in which a family is asked, from a moment on. New words change nothing agreed."""

    purpose = models.CharField(max_length=10, choices=Purpose)
    language = models.CharField(max_length=10, default=ENGLISH)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="[organisation] stands for the organisation's name.")
    in_force_from = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language", "version"], name="wording_version_once"
            ),
            models.CheckConstraint(name="wording_has_words", condition=~Q(text="")),
        ]
        triggers = [
            pgtrigger.Protect(name="words_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.language}, version {self.version}"

    def said_of(self, organisation):
        """The words as somebody heard or read them."""
        return self.text.replace("[organisation]", str(organisation or ""))


class Article6(models.TextChoices):
    """Grounds of Article 6(1) UK GDPR."""

    CONSENT = "a", "(a) consent"
    CONTRACT = "b", "(b) contract"
    OBLIGATION = "c", "(c) legal obligation"
    VITAL = "d", "(d) vital interests"
    PUBLIC_TASK = "e", "(e) public task"


class Article9(models.TextChoices):
    """Conditions of Article 9(2) UK GDPR, for health, origin, faith and the like."""

    CONSENT = "a", "(a) explicit consent"
    VITAL = "c", "(c) vital interests"
    SUBSTANTIAL = "g", "(g) substantial public interest"
    SOCIAL_CARE = "h", "(h) health or social care"
    RESEARCH = "j", "(j) archiving, research or statistics"


class LawfulBasis(Period):
    """The law on which the council does what a purpose names; never a family's agreement."""

    purpose = models.CharField(max_length=10, choices=Purpose)
    article_6 = models.CharField(max_length=1, choices=Article6)
    article_9 = models.CharField(max_length=1, choices=Article9, blank=True)
    law = models.TextField(help_text="The Acts and sections, in a few lines.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Period.Meta):
        ordering = ["purpose", "-starts_at"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="lawful_basis_names_the_law", condition=~Q(law="")),
            ExclusionConstraint(
                name="lawful_basis_one_at_a_time",
                expressions=[
                    ("purpose", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.get_article_6_display()}"


@tracked
class Competence(Record):
    """Whether a young person can take one decision, as somebody found on one day (Gillick).

    Never by an age, and never for good: the next decision is another record.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="competences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_able = models.BooleanField()
    understood = models.TextField(help_text="What they understood, in their own words.")
    reasons = models.TextField()
    kept_from_parents = models.BooleanField(
        default=False, help_text="They do not want their parents to see this part."
    )
    happened_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="competence_says_why", condition=~Q(understood="") & ~Q(reasons="")
            ),
            models.CheckConstraint(
                name="competence_keeps_only_what_they_can_decide",
                condition=Q(is_able=True) | Q(kept_from_parents=False),
            ),
            models.CheckConstraint(
                name="competence_names_one_decision",
                condition=Q(purpose__in=["share", "gather"], organisation__isnull=False)
                | ~Q(purpose__in=["share", "gather"]) & Q(organisation=None),
            ),
        ]
        indexes = [models.Index(fields=["family", "person"], name="competence_by_person")]
        triggers = [
            pgtrigger.Protect(name="finding_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.person}: {'able' if self.is_able else 'not able'}"

    @property
    def what(self):
        """The decision, as an agreement says it."""
        return what_is_asked(self.purpose, self.organisation)


def what_is_asked(purpose, organisation):
    """What somebody is asked, said with the organisation: "To share with Mill Lane School"."""
    if purpose == Purpose.SHARE:
        return f"To share with {organisation}"
    if purpose == Purpose.GATHER:
        return f"To ask {organisation} about us"
    return Purpose(purpose).label
