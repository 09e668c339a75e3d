"""Families and the people in them; a person may belong to several families over time."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from familyhubs.audit.history import tracked
from familyhubs.records import Period, Record
from familyhubs.references import new_reference
from hubs.models.staff import TsTzRange, as_one

from ..dates import in_words
from ..querysets import FamilyQuerySet, MemberQuerySet, PersonQuerySet
from ..sharing import Ground, parts_open, seen_as


def family_reference():
    return new_reference("FH")


@tracked
class Family(Record):
    """One family's record (R065): what everybody who helps them shares, once."""

    reference = models.CharField(max_length=12, unique=True, default=family_reference)
    name = models.CharField(max_length=200, help_text="What colleagues call this family.")
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    is_restricted = models.BooleanField(default=False)
    postcode = models.CharField(max_length=8, blank=True)
    no_fixed_address = models.BooleanField(default=False)
    ward = models.ForeignKey("hubs.Area", models.SET_NULL, null=True, blank=True, related_name="+")
    lsoa = models.ForeignKey("hubs.Area", models.SET_NULL, null=True, blank=True, related_name="+")
    first_known_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The record that stayed, where two were of one family.",
    )

    objects = FamilyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="family_no_fixed_address_has_no_postcode",
                condition=Q(no_fixed_address=False) | Q(postcode=""),
            ),
            models.CheckConstraint(
                name="family_merged_into_another",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "name", "id"], name="family_by_hub"),
            models.Index(fields=["postcode"], name="family_by_postcode"),
            models.Index(fields=["name", "id"], name="family_by_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="family_name_trigrams"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("families:record", args=[self.pk])

    @property
    def grounds(self):
        """Why the user it was fetched for sees it; only after `with_grounds`."""
        flags = [name for name, held in vars(self).items() if name.startswith("by_") and held]
        return frozenset(Ground(name.removeprefix("by_")) for name in flags)

    @property
    def parts(self):
        """The parts open to the user it was fetched for."""
        return parts_open(self.grounds)

    @property
    def is_alone(self):
        """A young person began it alone, and has not agreed yet that parents may know."""
        own = getattr(self, "own_record", None)
        return own is not None and own.ends_at is None

    @property
    def seen_as(self):
        """How a look of the user it was fetched for is marked: by the rota, or not at all."""
        return seen_as(self.grounds)


class Accuracy(models.TextChoices):
    """How well the day, the month and the year of a date are known (domain.md 2.11)."""

    WHOLE = "AAA", "AAA"
    YEAR_ESTIMATED = "UUE", "UUE"
    DAY_UNKNOWN = "UAA", "UAA"
    DAY_ESTIMATED = "EEA", "EEA"
    UNKNOWN = "UUU", "UUU"


@tracked
class Person(Record):
    """Somebody in a family, born or not yet (R067, R082). Names are as people give them."""

    full_name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_accuracy = models.CharField(
        max_length=3,
        default="AAA",
        choices=Accuracy,
        help_text="Day, month, year: accurate, estimated or unknown (domain.md 2.11).",
    )
    due_on = models.DateField(null=True, blank=True, help_text="An unborn child's due date.")
    has_died = models.BooleanField(default=False)
    died_on = models.DateField(null=True, blank=True)
    died_accuracy = models.CharField(max_length=3, default="AAA", choices=Accuracy)
    contact_card = models.OneToOneField(
        "contact.ContactCard", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="person_born_or_due", condition=Q(born_on=None) | Q(due_on=None)
            ),
            models.CheckConstraint(
                name="person_born_unless_unknown",
                condition=Q(born_on__isnull=False) | Q(born_accuracy__in=["AAA", "UUU"]),
            ),
            models.CheckConstraint(
                name="person_died_unless_unknown",
                condition=Q(died_on__isnull=False) | Q(died_accuracy="AAA"),
            ),
            models.CheckConstraint(
                name="person_with_a_date_of_death_has_died",
                condition=Q(died_on=None) | Q(has_died=True),
            ),
            models.CheckConstraint(
                name="person_died_once_born",
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=models.F("born_on")),
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("full_name"), name="gin_trgm_ops"), name="person_name_trigrams"),
            models.Index(fields=["born_on"], name="person_by_birth"),
        ]

    def __str__(self):
        return self.known_as or self.full_name

    @property
    def born_words(self):
        """The date of birth as well as it is known."""
        return in_words(self.born_on, self.born_accuracy)

    @property
    def died_words(self):
        return in_words(self.died_on, self.died_accuracy)

    @property
    def first_name(self):
        """What they go by, without a surname: for what may be found lying about."""
        return (self.known_as or self.full_name).split()[0]

    def age(self, on):
        """Whole years on a day, or None where the birth date is not known."""
        if self.born_on is None:
            return None
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (0 if had_birthday else 1)


class MemberRole(models.TextChoices):
    """A person's place in this family; fathers and mothers on equal footing (R080)."""

    PARENT = "parent", "Parent or carer"
    CHILD = "child", "Child or young person"
    UNBORN = "unborn", "Unborn child"
    OTHER = "other", "Other adult"


class MayBeTold(models.TextChoices):
    """What an adult may be told of what the family's record holds (access.md section 4)."""

    SHARED = "shared", "Their own part, and what the family shares"
    OWN = "own", "Their own part only"


# A young person is the first in a record of their own; others are their children (access.md 4).
NO_OTHER_ADULT = """
IF NEW.role NOT IN ('child', 'unborn') AND EXISTS (
    SELECT FROM families_ownrecord o WHERE o.family_id = NEW.family_id AND o.ends_at IS NULL
) AND EXISTS (
    SELECT FROM families_familymember m WHERE m.family_id = NEW.family_id AND m.id <> NEW.id
) THEN
    RAISE EXCEPTION 'A young person has this record alone' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class FamilyMember(Period):
    """One person's time in one family."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole)
    relationship = models.CharField(max_length=60, blank=True)
    lives_with = models.BooleanField(default=True)
    has_parental_responsibility = models.BooleanField(null=True, blank=True)
    may_be_told = models.CharField(max_length=6, choices=MayBeTold, default=MayBeTold.SHARED)

    objects = MemberQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            ExclusionConstraint(
                name="family_member_once_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_other_adult",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("role", "family_id"),
                func=NO_OTHER_ADULT,
            )
        ]

    def __str__(self):
        return f"{self.person} in {self.family}"
