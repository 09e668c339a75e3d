"""How heavy, and how much, one worker's work may be: set by whoever answers for them (R059)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import WorkLimit


@transaction.atomic
def set_limits(user, *, highest_level, families, by):
    """The highest level of need, and how many families at once; None takes a bound away."""
    User.objects.lock(user)
    limit = WorkLimit.objects.filter(user=user).first() or WorkLimit(user=user)
    limit.highest_level, limit.families = highest_level, families
    limit.save()
    record("worker.limited", by=by, about=user, level=highest_level, families=families)
    return limit


def highest_level_of(user):
    """The heaviest level of need this person's families may have, or None where nobody set one."""
    limit = WorkLimit.objects.filter(user=user).first()
    return limit.highest_level if limit else None


def refuse_above_level(user, level, why):
    """Nobody is given a family above their level unawares: somebody says why (R059)."""
    highest = highest_level_of(user) if user is not None and level else None
    if highest is None or level <= highest or why.strip():
        return
    words = _(
        "%(who)s works with families up to level %(highest)s, and this is level %(level)s."
        " Choose somebody else, or say why they take it all the same."
    )
    raise Refused(words % {"who": user, "highest": highest, "level": level})
