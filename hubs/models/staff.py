"""Teams and scoped roles. Every permission in the service starts here."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Concat

from familyhubs.records import Period, Record

from ..querysets import AbsenceQuerySet, MembershipQuerySet
from .places import Hub


class TsTzRange(Func):
    """The period of a row as PostgreSQL's own range, for exclusion constraints."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def as_one(first, *others):
    """Keys of an exclusion constraint after its first column, as one text.

    Only the first column of such an index narrows a search. A plain second one looks cheap to the
    planner and reads the whole index: finding 600 people's families that way took five seconds.
    """
    return Concat(first, *(others or [Value("")]), output_field=TextField())


class Role(models.TextChoices):
    """What somebody may do, in one scope (access.md section 1; domain.md 4.10)."""

    FRONT_OF_HOUSE = "front_of_house", "Front of house"
    TRIAGE = "triage", "Triage officer"
    PRACTITIONER = "practitioner", "Practitioner"
    PARTNER = "partner", "Partner professional"
    SUPPORT = "support", "Business support"
    MANAGER = "manager", "Hub or team manager"
    SAFEGUARDING = "safeguarding", "Safeguarding lead"
    COMMISSIONER = "commissioner", "Commissioner"
    GOVERNANCE = "governance", "Information governance officer"
    INSPECTOR = "inspector", "Inspector or auditor"
    ADMINISTRATOR = "administrator", "System administrator"


class Team(Record):
    """People who hold work together, at one hub or across the council."""

    name = models.CharField(max_length=100, unique=True)
    hub = models.ForeignKey(Hub, models.PROTECT, null=True, blank=True, related_name="teams")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(Period):
    """Who works where, as what, for a period. No hub and no team means the whole council."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    hub = models.ForeignKey(Hub, models.PROTECT, null=True, blank=True, related_name="memberships")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="membership_one_scope", condition=Q(hub=None) | Q(team=None)
            ),
            ExclusionConstraint(
                name="membership_no_role_twice_in_one_scope",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "hub",
                            "team",
                            models.Value("00000000-0000-0000-0000-000000000000"),
                            function="COALESCE",
                            output_field=models.UUIDField(),
                            template="COALESCE(%(expressions)s::uuid)",
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["user", "role"], name="membership_by_user")]

    def __str__(self):
        return f"{self.get_role_display()}, {self.hub or self.team or 'whole council'}"


class Absence(Period):
    """Somebody is away, so that nothing waits for them: the ladder goes past them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="absence_has_an_end", condition=Q(ends_at__isnull=False)),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.user} away"
