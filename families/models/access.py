"""Who works with a family, who may look for a short while, and who must not (access.md 1, 2)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import GrantQuerySet, InvolvementQuerySet
from .people import Family


class InvolvementRole(models.TextChoices):
    """What somebody does for a family."""

    LEAD = "lead", "Lead practitioner"
    WORKER = "worker", "Works with the family"
    FOLLOW_UP = "follow_up", "Follow-up after closing"


@tracked
class Involvement(Period):
    """A person's or a team's work with a family, from when until when and why it ended."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="involvements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("hubs.Team", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10, choices=InvolvementRole)
    chosen_by_family = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    above_level = models.CharField(
        max_length=300, blank=True, help_text="Why somebody works above their own level (R059)."
    )

    objects = InvolvementQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="involvement_of_one",
                condition=Q(user=None, team__isnull=False) | Q(user__isnull=False, team=None),
            ),
            models.CheckConstraint(
                name="involvement_lead_is_a_person",
                condition=~Q(role="lead") | Q(user__isnull=False),
            ),
            ExclusionConstraint(
                name="involvement_one_lead_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="lead"),
            ),
            ExclusionConstraint(
                name="involvement_person_once_per_role",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("user", "role"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(user__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "family"], name="involvement_by_user"),
            models.Index(fields=["team", "family"], name="involvement_by_team"),
            models.Index(
                fields=["family", "ends_at", "starts_at", "user"],
                condition=Q(role="lead"),
                name="involvement_leads",
            ),
        ]

    def __str__(self):
        return f"{self.user or self.team}: {self.get_role_display()}"


class GrantKind(models.TextChoices):
    """Short looks that an action gives cause for (access.md A4, A5, A6, A8, D)."""

    TRIAGE = "triage", "Open request in the queue"
    DESK = "desk", "Look-up at the desk"
    RECEIVER = "receiver", "Receiver of a step"
    REFERRED = "referred", "Owner of a service that was asked to help"
    OUT_OF_HOURS = "out_of_hours", "Read out of hours"
    GOVERNANCE = "governance", "Open case of information governance"
    CLOSED = "closed", "Closed work read with a reason"
    BREAK_GLASS = "break_glass", "Emergency access"
    GLASS_DUTY = "glass_duty", "Emergency access of a manager on duty"
    INSPECTION = "inspection", "On the list of an inspection"


@tracked
class Grant(Period):
    """A short, reasoned look at one family for a hub's triage officers or for one person."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="grants")
    kind = models.CharField(max_length=12, choices=GrantKind)
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cause_id = models.UUIDField(null=True, blank=True, help_text="The row that gave cause for it.")

    objects = GrantQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="grant_to_one",
                condition=Q(user=None, hub__isnull=False) | Q(user__isnull=False, hub=None),
            ),
            models.CheckConstraint(
                name="grant_desk_has_an_end", condition=~Q(kind="desk") | Q(ends_at__isnull=False)
            ),
            # Its duty is its cause, and its end: never later.
            models.CheckConstraint(
                name="grant_out_of_hours_is_of_a_duty",
                condition=~Q(kind="out_of_hours")
                | Q(user__isnull=False, cause_id__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_governance_is_of_a_case",
                condition=~Q(kind="governance") | Q(user__isnull=False, cause_id__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_with_a_reason_ends",
                condition=~Q(kind__in=["closed", "break_glass", "glass_duty", "inspection"])
                | Q(user__isnull=False, cause_id__isnull=False, ends_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "kind"], name="grant_by_user"),
            models.Index(fields=["hub", "kind"], name="grant_by_hub"),
            models.Index(fields=["cause_id"], name="grant_by_cause"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.family_id}"


@tracked
class ConflictOfInterest(Period):
    """A person who must not see this family: they know them or are one of them."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="How they know the family.")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="conflict_never_lifted_by_the_barred",
                condition=Q(lifted_by=None) | ~Q(lifted_by=models.F("user")),
            ),
        ]
        indexes = [models.Index(fields=["user", "family"], name="conflict_by_user")]

    def __str__(self):
        return f"{self.user} barred from {self.family_id}"
