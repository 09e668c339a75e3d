"""Who may: information governance, and of what two must do, another than the first."""

from families.permissions import can_govern


def can_decide(user, proposal):
    """Nobody agrees to what they proposed themselves."""
    return can_govern(user) and proposal.proposed_by_id != user.pk


__all__ = ["can_decide", "can_govern"]
