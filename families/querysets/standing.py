"""What a user is, read once for a request: the roles and scopes that every ground starts from."""

from functools import cached_property

from django.utils import timezone

from hubs.models import Role
from hubs.permissions import roles_now

from ..sharing import COUNCIL_WORKERS


class Standing:
    """The roles in force of one user; conditions hold only what such a user can have."""

    def __init__(self, user):
        self.user = user
        self.memberships = roles_now(user)

    def holds(self, *roles):
        return any(row.role in roles for row in self.memberships)

    @property
    def is_council(self):
        return self.user.organisation.is_council

    @cached_property
    def is_worker(self):
        """Works with families inside the council."""
        return self.is_council and self.holds(*COUNCIL_WORKERS)

    @cached_property
    def is_partner(self):
        """Works with families for another organisation."""
        return not self.is_council and self.holds(Role.PARTNER)

    @cached_property
    def is_on_duty(self):
        """On the duty rota now: most never are, and the rota's families are not searched."""
        return any(row.is_on_duty for row in self.memberships)

    @cached_property
    def is_out_of_hours(self):
        """On the out-of-hours rota now (access.md A6)."""
        return any(row.is_out_of_hours for row in self.memberships)

    @cached_property
    def teams(self):
        """The teams this user is in now."""
        today = timezone.localdate()
        return [
            row.team_id
            for row in self.memberships
            if row.team and (row.team.ended_on is None or row.team.ended_on > today)
        ]

    def everywhere(self, role):
        """Whether they hold the role for the whole council."""
        return any(
            row.role == role and row.hub_id is None and row.team_id is None
            for row in self.memberships
        )

    def hubs(self, role):
        """The hubs for which they hold the role itself, not only a team of theirs."""
        return [row.hub_id for row in self.memberships if row.role == role and row.hub_id]

    def teams_as(self, role):
        return [
            row.team_id
            for row in self.memberships
            if row.role == role and row.team_id in self.teams
        ]

    def hubs_through_teams(self, role):
        """The hubs of the teams for which they hold the role."""
        return [
            row.team.hub_id
            for row in self.memberships
            if row.role == role and row.team_id in self.teams and row.team.hub_id
        ]


def may_see_any_family(user):
    """False for the signed-out, family accounts, ended accounts and ended organisations."""
    return user.is_authenticated and user.organisation is not None and user.may_sign_in
