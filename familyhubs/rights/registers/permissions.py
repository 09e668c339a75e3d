"""Who may: governance keeps the registers; whoever keeps a record notes what is disputed there."""

from families.models import GovernanceCase
from families.permissions import KEEPERS, can_allocate, can_govern, grounds
from families.sharing import Ground


def own_cases(user):
    """The families that this officer reads just now."""
    return GovernanceCase.objects.visible_to(user).open().filter(officer=user)


def can_read_record(user, asked):
    """An open case of their own names the family that this is about (access.md A7)."""
    return asked.family_id is not None and own_cases(user).filter(family=asked.family_id).exists()


def can_dispute(user, family):
    """To write down that somebody says it is wrong: an officer within their case too."""
    return bool(grounds(user, family) & (KEEPERS | {Ground.GOVERNANCE}))


def can_decide_disputes(user, family):
    """Who answers for the family."""
    return can_allocate(user, family)


def can_decide_dispute(user, dispute):
    """The same; never of their own words, or of what they noted themselves."""
    mine = dispute.entry is not None and dispute.entry.author_id == user.pk
    return (
        not mine and dispute.recorded_by_id != user.pk and can_decide_disputes(user, dispute.family)
    )


def can_close_breach(user, breach):
    """A second person: nobody who decided, or wrote what was learnt."""
    took_part = (breach.regulator_by_id, breach.people_by_id, breach.lessons_by_id)
    return can_govern(user) and user.pk not in took_part


__all__ = [
    "can_close_breach",
    "can_decide_dispute",
    "can_decide_disputes",
    "can_dispute",
    "can_govern",
    "can_read_record",
    "own_cases",
]
