"""What stands beside a decision: why this level, asked about safety, two people who gave up."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Decision, Referral, is_said


class National(models.TextChoices):
    """What the national return calls the outcome of a contact (domain.md 2.8)."""

    NONE = "nfa", "No Further Action"
    ADVICE = "advice", "Information and Advice"
    EARLY_HELP = "eh", "EH Referral"
    SOCIAL_CARE = "cin", "CIN Referral"


NATIONAL = {
    Decision.ADVICE: National.ADVICE,
    Decision.SIGNPOST: National.ADVICE,
    Decision.BOOK_SESSION: National.ADVICE,
    Decision.REDIRECT: National.ADVICE,
    Decision.SINGLE_AGENCY: National.EARLY_HELP,
    Decision.EARLY_HELP: National.EARLY_HELP,
    Decision.INTENSIVE: National.EARLY_HELP,
    Decision.ADD_TO_OPEN: National.EARLY_HELP,
    Decision.ESCALATE: National.SOCIAL_CARE,
    Decision.NO_AGREEMENT: National.NONE,
    Decision.NOT_CONTACTABLE: National.NONE,
    Decision.DECLINED_BY_FAMILY: National.NONE,
    Decision.NOT_NEEDED: National.NONE,
    Decision.DUPLICATE: National.NONE,
}


class Funded(models.TextChoices):
    """Whether money comes with a request to whoever helps (R060)."""

    YES = "yes", "Yes, it is paid for"
    NO = "no", "No, they help without money for it"
    UNKNOWN = "unknown", "Not known"


@tracked
class DecisionFacts(Record):
    """What was known when it was decided: the national outcome, the signs, who helps, what next."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="decided_as")
    national = models.CharField(max_length=6, choices=National)
    signs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    signs_version = models.CharField(max_length=10, blank=True)
    suggested_level = models.PositiveSmallIntegerField(null=True, blank=True)
    next_step = EncryptedTextField(blank=True, default="", help_text="What the family can do now.")
    provider = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_funded = models.CharField(max_length=7, choices=Funded, blank=True)
    booking = models.ForeignKey(
        "hubs.Booking", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_signs_suggest_a_level",
                condition=Q(signs__len=0, signs_version="", suggested_level=None)
                | Q(signs__len__gt=0, suggested_level__isnull=False) & ~Q(signs_version=""),
            ),
            models.CheckConstraint(
                name="decision_funded_names_who_helps",
                condition=Q(provider=None, is_funded="")
                | Q(provider__isnull=False) & ~Q(is_funded=""),
            ),
        ]


class Told(models.TextChoices):
    """What was said when somebody was asked alone whether they are safe (R052)."""

    SAFE = "safe", "They feel safe with everybody at home"
    ABUSE = "abuse", "Somebody hurts, scares or controls them"
    NOT_SAID = "not_said", "They did not want to say"
    NOT_ASKED = "not_asked", "They could not be asked alone"


@tracked
class SafeEnquiry(Record):
    """One time that one adult was asked about safety, or could not be, before any couple's offer.

    Of the people told of, or by name where they were not.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="enquiries")
    person = models.ForeignKey(
        "referrals.ReferralPerson", models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_name = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_alone = models.BooleanField()
    told = models.CharField(max_length=10, choices=Told)
    note = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="enquiry_is_asked_alone",
                condition=Q(asked_alone=False, told="not_asked")
                | Q(asked_alone=True) & ~Q(told="not_asked"),
            ),
            models.CheckConstraint(
                name="enquiry_says_who_was_asked",
                condition=Q(person=None) & ~Q(asked_name="")
                | Q(person__isnull=False, asked_name=""),
            ),
        ]

    @property
    def who(self):
        """Who was asked."""
        return self.person.full_name if self.person else self.asked_name


@tracked
class AbuseLift(Record):
    """A safeguarding lead found that what was told of abuse no longer rules out joint sessions."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="abuse_lifts")
    reason = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="abuse_lift_says_why", condition=is_said("reason"))
        ]


@tracked
class AssessedNeed(Record):
    """What it turned out to be, and when that was known; what was told stays as told (R053)."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="assessed")
    topic = models.CharField(max_length=40)
    need = models.ForeignKey(
        "outcomes.Need", models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "topic"], name="assessed_need_once")
        ]


@tracked
class GivingUp(Record):
    """One person wants to close a delicate request as not reached; a manager agrees, or not."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="giving_up")
    reason = EncryptedTextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="giving_up_by_two_people",
                condition=Q(agreed=None, answered_by=None, answered_at=None)
                | Q(agreed__isnull=False, answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answered_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="giving_up_refused_says_why",
                condition=Q(agreed=None) | Q(agreed=True) | is_said("answer"),
            ),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(agreed=None), name="giving_up_once_at_a_time"
            ),
        ]
