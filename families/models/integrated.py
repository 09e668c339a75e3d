"""Integrated teams: named in a sharing agreement, and told of to each family (access.md B)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from ..querysets import TeamToldQuerySet
from .agreements import SharingAgreement
from .people import Family, Person


@tracked
class IntegratedTeam(Period):
    """A team whose members of the other organisation see families that were told of it."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="integrated_teams")
    team = models.ForeignKey("hubs.Team", models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["agreement", "team"],
                condition=Q(ends_at=None),
                name="integrated_team_once_in_an_agreement",
            ),
        ]

    def __str__(self):
        return str(self.team)


@tracked
class TeamTold(Period):
    """Somebody told a family that this team works as one; it holds until the family objects.

    Once for each family, team and organisation: after a no only an agreement opens anything.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="teams_told")
    team = models.ForeignKey("hubs.Team", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    told = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objected_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TeamToldQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-starts_at", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["family", "team", "organisation"], name="team_told_once"
            ),
            models.CheckConstraint(
                name="team_told_ends_by_an_objection",
                condition=Q(ends_at=None, objected_by=None)
                | Q(ends_at__isnull=False, objected_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.team}, with {self.organisation}"
