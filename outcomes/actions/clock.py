"""What happens by the clock: each message once, however often and however late this runs (R114)."""

import logging

from django.utils import timezone

from families.actions.telling import who_answers
from families.models import Involvement
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from hubs.escalation import Rung

from ..models import Plan, Step
from ..review_dates import days_before, reminder_reached

logger = logging.getLogger(__name__)
STEP_RUNGS = (Rung.WORKER, Rung.MANAGER, Rung.SERVICE)
# Worded anew for somebody above the person whom they are meant for.
ABOVE = ("review_due", "review_overdue", "step_unanswered")


def remind_reviews_due():
    """Remind the lead of a review on the days the council set, and on the last one their manager.

    Domain.md 3.1: seven days before, on the day, three days after; ten days after, the manager.
    """
    today = timezone.localdate()
    with acting_as(SystemActor.CLOCK):
        offsets = sorted(council().review_reminder_days)
        near = days_before(today, min(offsets, default=0))
        plans = Plan.objects.review_due(near).order_by("review_due_on", "pk")
        owed = {
            f"review:{plan.pk}:{plan.review_due_on}:{offset}": (plan, offset, rung)
            for plan in plans.select_related("hub", "family")
            for offset, rung in _reminders_reached(plan.review_due_on, today, offsets)
        }
        owed = _without_the_told(owed)
    for key, (plan, offset, rung) in owed.items():
        kind = "review_due" if offset <= 0 else "review_overdue"
        _each(plan, key, kind, rung=rung, worker=lead_of, when=plan.review_due_on, link=plan)


def _reminders_reached(due_on, today, offsets):
    """The latest one reached for the worker, and the last of all for the manager."""
    for_worker = reminder_reached(due_on, today, offsets[:-1])
    for_manager = reminder_reached(due_on, today, offsets[-1:])
    if for_worker is not None:
        yield for_worker, Rung.WORKER
    if for_manager is not None:
        yield for_manager, Rung.MANAGER


def escalate_steps_unanswered():
    """Tell receiver, manager and service lead in turn of a step that nobody answers (R114).

    After one, two and five working days unless the council says otherwise; bank holidays do not
    count.
    """
    now, calendar = timezone.now(), working_calendar()
    with acting_as(SystemActor.CLOCK):
        days = council().escalation_days
        steps = Step.objects.waiting().order_by("due_at", "pk")
        owed = {
            f"step:{step.pk}:{rung}": (step, rung)
            for step in steps.select_related("plan__hub", "plan__family", "receiver")
            for rung, after in zip(STEP_RUNGS, days, strict=True)
            if calendar.add_working_days(step.happened_at, after) <= now
        }
        owed = _without_the_told(owed)
    for key, (step, rung) in owed.items():
        _each(
            step.plan,
            key,
            "step_unanswered",
            rung=rung,
            worker=lambda plan, step=step: step.receiver,
            when=step.due_at,
            link=step,
        )


def tell_manager(step, *, by):
    """The manager knows of every step (architecture.md section 2), unless they do anyway."""
    plan = step.plan
    told = who_answers(plan.family, hub=plan.hub, start=Rung.MANAGER, worker=None)
    if told.rung == Rung.QUEUE or told.person in (by, step.receiver, lead_of(plan)):
        return
    _owe(told, f"step_proposed:{step.pk}:manager", "step_proposed_manager", plan, by=by,
         when=step.due_at, link=step)  # fmt: skip


def lead_of(plan):
    """The lead practitioner of this plan's family now, or None."""
    lead = Involvement.objects.current().leads().filter(family=plan.family)
    lead = lead.select_related("user__organisation").first()
    return lead.user if lead else None


def _without_the_told(owed):
    """Only what no message was written for yet: the key says."""
    told = set(Message.objects.filter(key__in=owed).values_list("key", flat=True))
    return {key: what for key, what in owed.items() if key not in told}


def _each(plan, key, kind, *, rung, worker, when, link):
    """One message in a transaction of its own: one that fails never stops the others."""
    try:
        with acting_as(SystemActor.CLOCK):
            told = who_answers(plan.family, hub=plan.hub, start=rung, worker=worker(plan))
            _owe(told, key, kind, plan, by=SystemActor.CLOCK, when=when, link=link)
    except Exception:
        logger.exception("A message by the clock could not be written", extra={"key": key})


def _owe(told, key, kind, plan, *, by, when, link):
    """Owe the message, worded for the rung it reached."""
    if told.person is None:
        logger.error("Nobody can be told of what waits too long", extra={"key": key})
        return
    facts = {"hub": str(plan.hub), "when": when}
    if told.rung == Rung.QUEUE:
        kind = "nobody_answers"
    else:
        facts["link"] = link.get_absolute_url()
    if told.rung in (Rung.MANAGER, Rung.SERVICE) and kind in ABOVE:
        kind = f"{kind}_manager"
    notify(
        told.person,
        key=key,
        kind=kind,
        by=by,
        about=link,
        family_id=plan.family_id,
        organisation=told.person.organisation,
        **facts,
    )
