"""Who people are to one another, and who else is around them (domain.md 2.11; R083, R084)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..kinship import BOTH_WAYS, CODES, KINDS, Line, of_line
from ..querysets import NetworkQuerySet, RelationshipQuerySet
from .people import Family, Person


class LivesWith(models.TextChoices):
    """How much of the time one lives with the other."""

    FULL = "full", _("All the time")
    PART = "part", _("Part of the time")
    NO = "no", _("Lives elsewhere")


class ContactScale(models.TextChoices):
    """How often they see each other (R081); hampered: somebody keeps them apart (R083)."""

    REGULAR = "regular", _("Regular")
    INTERMITTENT = "intermittent", _("Now and then")
    NONE = "none", _("None")
    HAMPERED = "hampered", _("Wanted, but hampered")


@tracked
class Relationship(Period):
    """`person` is this to `other`: one row, read both ways."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="relationships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(code, KINDS[code].words) for code in CODES])
    line = models.CharField(max_length=6, choices=[(line.value, line.value) for line in Line])
    lives_with = models.CharField(max_length=4, choices=LivesWith, blank=True)
    contact = models.CharField(max_length=12, choices=ContactScale, blank=True)
    is_main_carer = models.BooleanField(default=False)
    is_next_of_kin = models.BooleanField(default=False)
    is_emergency_contact = models.BooleanField(default=False)

    objects = RelationshipQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="relationship_of_two_people", condition=~Q(person=F("other"))
            ),
            # What is said alike both ways is kept one way, so that no pair has it twice.
            models.CheckConstraint(
                name="relationship_kept_one_way",
                condition=~Q(kind__in=BOTH_WAYS) | Q(person__lt=F("other")),
            ),
            models.CheckConstraint(
                name="relationship_kind_of_its_line",
                condition=Q(line="kin", kind__in=of_line(Line.KIN))
                | Q(line="couple", kind__in=of_line(Line.COUPLE))
                | Q(line="care", kind__in=of_line(Line.CARE))
                | Q(line="social", kind__in=of_line(Line.SOCIAL)),
            ),
            ExclusionConstraint(
                name="relationship_once_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (
                        as_one(Least("person", "other"), Greatest("person", "other"), "line"),
                        RangeOperators.EQUAL,
                    ),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.kind} {self.other_id}"

    def partner_of(self, person):
        """Who stands at the other end."""
        return self.other if self.person_id == person.pk else self.person

    def words_for(self, person):
        """What the one at the other end is to this person."""
        kind = KINDS[self.kind]
        return kind.inverse if self.person_id == person.pk else kind.words


class NetworkKind(models.TextChoices):
    """Who is around a family without being in it (R084)."""

    RELATIVE = "relative", _("Relative")
    FRIEND = "friend", _("Friend")
    NEIGHBOUR = "neighbour", _("Neighbour")
    COMMUNITY = "community", _("Community or faith")
    PROFESSIONAL = "professional", _("Professional")


@tracked
class NetworkMember(Period):
    """Somebody around the family: no member, no user of the portal (R083, R084)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="network")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whom they are there for; nobody in particular where empty.",
    )
    full_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=NetworkKind)
    role = models.CharField(max_length=100, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=12, choices=ContactScale, blank=True)
    reach = EncryptedTextField(blank=True, default="", help_text="A phone number or an email.")

    objects = NetworkQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="network_member_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="network_professional_says_of_where",
                condition=~Q(kind="professional") | ~Q(agency=""),
            ),
        ]

    def __str__(self):
        return self.full_name
