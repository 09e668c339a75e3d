"""Who does what by when; family members are owners too (R092, R093)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from families.models import FamilyMember, Involvement
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Action, ActionState, GoalState
from .conditions import day_of, lock_open, moment, words

FAR_AWAY = timedelta(days=2 * 365)


@transaction.atomic
def add_action(goal, *, what, due_on, by, owner_user=None, owner_person=None, happened_at=None):
    """Agree that one person, of the family or working with it, does one thing by a day."""
    at = moment(happened_at)
    plan = lock_open(goal.plan, at)
    goal = type(goal).objects.lock(goal)
    if goal.state != GoalState.OPEN:
        raise Refused(_("This goal is finished. Add the action to one that is open."))
    what = words(what, _("Enter what is to be done."))
    _refuse_owner(plan.family, owner_user, owner_person)
    same = {"what": what, "owner_user": owner_user, "owner_person": owner_person, "due_on": due_on}
    if Action.objects.to_do().filter(goal=goal, **same).exists():
        raise Refused(_("This action is on the plan already."))
    if not day_of(at) <= due_on <= day_of(at) + FAR_AWAY:
        raise Refused(_("The day must be today or later, and within two years."))
    action = Action.objects.create(
        goal=goal,
        happened_at=at,
        **same,
    )
    record(
        "action.added",
        by=by,
        about=action,
        family_id=plan.family_id,
        owner_user=owner_user.pk if owner_user else None,
        owner_person=owner_person.pk if owner_person else None,
    )
    return action


def _refuse_owner(family, user, person):
    """One owner: a member of the family, or somebody who works with it now."""
    if (user is None) == (person is None):
        raise Refused(_("Select one person who does it."))
    if person is not None:
        known = FamilyMember.objects.current().filter(family=family, person=person)
    else:
        known = Involvement.objects.current().filter(family=family, user=user)
    if not known.exists():
        raise Refused(_("Choose somebody in the family, or somebody who works with it now."))


@transaction.atomic
def finish_action(action, *, state, by, result="", happened_at=None):
    """The action is done, or dropped."""
    at = moment(happened_at)
    lock_open(action.goal.plan, at)
    action = Action.objects.lock(action)
    if action.state != ActionState.TO_DO:
        raise Refused(_("This action is already finished."))
    if state not in (ActionState.DONE, ActionState.DROPPED):
        raise Refused(_("Select what became of the action."))
    action.state, action.result, action.done_at = state, result.strip(), at
    action.save(update_fields=["state", "result", "done_at", "updated_at"])
    record(f"action.{state}", by=by, about=action, family_id=action.goal.plan.family_id)
    return action


@transaction.atomic
def reopen_action(action, *, by):
    """Undo: the action is to do again."""
    lock_open(action.goal.plan)
    action = Action.objects.lock(action)
    if action.state == ActionState.TO_DO:
        raise Refused(_("This action is still to do."))
    if action.goal.state != GoalState.OPEN:
        raise Refused(_("Its goal is finished, so the action cannot be reopened."))
    action.state, action.result, action.done_at = ActionState.TO_DO, "", None
    action.save(update_fields=["state", "result", "done_at", "updated_at"])
    record("action.reopened", by=by, about=action, family_id=action.goal.plan.family_id)
    return action
