"""Who holds which role, where. Every other predicate starts from these."""

from .models import Absence, Hub, Membership, Role


def roles_now(user):
    """The memberships in force for this user, read once for each request's user."""
    return Membership.objects.held_now(user) if user.is_authenticated else []


def holds(user, *roles):
    """Somebody who has one of these roles anywhere."""
    return any(membership.role in roles for membership in roles_now(user))


def holds_at(user, hub, *roles):
    """Somebody who has one of these roles at this hub, at one of its teams or council-wide."""
    return any(
        membership.role in roles
        and (
            (membership.hub_id is None and membership.team_id is None)
            or (hub is not None and membership.hub_id == hub.pk)
            or (
                hub is not None
                and membership.team_id is not None
                and membership.team.hub_id == hub.pk
            )
        )
        for membership in roles_now(user)
    )


def hubs_where(user, *roles):
    """The hubs where this user holds one of these roles."""
    return Hub.objects.where(user, *roles)


def can_administer(user):
    """System administrators: accounts, the council's settings, reference data; never a family."""
    return holds(user, Role.ADMINISTRATOR)


def is_staff_member(user):
    """Anybody with a role now: council staff, partners, commissioners."""
    return bool(roles_now(user))


def can_see_figures(user):
    """Commissioners, in published figures; managers, in the true ones of their own hubs."""
    return holds(user, Role.COMMISSIONER, Role.MANAGER)


def is_away(user):
    """Somebody who has said that they are away now."""
    return Absence.objects.current().filter(user=user).exists()
