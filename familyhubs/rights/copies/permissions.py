"""Who may: governance; reads what is in a copy within their own open case; of two, another."""

from families.models import CaseKind, GovernanceCase
from families.permissions import can_govern


def can_read_content(user, asked):
    """Their own case of subject access names this family (access.md A7)."""
    cases = GovernanceCase.objects.visible_to(user).open()
    mine = cases.filter(kind=CaseKind.SUBJECT_ACCESS, officer=user, family=asked.family_id)
    return can_govern(user) and mine.exists()


def can_agree(user, asked):
    """Nobody agrees to a copy that they logged, or marked any part of."""
    if asked.logged_by_id == user.pk or asked.entries.filter(marked_by=user).exists():
        return False
    return can_read_content(user, asked) and not asked.redactions().filter(made_by=user).exists()


__all__ = ["can_agree", "can_govern", "can_read_content"]
