"""Who holds which role, where. Every other predicate starts from these."""

from .models import Absence, Hub, Membership, Role

DOOR_ROLES = (Role.FRONT_OF_HOUSE, Role.PRACTITIONER, Role.TRIAGE, Role.MANAGER)


def roles_now(user):
    """The memberships in force for this user, read once for each request's user."""
    return Membership.objects.held_now(user) if user.is_authenticated else []


def holds(user, *roles):
    """Somebody who has one of these roles anywhere."""
    return any(membership.role in roles for membership in roles_now(user))


def reads_only(user):
    """An inspector or auditor: they read what they were shown, no more (access.md A12)."""
    return holds(user, Role.INSPECTOR)


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


def can_manage_site(user, site):
    """Administrators, and the managers of its hub."""
    return can_administer(user) or holds_at(user, site.hub, Role.MANAGER)


def can_keep_door(user, site):
    """Whoever works at its hub: they open, close and count at the door."""
    return holds_at(user, site.hub, *DOOR_ROLES)


def is_staff_member(user):
    """Anybody with a role now: council staff, partners, commissioners."""
    return bool(roles_now(user))


def can_see_figures(user):
    """Commissioners, in published figures; managers, in the true ones of their own hubs."""
    return holds(user, Role.COMMISSIONER, Role.MANAGER)


def is_away(user):
    """Somebody who has said that they are away now."""
    return Absence.objects.current().filter(user=user).exists()


def can_read_directory(user):
    """The whole directory, also what families do not see: everybody with a role."""
    return is_staff_member(user)


def can_keep_directory(user):
    """Managers and administrators write it: many services belong to several hubs, or to none."""
    return holds(user, Role.MANAGER, Role.ADMINISTRATOR)


def can_propose(user, service):
    """A provider's own people, and an owner who does not keep the directory: looked at first."""
    if can_keep_directory(user) or not is_staff_member(user):
        return False
    own = service.provider_id is not None and service.provider_id == user.organisation_id
    return service.owner_id == user.pk or (own and not user.organisation.is_council)


def can_keep_board(user, board):
    """Administrators, and the managers of a hub that the board advises (R036)."""
    return can_administer(user) or any(
        holds_at(user, hub, Role.MANAGER) for hub in board.hubs.all()
    )


def can_start_board(user):
    return holds(user, Role.MANAGER, Role.ADMINISTRATOR)


def hubs_kept_by(user):
    """The hubs whose pages this person writes: a manager's own, an administrator's all."""
    return Hub.objects.all() if can_administer(user) else hubs_where(user, Role.MANAGER)


def hubs_spoken_for_by(user):
    """The hubs of which this person writes what families said and what was done (R038)."""
    return Hub.objects.all() if can_administer(user) else hubs_where(user, *DOOR_ROLES)


def can_publish_voices(user, hub):
    """Managers of the hub and administrators: everybody can read what they let out."""
    return can_administer(user) or holds_at(user, hub, Role.MANAGER)


def can_keep_access_point(user, hub):
    """A hub's own: its managers. The whole network's (no hub): administrators only."""
    return can_administer(user) or (hub is not None and holds_at(user, hub, Role.MANAGER))


def can_read_rota(user):
    """The council's own: the rota holds colleagues' names, phones and days away."""
    own = getattr(user, "organisation", None)
    return is_staff_member(user) and own is not None and own.is_council


def can_plan_duty(user, rota):
    """Managers of the hub or team, administrators; safeguarding leads their own duties."""
    hub = rota.hub or (rota.team and rota.team.hub)
    if can_administer(user) or holds_at(user, hub, Role.MANAGER):
        return True
    return rota.kind in ("safeguarding", "out_of_hours") and holds(user, Role.SAFEGUARDING)
