"""A safeguarding concern rings until somebody has taken it, and again until they have decided."""

import logging

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.database.actor import acting_as
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Membership
from hubs.permissions import is_away

from .. import clocks
from ..models import Concern
from .concerns import key_of, may_hear, may_read, tell
from .telling import already_told, deputy_of, safeguarding_leads

logger = logging.getLogger(__name__)
# Nobody has taken it in its time: the hub's manager; as long again, and the service's. Before them
# whoever has taken it and has not decided.
UNTAKEN = (Rung.MANAGER, Rung.SERVICE)
UNDECIDED = (Rung.WORKER, *UNTAKEN)


def escalate_concerns(*, by, now=None):
    """Not taken, or not decided, in its time: the leads again and the manager, then up (R114)."""
    now = now or timezone.now()
    with acting_as(by):
        ringing = list(Concern.objects.ringing(now).order_by("due_at", "id").values_list("pk"))
    for (pk,) in ringing:
        try:
            escalate_concern(pk, by=by, now=now)
        except Exception:  # One that fails never stops the others.
            logger.exception("An alarm could not be written", extra={"concern": str(pk)})


def escalate_concern(pk, *, by, now):
    """Send what is due on every rung reached, each message once."""
    with acting_as(by):
        ringing = Concern.objects.ringing(now).select_for_update(of=("self",))
        concern = ringing.filter(pk=pk).select_related("hub").first()
        if concern is None:
            return
        owed = {}
        for rung in rungs_reached(concern, now):
            kind, people = who_is_told(concern, rung)
            # Whoever takes it anew starts a time of their own, and it rings anew.
            step = f"{rung.value}:{concern.rings_at:%Y%m%d%H%M}"
            owed |= {key_of(concern, kind, step, to): (to, kind, step) for to in people}
        for key in owed.keys() - already_told(owed):
            person, kind, step = owed[key]
            tell(concern, person, kind, by=by, rung=step)
            log.record("concern.reminded", by=by, about=concern, rung=step.split(":")[0])


def rungs_reached(concern, now):
    """The first when its time is over, each further one after as long again as a screen takes."""
    due, reached = concern.rings_at, []
    for rung in UNTAKEN if concern.taken_at is None else UNDECIDED:
        if now <= due:
            break
        reached.append(rung)
        due = clocks.screen_due(due, red=concern.runs_day_and_night)
    return reached


def who_is_told(concern, rung):
    """The message and its readers: whoever has taken it; then the first who can answer on the rung
    or above, and at first every lead.

    Where nobody can, whoever watches the front door learns that somebody must be found.
    """
    kind = "concern_untaken" if concern.taken_at is None else "concern_undecided"
    if rung == Rung.WORKER and (person := taker_or_deputy(concern)):
        return kind, {person}
    rung = max(rung, Rung.MANAGER)
    ladder = ladder_of(None, Membership.objects.answering_for(concern.hub))
    watchers, ladder[Rung.QUEUE] = ladder[Rung.QUEUE], safeguarding_leads()
    told = climb(ladder, rung, lambda user: user.may_sign_in and may_read(concern, user))
    people = {told.person} if told.person else set()
    if rung == UNTAKEN[0]:
        people |= {lead for lead in safeguarding_leads() if may_read(concern, lead)}
    if people:
        return kind, people
    watcher = next(
        (user for user in watchers if user.may_sign_in and may_hear(concern, user)), None
    )
    if watcher is None:
        logger.error("Nobody can be told of a concern", extra={"concern": str(concern.pk)})
    return "concern_nobody", {watcher} - {None}


def taker_or_deputy(concern):
    """Whoever has taken it, or their deputy while they are away; None where neither can answer."""
    taker = concern.taken_by
    asked = [] if is_away(taker) else [taker]
    asked += [deputy for deputy in [deputy_of(taker)] if deputy]
    return next((user for user in asked if user.may_sign_in and may_read(concern, user)), None)
