"""Who may: managers, triage officers and safeguarding leads of the council look and propose.

A manager or safeguarding lead of both records decides, and never what they asked for themselves.
"""

from families.permissions import ALLOCATORS, can_find_duplicates, grounds


def can_agree_to_merge(user, source, target):
    """Whoever answers for both records."""
    return can_find_duplicates(user) and all(
        grounds(user, family) & ALLOCATORS for family in (source, target)
    )


def can_join(user, record):
    """Whoever answers for the record joins two entries of one person in it."""
    return can_find_duplicates(user) and bool(grounds(user, record) & ALLOCATORS)


def can_decide(user, merge):
    """Another than who proposed it."""
    others = merge.proposed_by_id != user.pk
    return others and can_agree_to_merge(user, merge.source, merge.target)


def can_undo(user, merge):
    """Another than who asked to undo it."""
    others = merge.undo_asked_by_id != user.pk
    return others and can_agree_to_merge(user, merge.source, merge.target)


__all__ = ["can_agree_to_merge", "can_decide", "can_find_duplicates", "can_join", "can_undo"]
