"""Asking a family again: a new organisation, or an agreement that runs out (domain.md 2.16)."""

import logging
from datetime import datetime, time
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.outbox import notify

from ..models import Agreement, Family, ToDoKind
from .access import accountable_for
from .agreements import soon
from .todos import make_todo

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_about(family, organisation, *, by):
    """The lead is to ask the family about an organisation that is to join; once while it is open.

    Nothing is asked where somebody is covered already, or where nobody else need agree.
    """
    family = Family.objects.lock(family)
    if organisation is None or organisation.is_council or organisation.has_ended:
        return None
    if family.members.current().covered_for(organisation).exists():
        return None
    open_ones = family.todos.open().filter(kind=ToDoKind.ASK_FAMILY, organisation=organisation)
    if known := open_ones.first():
        return known
    return _owe(family, ToDoKind.ASK_FAMILY, uuid4(), by=by, organisation=organisation)


def _owe(family, kind, cause, *, by, **more):
    """A task for the lead, or for whoever answers for the family, who learns of it."""
    lead = family.involvements.current().leads().select_related("user__organisation").first()
    owner = lead.user if lead else accountable_for(family)
    todo = make_todo(family, kind=kind, owner=owner, cause_id=cause, by=by, **more)
    if owner and owner != by:
        notify(
            owner,
            key=f"{kind}:{todo.pk}:{owner.pk}",
            kind="ask_the_family",
            by=by,
            about=todo,
            family_id=family.pk,
            organisation=owner.organisation,
            hub=family.hub.name,
            when=todo.due_at,
            link=family.get_absolute_url(),
        )
    return todo


def remind_agreements_running_out():
    """Each agreement that ends within four weeks, or is to be looked at again, is told of once.

    The task is unique for its agreement, so a clock that runs twice, late or beside another
    makes one.
    """
    with acting_as(SystemActor.CLOCK):
        due = list(
            Agreement.objects.running_out(soon()).without_task().values_list("pk", flat=True)
        )
    for pk in due:
        try:
            with acting_as(SystemActor.CLOCK):
                _remind(pk)
        except Exception:
            logger.exception("An agreement could not be looked after", extra={"key": pk})


def _due():
    """Of families that somebody works with; a closed record is asked nothing."""
    return Agreement.objects.running_out(soon()).of_open_families().without_task()


def _remind(pk):
    agreement = Agreement.objects.select_related("family__hub", "organisation").get(pk=pk)
    family = Family.objects.lock(agreement.family)
    agreement = _due().filter(pk=pk).first()
    if agreement is None:
        return
    by = SystemActor.CLOCK
    _owe(family, ToDoKind.RENEW, pk, by=by, due=_last_moment(agreement))


def _last_moment(agreement):
    """Before it ends; a day to look again lasts to its evening."""
    day = agreement.review_due_on
    ends = [timezone.make_aware(datetime.combine(day, time(17)))] if day else []
    return min([*ends, *([agreement.ends_at] if agreement.ends_at else [])])
