"""Who may be asked to work with a family of a hub, and to act for those who do."""

from django.db.models import Q

from familyhubs.accounts.models import User
from hubs.models import Membership, Role, Team

from .querysets.standing import Standing
from .sharing import COUNCIL_WORKERS


def workers_for(hub):
    """The hub's own workers, those of its teams and of the whole council, and every partner."""
    here = Q(hub=hub) | Q(team__hub=hub) | Q(hub=None, team=None)
    workers = Membership.objects.current().filter(
        Q(role__in=COUNCIL_WORKERS) & here | Q(role=Role.PARTNER)
    )
    people = User.objects.may_sign_in().filter(pk__in=workers.values("user"))
    return people.exclude(organisation=None).select_related("organisation").order_by("full_name")


def may_know_them(family):
    """Of whom a manager may find that they are connected to this family (access.md 2)."""
    others = (Role.FRONT_OF_HOUSE, Role.TRIAGE, Role.SUPPORT)
    held = Membership.objects.current().filter(role__in=others).values("user")
    return workers_for(family.hub) | User.objects.may_sign_in().filter(pk__in=held).exclude(
        organisation=None
    )


def holders(*roles):
    """The council's people who have one of these roles now, by name."""
    held = Membership.objects.current().filter(role__in=roles)
    people = User.objects.may_sign_in().filter(pk__in=held.values("user"))
    return people.filter(organisation__kind="council").order_by("full_name", "pk")


def answered_for_by(manager):
    """The workers and the teams for whom this manager may say who acts for them (access.md A10)."""
    standing = Standing(manager)
    workers, teams = holders(*COUNCIL_WORKERS), Team.objects.filter(ended_on=None)
    if standing.everywhere(Role.MANAGER):
        return workers, teams
    hubs, own = standing.hubs(Role.MANAGER), standing.teams_as(Role.MANAGER)
    theirs = Q(hub__in=hubs) | Q(team__hub__in=hubs) | Q(team__in=own)
    held = Membership.objects.current().filter(theirs, role__in=COUNCIL_WORKERS)
    return (
        workers.filter(pk__in=held.values("user")),
        teams.filter(Q(hub__in=hubs) | Q(pk__in=own)),
    )
