"""Who may see figures. A commissioner sees published ones, a manager the true ones of own hubs."""

from hubs.models import Role
from hubs.permissions import can_see_figures, holds, holds_at

__all__ = ["can_see_exact", "can_see_figures", "can_see_published"]


def can_see_published(user):
    """Commissioners only: with the true figures of one hub, others could be worked out."""
    return holds(user, Role.COMMISSIONER)


def can_see_exact(user, hub):
    """The managers of this hub (domain.md 4.7: exact under role and purpose)."""
    return holds_at(user, hub, Role.MANAGER) and not holds(user, Role.COMMISSIONER)
