"""Tasks that something else gave cause for, once for each cause."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.calendar.front_door import working_calendar
from familyhubs.refusals import Refused

from ..models import EntryKind, Sensitivity, ToDo, ToDoKind
from .notes import note_event
from .timing import words


def make_todo(family, *, kind, owner, cause_id, by, at=None, due=None, organisation=None):
    """Due before the end of the next working day (access.md section 7), unless said otherwise."""
    due = due or working_calendar().end_of_next_working_day(at or timezone.now())
    first = {"family": family, "owner": owner, "due_at": due, "organisation": organisation}
    todo, is_new = ToDo.objects.get_or_create(kind=kind, cause_id=cause_id, defaults=first)
    if is_new:
        record("todo.made", by=by, about=todo, family_id=family.pk, kind=kind)
    return todo


def settle_todo(cause_id, kind, *, result, by):
    """What gave cause for a task has been dealt with, and the task with it."""
    for todo in ToDo.objects.select_for_update().filter(cause_id=cause_id, kind=kind, done_at=None):
        todo.result, todo.done_at, todo.done_by = result, timezone.now(), by
        todo.save()
        record("todo.done", by=by, about=todo, family_id=todo.family_id, kind=kind)


@transaction.atomic
def finish_todo(todo, *, result, by, said_freely="", anyone_at_risk="", share_anyway=""):
    """Done, with what came of it; a risk check answers its three questions."""
    todo = ToDo.objects.lock(todo)
    if todo.done_at:
        raise Refused("This has been done already.")
    if todo.kind == ToDoKind.PASS_ON:
        raise Refused(_("Say on the referral itself that you told the service."))
    if todo.kind == ToDoKind.RISK_CHECK and not (said_freely and anyone_at_risk and share_anyway):
        raise Refused("Answer all three questions.")
    todo.result = words(result, "Enter what happened", 2000)
    todo.said_freely, todo.anyone_at_risk = said_freely, anyone_at_risk
    todo.share_anyway = share_anyway
    todo.done_at, todo.done_by = timezone.now(), by
    todo.save()
    record("todo.done", by=by, about=todo, family_id=todo.family_id, kind=todo.kind)
    note_event(
        todo.family,
        kind=EntryKind.CONTACT if todo.kind == ToDoKind.CALL_FAMILY else EntryKind.DECISION,
        summary=f"Done: {todo.get_kind_display()}",
        sensitivity=Sensitivity.TEAM,
        source_id=todo.pk,
        by=by,
    )
    return todo
