"""Who keeps the members of a hub: those who work at its desk; managers write its news."""

from ..models import Role
from ..permissions import holds, hubs_where

KEEP = (Role.MANAGER, Role.PRACTITIONER, Role.FRONT_OF_HOUSE)


def can_keep_members(user):
    """Somebody at the desk of some hub."""
    return holds(user, *KEEP)


def can_write_news(user):
    """Managers: what they write goes to many."""
    return holds(user, Role.MANAGER)


def hubs_kept_by(user):
    """The hubs whose members this person sees."""
    return hubs_where(user, *KEEP)


def hubs_written_for(user):
    return hubs_where(user, Role.MANAGER)
