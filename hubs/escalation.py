"""Who is told when something waits too long: the ladder, pure (R114, domain.md 3.1).

Worker → manager of the hub → council-wide manager or safeguarding lead → the queue that the
front door watches. People who cannot answer are skipped upwards, so an alarm always ends
somewhere: where nobody at all can answer, it stays on the queue's own list.
"""

from dataclasses import dataclass
from enum import IntEnum


class Rung(IntEnum):
    """Where on the ladder somebody stands."""

    WORKER = 0
    MANAGER = 1
    SERVICE = 2
    QUEUE = 3


@dataclass(frozen=True)
class Told:
    """Who is to be told, and on which rung they stand; only the queue may name nobody."""

    rung: Rung
    person: object | None


def climb(ladder, start, can_answer):
    """The first person at or above `start` who can answer.

    `ladder` maps each Rung to people in the order they are asked; one person is told, so
    that one person is answerable.
    """
    rungs = (rung for rung in Rung if rung >= start)
    asked = ((rung, person) for rung in rungs for person in ladder.get(rung, ()))
    able = (Told(rung, person) for rung, person in asked if can_answer(person))
    return next(able, Told(Rung.QUEUE, None))


def ladder_of(worker, memberships):
    """The ladder above a worker (or nobody), from the memberships that answer for their hub."""
    return {
        Rung.WORKER: [worker] if worker is not None else [],
        Rung.MANAGER: _holders(memberships, "manager", local=True),
        Rung.SERVICE: [
            *_holders(memberships, "manager", local=False),
            *_holders(memberships, "safeguarding"),
        ],
        Rung.QUEUE: [
            *_holders(memberships, "triage"),
            *_holders(memberships, "administrator"),
        ],
    }


def _holders(memberships, role, local=None):
    return [
        membership.user
        for membership in memberships
        if membership.role == role and local in (None, _is_local(membership))
    ]


def _is_local(membership):
    return membership.hub_id is not None or membership.team_id is not None
