"""What the family agreed to, and on what footing anything else is shared (domain.md 2.16)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import AgreementQuerySet, SharingDecisionQuerySet
from .ledger import Competence, Purpose, Wording, what_is_asked
from .people import Family, Person


class AgreementStatus(models.TextChoices):
    """An answer; ending it is the end of its period. An objection never holds: another stands."""

    GIVEN = "given", "Given"
    DECLINED = "declined", "Declined"
    OBJECTED = "objected", "Objected"


class Capacity(models.TextChoices):
    """In what capacity somebody agrees."""

    SELF = "self", "Adult for themselves"
    PARENT = "parent", "Somebody with parental responsibility"
    YOUNG_PERSON = "young_person", "Young person of 16 or 17"
    COMPETENT = "competent", "Young person able to decide this"
    COUNCIL = "council", "Council or court"


class Method(models.TextChoices):
    """How the agreement was given."""

    ONLINE = "online", "Online"
    SIGNATURE = "signature", "Signature"
    E_SIGNATURE = "e_signature", "Signed on a screen"
    VERBAL = "verbal", "Said aloud, confirmed in writing"


@tracked
class Agreement(Period):
    """One person's answer for one purpose and organisation, for a period; never rewritten."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    purpose = models.CharField(max_length=10, choices=Purpose)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=10, choices=AgreementStatus)
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="agreements_given"
    )
    capacity = models.CharField(max_length=12, choices=Capacity, default=Capacity.SELF)
    method = models.CharField(max_length=11, choices=Method, default=Method.VERBAL)
    on_behalf = models.CharField(
        max_length=300, blank=True, help_text="Who spoke for the council or court, by what order."
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, related_name="+"
    )
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="+")
    notice_version = models.CharField(max_length=20, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="agreement_share_names_organisation",
                condition=~Q(purpose__in=["share", "gather"]) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_objection_never_holds",
                condition=~Q(status="objected")
                | Q(ends_at__isnull=False, ends_at=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="agreement_competent_names_the_finding",
                condition=~Q(capacity="competent") | Q(competence__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_of_the_council_says_by_what",
                condition=~Q(capacity="council") | ~Q(on_behalf="") & Q(given_by=None),
            ),
            ExclusionConstraint(
                name="agreement_one_answer_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person", "purpose", "organisation"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person"], name="agreement_by_organisation")
        ]
        # What somebody agreed to is never rewritten: an answer can only end, once.
        triggers = [
            pgtrigger.ReadOnly(
                name="answer_is_kept",
                exclude=["ends_at", "end_reason", "ended_by", "updated_at"],
            ),
            pgtrigger.Protect(
                name="ended_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ends_at__isnull=False)
                & (
                    pgtrigger.Q(new__ends_at__isnull=True)
                    | pgtrigger.Q(new__ends_at__gt=pgtrigger.F("old__ends_at"))
                ),
            ),
            pgtrigger.Protect(name="answer_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        to_whom = f", {self.organisation}" if self.organisation else ""
        return f"{self.get_purpose_display()}{to_whom}"

    @property
    def what(self):
        """What was agreed to, said with the organisation: "To share with Mill Lane School"."""
        return what_is_asked(self.purpose, self.organisation)

    @property
    def is_own(self):
        """Said by whom it is about: an adult, or a young person who decides for themselves."""
        return self.capacity in OWN_WORD


OWN_WORD = (Capacity.SELF, Capacity.YOUNG_PERSON, Capacity.COMPETENT)


@tracked
class SharingAgreement(Period):
    """The council's agreement with an organisation, without which it sees nothing (R069)."""

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    purposes = models.TextField()
    items = models.TextField(blank=True, help_text="Which kinds of facts may be shared.")
    review_due_on = models.DateField()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="sharing_agreement_says_what_for", condition=~Q(purposes="")
            ),
            ExclusionConstraint(
                name="sharing_agreement_one_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, from {self.starts_at:%Y-%m-%d}"

    @property
    def is_review_late(self):
        """In force, and past the day on which somebody was to look at it again."""
        return self.is_current and self.review_due_on < timezone.localdate()


class SharingBasis(models.TextChoices):
    """Grounds to share without the family's agreement (R115)."""

    SAFEGUARDING = "safeguarding", "Safeguarding"
    DUTY = "duty", "Duty to share"
    COURT = "court", "Court order"
    STATUTORY = "statutory", "Other statutory function"


@tracked
class SharingDecision(Period):
    """A recorded decision to share one person's record without agreement (domain.md 2.16, R115)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="sharing_decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=SharingBasis)
    reason = models.TextField()
    items = models.TextField()
    family_told = models.BooleanField(default=False)
    why_not_told = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wanted it shared; empty only where the decision is older than the question.",
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review_due_on = models.DateField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SharingDecisionQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="sharing_decision_says_why", condition=~Q(reason="") & ~Q(items="")
            ),
            models.CheckConstraint(
                name="sharing_decision_told_or_why_not",
                condition=Q(family_told=True) | ~Q(why_not_told=""),
            ),
            # Nobody approves their own (access.md section 5).
            models.CheckConstraint(
                name="sharing_decision_never_ones_own",
                condition=Q(asked_by=None) | ~Q(asked_by=models.F("decided_by")),
            ),
            ExclusionConstraint(
                name="sharing_decision_one_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="sharing_decision_by_org")]
        # What was decided is never rewritten: a decision can only end, and never later than said.
        triggers = [
            pgtrigger.ReadOnly(
                name="decision_is_kept",
                exclude=["ends_at", "end_reason", "ended_by", "updated_at"],
            ),
            pgtrigger.Protect(
                name="decision_is_not_lengthened",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ends_at__isnull=False)
                & (
                    pgtrigger.Q(new__ends_at__isnull=True)
                    | pgtrigger.Q(new__ends_at__gt=pgtrigger.F("old__ends_at"))
                ),
            ),
            pgtrigger.Protect(name="decision_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.person}, to {self.organisation}: {self.get_basis_display()}"

    @property
    def is_review_late(self):
        """In force, and past the day on which somebody was to look at it again."""
        return self.is_current and self.review_due_on < timezone.localdate()
