"""Who answers for a child, who cares for it, who must keep away (domain.md 2.11; R080, R082)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import (
    CareQuerySet,
    OtherParentQuerySet,
    ResponsibilityQuerySet,
    RestrictionQuerySet,
    SaidQuerySet,
)
from .people import Family, Person


def one_at_a_time(name, *keys):
    """For each family and these keys, one row at any moment."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("family", RangeOperators.EQUAL),
            (as_one(*keys), RangeOperators.EQUAL),
            (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
        ],
    )


class Holds(models.TextChoices):
    """Whether somebody holds parental responsibility."""

    YES = "yes", _("Yes")
    SHARED = "shared", _("Yes, shared with the council")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class ResponsibilityBasis(models.TextChoices):
    """Why somebody holds it."""

    BIRTH_MOTHER = "birth_mother", _("Birth mother")
    MARRIED = "married", _("Married to, or civil partner of, the mother")
    BIRTH_CERTIFICATE = (
        "birth_certificate",
        _("Father on the birth certificate, registered since 1 December 2003"),
    )
    AGREEMENT = "agreement", _("Parental responsibility agreement")
    ORDER = "order", _("Parental responsibility order")
    CHILD_ARRANGEMENTS = "child_arrangements", _("Child arrangements order: lives with")
    SPECIAL_GUARDIAN = "special_guardian", _("Special guardianship order")
    ADOPTION = "adoption", _("Adoption")
    SECOND_PARENT = "second_parent", _("Second legal parent (2008 Act)")
    PARENTAL_ORDER = "parental_order", _("Parental order")
    CARE_ORDER = "care_order", _("Care order or interim care order: the council")
    GUARDIAN = "guardian", _("Guardian named in a will")


@tracked
class ParentalResponsibility(Period):
    """Who answers for one child, on what basis; the truth behind the member's flag."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="responsibilities")
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The council where empty.",
    )
    answer = models.CharField(max_length=8, choices=Holds)
    basis = models.CharField(max_length=20, choices=ResponsibilityBasis, blank=True)
    evidence = models.CharField(max_length=200, blank=True, help_text="What was seen, and when.")

    objects = ResponsibilityQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="responsibility_for_somebody_else", condition=~Q(child=F("holder"))
            ),
            models.CheckConstraint(
                name="responsibility_held_on_a_basis",
                condition=Q(answer__in=["no", "unknown"], basis="")
                | (Q(answer__in=["yes", "shared"]) & ~Q(basis="")),
            ),
            # The council's own rests on an order, and on nothing else does an order give it one.
            models.CheckConstraint(
                name="responsibility_of_the_council_by_order",
                condition=Q(holder=None, basis="care_order")
                | (Q(holder__isnull=False) & ~Q(basis="care_order")),
            ),
            one_at_a_time("responsibility_one_answer_at_a_time", "child", "holder"),
        ]

    def __str__(self):
        return f"Parental responsibility {self.pk}: {self.answer}"


class RestrictionKind(models.TextChoices):
    """What somebody must not do."""

    NON_MOLESTATION = "non_molestation", _("Non-molestation order")
    PROHIBITED_STEPS = "prohibited_steps", _("Prohibited steps order")
    NO_CONTACT = "no_contact", _("No contact")
    HIDE_ADDRESS = "hide_address", _("Do not share the address")


@tracked
class ContactRestriction(Period):
    """Somebody must keep away from, or not learn of, a person; from whom we know it."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="restrictions")
    protects = models.ForeignKey(Person, models.PROTECT, related_name="+")
    against = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="A member."
    )
    against_name = models.CharField(max_length=200, blank=True, help_text="Somebody else.")
    kind = models.CharField(max_length=16, choices=RestrictionKind)
    told_by = models.CharField(max_length=200)
    evidence = models.CharField(max_length=200, blank=True, help_text="What was seen, and when.")

    objects = RestrictionQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="restriction_against_one",
                condition=(Q(against__isnull=False, against_name=""))
                | (Q(against=None) & ~Q(against_name="")),
            ),
            models.CheckConstraint(
                name="restriction_against_somebody_else", condition=~Q(protects=F("against"))
            ),
            models.CheckConstraint(name="restriction_says_who_told", condition=~Q(told_by="")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class CareKind(models.TextChoices):
    """How a child is cared for where not by its parents alone (R082)."""

    KINSHIP = "kinship", _("Kinship care")
    SPECIAL_GUARDIANSHIP = "special_guardianship", _("Special guardianship")
    ADOPTION = "adoption", _("Adoption")
    FOSTERING = "fostering", _("Fostering")
    PRIVATE_FOSTERING = "private_fostering", _("Private fostering")
    LOOKED_AFTER = "looked_after", _("Looked after by the council")


@tracked
class CareArrangement(Period):
    """One child's care by somebody else, for a period."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="care")
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    carer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="A member."
    )
    carer_name = models.CharField(max_length=200, blank=True, help_text="Somebody else.")
    kind = models.CharField(max_length=20, choices=CareKind)

    objects = CareQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="care_by_one",
                condition=Q(carer=None) | Q(carer_name=""),
            ),
            models.CheckConstraint(name="care_by_somebody_else", condition=~Q(child=F("carer"))),
            one_at_a_time("care_once_at_a_time", "child", "kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class OtherParentAnswer(models.TextChoices):
    """What came of asking about a child's other parent (R080)."""

    NOT_KNOWN = "not_known", _("Not known")
    NOT_SAFE = "not_safe", _("Not safe to ask")
    NONE = "none", _("There is no other parent")


@tracked
class OtherParent(Period):
    """Why a child has one recorded parent: asked once, kept until another is recorded (R080)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="other_parents")
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=OtherParentAnswer)
    reason = models.CharField(max_length=200)

    objects = OtherParentQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="other_parent_says_why", condition=~Q(reason="")),
            one_at_a_time("other_parent_one_answer_at_a_time", "child"),
        ]

    def __str__(self):
        return f"Other parent {self.pk}: {self.answer}"


class Invite(models.TextChoices):
    """Whether a parent is invited; both are unless something else is said (R080)."""

    YES = "yes", _("Yes")
    NOT_SAFE = "not_safe", _("Not safe")
    NOT_WANTED = "not_wanted", _("They do not want it")


@tracked
class InviteAnswer(Period):
    """Whether one adult of the family is invited, and why not (R080)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="invite_answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Invite)
    reason = models.CharField(max_length=200, blank=True)

    objects = SaidQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="invite_answer_says_why_not", condition=Q(answer="yes") | ~Q(reason="")
            ),
            one_at_a_time("invite_one_answer_at_a_time", "person"),
        ]

    def __str__(self):
        return f"Invite {self.pk}: {self.answer}"
