"""Who plans sessions and sees who booked: staff of that hub, and nobody else."""

from ..models import Hub, Role
from ..permissions import holds

RUN = (Role.MANAGER, Role.PRACTITIONER, Role.FRONT_OF_HOUSE)


def can_run_sessions(user):
    """Somebody who runs sessions at some hub."""
    return holds(user, *RUN)


def can_manage_sessions(user):
    """Managers, who also keep the rooms and the volunteers of their hubs (R040)."""
    return holds(user, Role.MANAGER)


def hubs_run_by(user):
    """The hubs whose sessions this person runs; those of all others do not exist for them."""
    return Hub.objects.where(user, *RUN)


def hubs_managed_by(user):
    return Hub.objects.where(user, Role.MANAGER)
