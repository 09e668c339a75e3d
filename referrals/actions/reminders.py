"""What happens to requests by the clock: each message once, however often this runs (3.1)."""

import logging

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as
from hubs.escalation import Rung

from .. import clocks
from ..models import Referral
from .telling import (
    already_told,
    first_to_tell,
    tell_about,
    tell_safeguarding,
    tell_that_nobody_can,
)

logger = logging.getLogger(__name__)
# Which message stands on which rung of the ladder.
KINDS = {
    Rung.WORKER: "request_waiting",
    Rung.MANAGER: "request_waiting_manager",
    Rung.SERVICE: "request_waiting_service",
}


def remind_requests_waiting(*, by, now=None):
    """An untriaged request past its time: one reminder, then the manager, then the service."""
    now = now or timezone.now()
    with acting_as(by):
        late = Referral.objects.late(now).order_by("decision_due_at", "id")
        waiting = list(late.values_list("pk", flat=True))
    return sum(for_each(waiting, lambda pk: remind_request(pk, by=by, now=now)))


def for_each(pks, act):
    """What each of them gave; a request that fails never stops those behind it."""
    for pk in pks:
        try:
            yield act(pk)
        except Exception:
            logger.exception("A reminder could not be written", extra={"referral": str(pk)})


def remind_request(pk, *, by, now):
    """Send what is due on every rung reached so far; a rung that was told is left alone."""
    with acting_as(by):
        referral = Referral.objects.late(now).select_for_update(of=("self",)).filter(pk=pk).first()
        if referral is None:
            return 0
        owed = {key_of(referral, r): r for r in rungs_reached(referral.decision_due_at, now)}
        untold = owed.keys() - already_told(owed)
        return sum(remind_one(referral, owed[key], key=key, by=by) for key in untold)


def key_of(referral, rung):
    """The due date is part of it: a clock that stood still and ran on may ring again."""
    return f"request-waiting:{referral.pk}:{referral.decision_due_at:%Y%m%d%H%M}:{rung.value}"


def remind_one(referral, rung, *, key, by):
    """One message to whoever answers on this rung; where nobody does, that somebody must."""
    told = first_to_tell(referral, rung)
    if told is None:
        nobody = f"request-nobody:{referral.pk}:{referral.decision_due_at:%Y%m%d%H%M}"
        return tell_that_nobody_can(referral, key=nobody, by=by)
    tell_about(referral, told, kind=KINDS[rung], key=key, by=by)
    log.record("referral.reminded", by=by, about=referral, rung=rung.name.lower())
    return 1


def rungs_reached(due, now):
    """The rungs of the ladder this lateness has come to, by the council's escalation days."""
    if now <= due:
        return []
    days = clocks.days_overdue(due, now)
    manager, service = council().escalation_days[:2]
    reached = [(Rung.WORKER, 0), (Rung.MANAGER, manager), (Rung.SERVICE, service)]
    return [rung for rung, after in reached if days >= after]


def alert_screens_overdue(*, by, now=None):
    """Nobody has looked for safeguarding in the time there is: the safeguarding leads know."""
    now = now or timezone.now()
    with acting_as(by):
        late = Referral.objects.screen_late(now).order_by("screen_due_at", "id")
        unscreened = list(late.values_list("pk", flat=True))
    list(for_each(unscreened, lambda pk: alert_screen(pk, by=by, now=now)))


def alert_screen(pk, *, by, now):
    """Each lead once; without one who may read it the manager or whoever is above; else nobody."""
    with acting_as(by):
        late = Referral.objects.screen_late(now).select_for_update(of=("self",))
        referral = late.filter(pk=pk).first()
        if referral is None:
            return
        key = f"request-unscreened:{referral.pk}"
        if tell_safeguarding(referral, "request_unscreened", key=key, by=by):
            return
        if told := first_to_tell(referral, Rung.MANAGER):
            tell_about(referral, told, kind="request_unscreened", key=f"{key}:{told.pk}", by=by)
        else:
            tell_that_nobody_can(referral, key=f"{key}:nobody", by=by)
