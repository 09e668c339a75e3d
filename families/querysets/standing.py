"""What a user is, read once for a request: the roles and scopes that every ground starts from."""

from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from hubs.models import Role
from hubs.permissions import roles_now

from ..sharing import COUNCIL_WORKERS


class Held(NamedTuple):
    """One role in force, as the grounds read it: where it is held, and whether on a duty now."""

    role: str
    hub_id: UUID | None
    team_id: UUID | None
    team_hub_id: UUID | None
    team_lasts: bool
    is_on_duty: bool
    is_out_of_hours: bool

    @classmethod
    def of(cls, row):
        ended = row.team and row.team.ended_on
        return cls(
            role=row.role,
            hub_id=row.hub_id,
            team_id=row.team_id,
            team_hub_id=row.team and row.team.hub_id,
            team_lasts=bool(row.team) and (ended is None or ended > timezone.localdate()),
            is_on_duty=row.is_on_duty,
            is_out_of_hours=row.is_out_of_hours,
        )


class Standing:
    """The roles in force of one user; conditions hold only what such a user can have."""

    def __init__(self, user):
        self.is_council = bool(user.organisation and user.organisation.is_council)
        self.memberships = tuple(map(Held.of, roles_now(user)))

    @classmethod
    def alike(cls, memberships, *, is_council):
        """Of whoever holds such roles, here or elsewhere."""
        made = cls.__new__(cls)
        made.is_council, made.memberships = is_council, memberships
        return made

    def holds(self, *roles):
        return any(row.role in roles for row in self.memberships)

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
        return [row.team_id for row in self.memberships if row.team_lasts]

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
            row.team_hub_id
            for row in self.memberships
            if row.role == role and row.team_id in self.teams and row.team_hub_id
        ]


def may_see_any_family(user):
    """False for the signed-out, family accounts, ended accounts and ended organisations."""
    return user.is_authenticated and user.organisation is not None and user.may_sign_in
