"""What happens to requests by the clock: each message once, however often this runs (3.1)."""

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from hubs.escalation import Rung

from .. import clocks
from ..models import Referral
from .telling import first_to_tell, tell_safeguarding
from .triage import tell_about

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
    return sum(remind_request(pk, by=by, now=now) for pk in waiting)


def remind_request(pk, *, by, now):
    """Send what is due on every rung reached so far; a rung that was told is left alone."""
    with acting_as(by):
        referral = Referral.objects.late(now).select_for_update(of=("self",)).filter(pk=pk).first()
        if referral is None:
            return 0
        owed = {key_of(referral, r): r for r in rungs_reached(referral.decision_due_at, now)}
        told = set(Message.objects.filter(key__in=owed).values_list("key", flat=True))
        for key in owed.keys() - told:
            remind_one(referral, owed[key], key=key, by=by)
        return len(owed.keys() - told)


def key_of(referral, rung):
    """The due date is part of it: a clock that stood still and ran on may ring again."""
    return f"request-waiting:{referral.pk}:{referral.decision_due_at:%Y%m%d%H%M}:{rung.value}"


def remind_one(referral, rung, *, key, by):
    """One message to whoever answers on this rung; where nobody does, the queue itself shows it."""
    told = first_to_tell(referral, rung)
    if told is not None:
        tell_about(referral, told, kind=KINDS[rung], key=key, by=by)
        log.record("referral.reminded", by=by, about=referral, rung=rung.name.lower())


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
    with acting_as(by):
        late = list(Referral.objects.screen_late(now or timezone.now()).order_by("screen_due_at"))
    for referral in late:
        with acting_as(by):
            key = f"request-unscreened:{referral.pk}"
            tell_safeguarding(referral, "request_unscreened", key=key, by=by)
    return len(late)
