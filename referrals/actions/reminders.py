"""What happens to requests by the clock: each message once, however often this runs (3.1)."""

import logging

from django.conf import settings
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import notify_address
from hubs.escalation import Rung

from .. import clocks
from ..models import Referral
from .out_of_hours import tell_out_of_hours
from .telling import (
    already_told,
    can_answer,
    deputy_of,
    first_to_tell,
    tell_about,
    tell_that_nobody_can,
    tell_whoever_screens,
)

logger = logging.getLogger(__name__)
DEPUTY = "deputy"
# Which message stands on which rung of the ladder, for each clock.
KINDS = {
    "waiting": {
        Rung.WORKER: "request_waiting",
        DEPUTY: "request_waiting",
        Rung.MANAGER: "request_waiting_manager",
        Rung.SERVICE: "request_waiting_service",
    },
    "allocation": {
        Rung.MANAGER: "family_unallocated",
        Rung.SERVICE: "family_unallocated_above",
    },
    "visit": {
        Rung.WORKER: "family_unmet",
        DEPUTY: "family_unmet",
        Rung.MANAGER: "family_unmet_above",
        Rung.SERVICE: "family_unmet_above",
    },
    "contact": {
        Rung.WORKER: "contact_waiting",
        DEPUTY: "contact_waiting",
        Rung.MANAGER: "contact_waiting_above",
        Rung.SERVICE: "contact_waiting_above",
    },
}
KINDS["promise"] = KINDS["contact"]
KINDS["silent"] = {
    Rung.WORKER: "request_silent",
    DEPUTY: "request_silent",
    Rung.MANAGER: "request_silent_above",
    Rung.SERVICE: "request_silent_above",
}
# Before and after the decision: a family that nobody has reached in the time there is.
FIRST_CONTACT = ("contact", "promise")
AFTER_DECISION = ("promise", "allocation", "visit")
# These run day and night where a request is red.
DAY_AND_NIGHT = ("waiting", "silent", *FIRST_CONTACT)


def remind_requests_waiting(*, by, now=None):
    """An untriaged request past its time: one reminder, then the deputy, and up the ladder.

    And one that has waited so long for its family that somebody must ask again, or decide.
    """
    now = now or timezone.now()
    return remind_all("waiting", by=by, now=now) + remind_all("silent", by=by, now=now)


def remind_contacts_waiting(*, by, now=None):
    """A family that nobody has reached in the time there is: the same ladder."""
    now = now or timezone.now()
    return remind_all("contact", by=by, now=now) + remind_all("promise", by=by, now=now)


def remind_families_waiting(*, by, now=None):
    """After the decision: a family that nobody leads, and one whose lead was not in touch."""
    now = now or timezone.now()
    return remind_all("allocation", by=by, now=now) + remind_all("visit", by=by, now=now)


def late_by(clock, now):
    """What may be past its time by this clock; what waits for the family is left to its own."""
    if clock == "silent":
        return Referral.objects.silent(now)
    if clock == "allocation":
        return Referral.objects.unallocated(now)
    if clock == "visit":
        return Referral.objects.unmet(now)
    if clock == "contact":
        return Referral.objects.contact_late(now)
    if clock == "promise":
        return Referral.objects.promise_late(now)
    return Referral.objects.late(now)


def due_by(clock, referral):
    if clock == "silent":
        return clocks.family_answer_due(referral.paused_at, red=referral.is_red)
    if clock == "allocation":
        return clocks.allocation_due(alone_since(referral))
    if clock == "visit":
        return clocks.first_visit_due(referral.decided_at)
    if clock in FIRST_CONTACT:
        return referral.contact_due_at
    return referral.decision_due_at


def alone_since(referral):
    """Since when nobody leads: the decision, or the end of the last lead's time."""
    return max(referral.decided_at, referral.lead_left_at or referral.decided_at)


def remind_all(clock, *, by, now):
    with acting_as(by):
        late = late_by(clock, now).order_by("happened_at", "id")
        waiting = list(late.values_list("pk", flat=True))
    return sum(for_each(waiting, lambda pk: remind_request(pk, clock, by=by, now=now)))


def for_each(pks, act):
    """What each of them gave; a request that fails never stops those behind it."""
    for pk in pks:
        try:
            yield act(pk)
        except Exception:
            logger.exception("A reminder could not be written", extra={"referral": str(pk)})


def remind_request(pk, clock, *, by, now):
    """Send what is due on every rung reached so far; a rung that was told is left alone."""
    with acting_as(by):
        late = late_by(clock, now).select_for_update(of=("self",))
        referral = late.filter(pk=pk).first()
        red = referral is not None and referral.is_red and clock in DAY_AND_NIGHT
        if referral is None or not clocks.may_remind(now, red=red):
            return 0
        due, headless = due_by(clock, referral), clock == "allocation"
        rungs = rungs_reached(due, now, red=red, headless=headless)
        owed = {key_of(referral, clock, due, rung): rung for rung in rungs}
        untold = owed.keys() - already_told(owed)
        return sum(remind_one(referral, clock, owed[key], due, key=key, by=by) for key in untold)


def key_of(referral, clock, due, rung):
    """The due date is part of it: a clock that stood still and ran on may ring again.

    Who was told of a first contact before the decision is not told again after it.
    """
    clock = "contact" if clock in FIRST_CONTACT else clock
    return f"request-{clock}:{referral.pk}:{due:%Y%m%d%H%M}:{getattr(rung, 'value', rung)}"


def remind_one(referral, clock, rung, due, *, key, by):
    """One message to whoever answers on this rung; where nobody does, that somebody must."""
    if rung == Rung.QUEUE:
        return tell_the_mailbox(referral, key=key, by=by)
    told = deputy_for(referral, clock) if rung == DEPUTY else answering(referral, clock, rung)
    if told is None and rung == DEPUTY:
        return 0
    if told is None:
        nobody = f"request-nobody:{referral.pk}:{due:%Y%m%d%H%M}"
        return tell_that_nobody_can(referral, key=nobody, by=by)
    tell_about(referral, told, kind=KINDS[clock][rung], key=key, by=by)
    log.record("referral.reminded", by=by, about=referral, rung=getattr(rung, "name", rung).lower())
    return 1


def answering(referral, clock, rung):
    """Who answers on this rung, or above it; after the decision the family's lead comes first."""
    return first_to_tell(referral, rung, after_decision=clock in AFTER_DECISION)


def deputy_for(referral, clock):
    """Who stands in for whoever was reminded first, where they can answer."""
    deputy = deputy_of(answering(referral, clock, Rung.WORKER))
    return deputy if deputy and can_answer(deputy, referral) else None


def tell_the_mailbox(referral, *, key, by):
    """The last rung: a mailbox that somebody always reads; a reference and a link, no more."""
    address = f"{settings.PUBLIC_URL}{referral.get_absolute_url()}"
    words = f"{referral.reference}\n{address}"
    about = {"about": referral, "words": words}
    notify_address(council().watched_email, key=key, kind="mailbox_waiting", by=by, **about)
    log.record("referral.reminded", by=by, about=referral, rung="queue")
    return 1


def rungs_reached(due, now, *, red=False, headless=False):
    """The rungs of the ladder this lateness has come to, by the council's escalation days.

    `headless`: nobody works on it, so the manager is asked first.
    """
    if now <= due:
        return []
    days = clocks.days_overdue(due, now, red=red)
    manager, service, queue = council().escalation_days
    reached = [(Rung.WORKER, 0), (Rung.MANAGER, manager), (Rung.SERVICE, service)]
    if headless:
        reached = [(Rung.MANAGER, 0), (Rung.SERVICE, service)]
    if council().watched_email:
        reached.append((Rung.QUEUE, queue))
    rungs = [rung for rung, after in reached if days >= after]
    return [*rungs, DEPUTY] if not headless and now > clocks.deputy_due(due, red=red) else rungs


def alert_screens_overdue(*, by, now=None):
    """Nobody has looked for safeguarding in the time there is: the safeguarding duty knows."""
    now = now or timezone.now()
    with acting_as(by):
        late = Referral.objects.screen_late(now).order_by("screen_due_at", "id")
        unscreened = list(late.values_list("pk", flat=True))
    list(for_each(unscreened, lambda pk: alert_screen(pk, by=by, now=now)))


def alert_screen(pk, *, by, now):
    """Who is on duty, else each lead once, else whoever is above; what is red also goes to the
    out-of-hours contact. A screen that is owed anew rings anew."""
    with acting_as(by):
        late = Referral.objects.screen_late(now).select_for_update(of=("self",))
        referral = late.filter(pk=pk).first()
        if referral is None:
            return
        due = f"{referral.screen_due_at:%Y%m%d%H%M}"
        if referral.is_red:
            tell_out_of_hours(referral, f"late:{due}", by=by, now=now)
        key = f"request-unscreened:{referral.pk}:{due}"
        tell_whoever_screens(referral, "request_unscreened", key=key, by=by, on_duty=True)
