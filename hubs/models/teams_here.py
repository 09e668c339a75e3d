"""Which teams of which agencies are at a site, for families to read (R035)."""

from django.db import models

from familyhubs.records import Record

from ..querysets import TeamHereQuerySet
from .places import Site
from .staff import Team


class TeamHere(Record):
    """A team at a site: what families call it and when it is there; never who is in it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="teams_here")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    called = models.CharField(max_length=80, blank=True, help_text="If not by its own name.")
    here_when = models.CharField(max_length=150, help_text="In words.")

    objects = TeamHereQuerySet.as_manager()

    class Meta:
        ordering = ["team__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "team"], name="team_once_at_a_site"),
            models.CheckConstraint(name="team_here_says_when", condition=~models.Q(here_when="")),
        ]

    def __str__(self):
        return self.called or self.team.name
