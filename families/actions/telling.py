"""Who is told of something about a family that waits too long: one answerable person (R114)."""

from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Membership
from hubs.permissions import is_away

from ..models import Family


def who_answers(family, *, hub, start, worker):
    """The first on the ladder who is here and may see this family; the queue's people see none."""
    ladder = ladder_of(worker, Membership.objects.answering_for(hub))
    watchers = {Rung.QUEUE: ladder.pop(Rung.QUEUE)}

    def sees_it(person):
        seen = Family.objects.visible_to(person).filter(pk=family.pk)
        return person.may_sign_in and not is_away(person) and seen.exists()

    told = climb(ladder, start, sees_it)
    if told.person is None:
        return climb(watchers, Rung.QUEUE, lambda person: person.may_sign_in)
    return told
