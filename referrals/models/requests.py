"""A request for support, as it was told, and what was decided (R041–R056)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Upper
from django.db.models.lookups import GreaterThan
from django.urls import reverse

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record
from familyhubs.references import new_reference

from ..querysets import ReferralQuerySet
from .states import REFERRAL_STATES, SAYS_WHO_MAY_KNOW, STAYS_ALONE


def request_reference():
    return new_reference("ASK")


class Channel(models.TextChoices):
    """How the request reached us (domain.md 2.7); every channel meets in one queue."""

    WEB = "web", "Web form"
    PHONE = "phone", "Phone"
    WALK_IN = "walk_in", "Walk-in"
    PAPER = "paper", "Paper form"
    PROFESSIONAL = "professional", "Professional"
    CHAT = "chat", "Live chat"
    EMAIL = "email", "Email"
    OUTREACH = "outreach", "Outreach"


class SourceCode(models.TextChoices):
    """Who referred, in the children-in-need census codes (domain.md 2.6)."""

    FAMILY = "1A", "Family member, relative or carer"
    ACQUAINTANCE = "1B", "Acquaintance, neighbour or childminder"
    SELF = "1C", "Self"
    OTHER_INDIVIDUAL = "1D", "Other individual"
    SCHOOL = "2A", "School"
    EDUCATION = "2B", "Education service or early years setting"
    GP = "3A", "GP"
    HEALTH_VISITOR = "3B", "Health visitor"
    SCHOOL_NURSE = "3C", "School nurse"
    PRIMARY_HEALTH = "3D", "Other primary health"
    EMERGENCY_DEPARTMENT = "3E", "Emergency department"
    OTHER_HEALTH = "3F", "Other health"
    HOUSING = "4", "Housing"
    SOCIAL_CARE = "5A", "Council social care"
    COUNCIL_OTHER = "5B", "Other council service"
    OTHER_COUNCIL = "5C", "Another council"
    EARLY_HELP = "5D", "Council early help"
    POLICE = "6", "Police"
    LEGAL = "7", "Other legal"
    OTHER = "8", "Other, including voluntary organisations"
    ANONYMOUS = "9", "Anonymous"
    UNKNOWN = "10", "Unknown"


class Asker(models.TextChoices):
    """Who filled it in, for whom."""

    MYSELF = "myself", "For me"
    MY_FAMILY = "my_family", "For me and my family"
    SOMEBODY_ELSE = "somebody_else", "For somebody else"
    YOUNG = "young", "By a young person alone, for themselves"


class Status(models.TextChoices):
    """Where a request stands (domain.md 2.8)."""

    WAITING = "waiting", "Waiting for a decision"
    ASKED_FAMILY = "asked_family", "Waiting for the family"
    DECIDED = "decided", "Decided"
    PREPARING = "preparing", "Preparing: not ready yet"


class Decision(models.TextChoices):
    """The one primary decision (domain.md 2.8)."""

    ADVICE = "iag", "Information, advice and guidance given"
    SIGNPOST = "signpost_universal", "Signposted to a universal service"
    BOOK_SESSION = "book_session", "Booked on a session"
    SINGLE_AGENCY = "single_agency", "Single agency response"
    EARLY_HELP = "eha", "Early help assessment and lead practitioner"
    INTENSIVE = "intensive", "Intensive family help"
    ADD_TO_OPEN = "add_to_open", "Joined to the open plan"
    REDIRECT = "redirect_other_la", "Redirected to another council"
    ESCALATE = "escalate_mash", "Safeguarding: passed to children's social care"
    NO_AGREEMENT = "nfa_no_agreement", "No further action: no agreement"
    NOT_CONTACTABLE = "nfa_not_contactable", "No further action: could not be reached"
    DECLINED_BY_FAMILY = "nfa_declined", "No further action: family declined"
    NOT_NEEDED = "nfa_not_needed", "No further action: not needed"
    DUPLICATE = "duplicate", "Duplicate"


class FamilyAgreement(models.TextChoices):
    """Whether the family knows that somebody asked for it (R044); not the lawful basis."""

    AGREES = "agrees", "The family knows and agrees"
    KNOWS = "knows", "The family knows but does not agree"
    NOT_ASKED = "not_asked", "The family has not been asked"


ACCEPTING = frozenset(
    {Decision.SINGLE_AGENCY, Decision.EARLY_HELP, Decision.INTENSIVE, Decision.ADD_TO_OPEN}
)
ADVISING = frozenset({Decision.ADVICE, Decision.SIGNPOST, Decision.BOOK_SESSION})
DECLINING = frozenset(
    {
        Decision.REDIRECT,
        Decision.NO_AGREEMENT,
        Decision.NOT_CONTACTABLE,
        Decision.DECLINED_BY_FAMILY,
        Decision.NOT_NEEDED,
        Decision.DUPLICATE,
    }
)


def is_said(name):
    """That an encrypted text is not empty: what it says the database cannot compare."""
    return Q(GreaterThan(Length(name), 0))


@tracked
class Referral(Record):
    """One request for support: what was told, what is due, what was decided."""

    reference = models.CharField(max_length=13, unique=True, default=request_reference)
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel)
    source = models.CharField(max_length=2, choices=SourceCode)
    asker = models.CharField(max_length=14, choices=Asker)
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    referrer_organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referrer_role = models.CharField(
        max_length=200, blank=True, help_text="Their role, and how they know the family."
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreement = models.CharField(max_length=10, choices=FamilyAgreement, blank=True)
    agreement_words = EncryptedTextField(blank=True, default="")
    tried = EncryptedTextField(blank=True, default="", help_text="What has been tried.")
    contact_name = models.CharField(max_length=200)
    contact_card = models.OneToOneField("contact.ContactCard", models.PROTECT, related_name="+")
    story = EncryptedTextField(blank=True, default="")
    postcode = models.CharField(max_length=8, blank=True)
    no_fixed_address = models.BooleanField(default=False)
    ward = models.ForeignKey("hubs.Area", models.SET_NULL, null=True, blank=True, related_name="+")
    safety_flags = models.JSONField(
        default=list, blank=True, help_text="Codes of answers that a person must look at first."
    )
    happened_at = models.DateTimeField(help_text="When it was received.")
    screen_due_at = models.DateTimeField(help_text="Safeguarding screen due.")
    decision_due_at = models.DateTimeField()
    contact_due_at = models.DateTimeField(
        null=True, blank=True, help_text="First human contact due; none where it came long ago."
    )
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=14, choices=Status, default=Status.WAITING)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_for = EncryptedTextField(blank=True, default="")
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decision_reason = EncryptedTextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    family = models.ForeignKey(
        "families.Family", models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_team = models.ForeignKey(
        "hubs.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when somebody, or a team, works on it."
    )
    review_on = models.DateField(
        null=True, blank=True, help_text="When to look again whether the family is ready (R061)."
    )
    moved_because = EncryptedTextField(blank=True, default="", help_text="Why not its own hub.")

    agency = models.CharField(
        max_length=200, blank=True, help_text="As told by a professional without an account."
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        triggers = [REFERRAL_STATES, STAYS_ALONE, SAYS_WHO_MAY_KNOW]
        constraints = [
            models.CheckConstraint(
                name="referral_decision_is_whole",
                condition=Q(
                    status="decided",
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(decision="")
                | ~Q(status="decided") & Q(decided_at=None, decided_by=None, decision=""),
            ),
            models.CheckConstraint(
                name="referral_accepted_iff_family",
                condition=Q(decision__in=sorted(ACCEPTING), family__isnull=False)
                | ~Q(decision__in=sorted(ACCEPTING)) & Q(family=None),
            ),
            models.CheckConstraint(
                name="referral_declined_says_why",
                condition=Q(decision__in=["", *sorted(ACCEPTING)]) | is_said("decision_reason"),
            ),
            models.CheckConstraint(
                name="referral_paused_says_why",
                condition=~Q(status__in=["asked_family", "preparing"])
                | Q(paused_at__isnull=False) & is_said("paused_for"),
            ),
            models.CheckConstraint(
                name="referral_no_fixed_address_has_no_postcode",
                condition=Q(no_fixed_address=False) | Q(postcode=""),
            ),
            models.CheckConstraint(
                name="referral_screened_by_somebody",
                condition=Q(screened_at=None, screened_by=None)
                | Q(screened_at__isnull=False, screened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_professional_says_who",
                condition=~Q(channel="professional")
                | Q(referrer_organisation__isnull=False)
                | ~Q(agency=""),
            ),
            models.CheckConstraint(
                name="referral_young_sent_it_alone",
                condition=~Q(asker="young")
                | Q(referrer=None, referrer_organisation=None) & ~Q(channel="professional"),
            ),
            models.CheckConstraint(
                name="referral_decided_after_receipt",
                condition=Q(decided_at=None) | Q(decided_at__gte=F("happened_at")),
            ),
            models.CheckConstraint(
                name="referral_preparing_is_looked_at_again",
                condition=Q(status="preparing", review_on__isnull=False)
                | ~Q(status="preparing") & Q(review_on=None),
            ),
            models.CheckConstraint(
                name="referral_held_since",
                condition=Q(held_at=None, held_by=None, held_team=None)
                | Q(held_at__isnull=False) & ~Q(held_by=None, held_team=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hub", "decision_due_at", "id"],
                name="referral_queue",
                condition=~Q(status="decided"),
            ),
            models.Index(fields=["held_by"], name="referral_held", condition=~Q(status="decided")),
            # What runs on after the decision, without a look at the rows themselves.
            models.Index(
                fields=["hub", "decided_at"],
                include=["family", "id"],
                name="referral_accepted",
                condition=Q(status="decided", family__isnull=False),
            ),
            GinIndex(
                OpClass(Upper("contact_name"), name="gin_trgm_ops"), name="referral_name_trigrams"
            ),
            models.Index(fields=["hub", "-happened_at", "-id"], name="referral_by_hub"),
            # What the clocks ask for every few minutes: a few rows of very many.
            models.Index(
                fields=["decision_due_at"], name="referral_late", condition=Q(status="waiting")
            ),
            models.Index(
                fields=["screen_due_at"],
                name="referral_screen_late",
                condition=Q(screened_at=None) & ~Q(status="decided"),
            ),
            models.Index(
                fields=["contact_due_at"],
                name="referral_contact_late",
                condition=Q(status="waiting"),
            ),
            models.Index(
                fields=["happened_at"], name="referral_waiting", condition=Q(status="waiting")
            ),
            models.Index(fields=["family"], name="referral_by_family"),
            models.Index(fields=["decided_at"], name="referral_by_decision"),
            models.Index(fields=["referrer"], name="referral_by_referrer"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("referrals:request", args=[self.pk])

    @property
    def is_open(self):
        return self.status != Status.DECIDED

    @property
    def was_accepted(self):
        return self.decision in ACCEPTING

    @property
    def is_young(self):
        """Sent by a young person for themselves."""
        return self.asker == Asker.YOUNG

    @property
    def is_alone(self):
        """And they and a worker have not agreed yet that a parent may know (access.md 4)."""
        answer = getattr(self, "alone", None) if self.is_young else None
        return self.is_young and (answer is None or answer.opened_at is None)

    @property
    def is_red(self):
        """Marked for safety: its clocks run at night and at weekends too."""
        return bool(self.safety_flags)

    @property
    def version(self):
        """Which state of the row this is: a form sent about an older one is asked again."""
        return self.updated_at.isoformat()

    @property
    def held_as(self):
        """Who has it, as a page sends it back to be compared; empty where nobody has."""
        return str(self.held_by_id or self.held_team_id or "")
