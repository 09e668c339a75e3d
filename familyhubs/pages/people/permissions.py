"""Who may see, invite and change which colleagues (domain.md 4.10)."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.accounts.models import User
from hubs.models import Hub, Membership, Role, Team
from hubs.permissions import can_administer, holds, hubs_where

# What a hub manager may give at their own hub; every other role is the administrators' to give.
GIVEN_BY_MANAGERS = (
    Role.FRONT_OF_HOUSE,
    Role.TRIAGE,
    Role.PRACTITIONER,
    Role.PARTNER,
    Role.SUPPORT,
)


def can_see_people(user):
    """Administrators and hub managers."""
    return holds(user, Role.ADMINISTRATOR, Role.MANAGER)


def people_visible_to(user):
    """Everybody for an administrator; those with a role at their own hubs for a manager."""
    people = User.objects.select_related("organisation", "supervisor")
    if can_administer(user):
        return people
    at_mine = Membership.objects.filter(at_hubs_of(user), user=OuterRef("pk"))
    return people.filter(Exists(at_mine))


def at_hubs_of(manager):
    """Memberships whose scope is a hub this person manages, or a team of one."""
    hubs = hubs_where(manager, Role.MANAGER)
    return Q(hub__in=hubs) | Q(team__hub__in=hubs)


def can_change_person(user, person):
    """Administrators anybody; a manager those who work only at the manager's hubs."""
    if can_administer(user):
        return True
    if not holds(user, Role.MANAGER):
        return False
    roles = Membership.objects.filter(user=person)
    mine = roles.filter(at_hubs_of(user), role__in=GIVEN_BY_MANAGERS)
    return roles.exists() and not roles.current().exclude(pk__in=mine).exists()


def can_end_role(user, membership):
    """Whoever may give a role may end it."""
    return can_administer(user) or (
        membership.role in GIVEN_BY_MANAGERS
        and Membership.objects.filter(at_hubs_of(user), pk=membership.pk).exists()
    )


def roles_given_by(user):
    """The roles this person may give to others."""
    return list(Role) if can_administer(user) else list(GIVEN_BY_MANAGERS)


def hubs_staffed_by(user):
    """The hubs this person may give roles at."""
    return Hub.objects.all() if can_administer(user) else hubs_where(user, Role.MANAGER)


def teams_staffed_by(user):
    teams = Team.objects.filter(ended_on=None)
    return teams if can_administer(user) else teams.filter(hub__in=hubs_staffed_by(user))


def takers_over(user, person):
    """Who may take over a leaver's families: workers and managers whom this person may see."""
    workers = Membership.objects.current().filter(
        role__in=[Role.PRACTITIONER, Role.MANAGER, Role.PARTNER], user=OuterRef("pk")
    )
    return people_visible_to(user).may_sign_in().filter(Exists(workers)).exclude(pk=person.pk)


def can_give_council_wide(user):
    """Only administrators give a role with no hub or team to bound it."""
    return can_administer(user)
