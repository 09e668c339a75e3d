"""What happens by the clock: each message once, however often and however late this runs (R114)."""

import logging

from django.utils import timezone

from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from hubs.escalation import Rung

from ..models import Family, StopRequest, ToDo
from .access import NAMED, named_people, tell_too_few
from .stopping import tell_late
from .telling import who_answers

logger = logging.getLogger(__name__)


def remind_todos_overdue():
    """Remind whoever a late task falls to, then their manager, then the service lead, once each.

    The last two after the first two of the council's escalation days; bank holidays do not count.
    """
    now = timezone.now()
    with acting_as(SystemActor.CLOCK):
        owed = {
            f"todo:{todo.pk}:{rung}": (todo, rung)
            for todo in ToDo.objects.overdue(now).order_by("due_at", "pk")
            for rung in _rungs_reached(todo.due_at, now)
        }
        told = set(Message.objects.filter(key__in=owed).values_list("key", flat=True))
    for key, (todo, rung) in owed.items():
        if key not in told:
            _remind(todo, rung, key)


def _rungs_reached(due, now):
    manager, service = council().escalation_days[:2]
    days = ((Rung.WORKER, 0), (Rung.MANAGER, manager), (Rung.SERVICE, service))
    later = working_calendar().add_working_days
    return [rung for rung, after in days if after == 0 or later(due, after) <= now]


def _remind(todo, rung, key):
    """One message in a transaction of its own: one that fails never stops the others."""
    try:
        with acting_as(SystemActor.CLOCK):
            todo = ToDo.objects.lock(todo)
            if todo.done_at is None:
                _owe(todo, rung, key)
    except Exception:
        logger.exception("A message by the clock could not be written", extra={"key": key})


def _owe(todo, rung, key):
    """Owe the message, worded for the rung it reached."""
    family = todo.family
    told = who_answers(family, hub=family.hub, start=rung, worker=todo.owner)
    if told.person is None:
        logger.error("Nobody can be told of what waits too long", extra={"key": key})
        return
    facts = {"hub": family.hub.name, "when": todo.due_at}
    kind = "todo_overdue" if told.rung == Rung.WORKER else "todo_overdue_manager"
    if told.rung == Rung.QUEUE:
        kind = "nobody_answers"
    else:
        facts["link"] = family.get_absolute_url()
    notify(
        told.person,
        key=key,
        kind=kind,
        by=SystemActor.CLOCK,
        about=todo,
        family_id=family.pk,
        organisation=told.person.organisation,
        **facts,
    )


def watch_named_people():
    """Restricted families that too few see by name any more, as when a role has run out.

    Nobody does anything on that day, so the clock looks; told anew each week that it lasts.
    """
    week = "{0.year}-{0.week}".format(timezone.localdate().isocalendar())
    for pk in Family.objects.filter(is_restricted=True).order_by("pk").values_list("pk", flat=True):
        try:
            with acting_as(SystemActor.CLOCK):
                family = Family.objects.lock(Family(pk=pk))
                if family.is_restricted and len(named_people(family)) < NAMED:
                    tell_too_few(family, f"{family.pk}:{week}", SystemActor.CLOCK)
        except Exception:
            logger.exception("A restricted family could not be looked after", extra={"key": pk})


def remind_stop_requests_overdue():
    """Somebody asked us to stop and hears nothing: the hub's manager again, then who answers above.

    One message for each rung, in a transaction of its own.
    """
    now = timezone.now()
    with acting_as(SystemActor.CLOCK):
        late = list(StopRequest.objects.open().filter(due_at__lt=now).order_by("due_at", "pk"))
    for asked in late:
        for rung in _rungs_reached(asked.due_at, now):
            try:
                with acting_as(SystemActor.CLOCK):
                    tell_late(asked.pk, rung)
            except Exception:
                logger.exception("A stop request could not be told of", extra={"key": asked.pk})
