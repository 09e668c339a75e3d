"""A hub's action plan for its area: a line is added, and is done (R077)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import AreaAction


@transaction.atomic
def plan_area_action(hub, *, what, owner, due_on, by):
    """Who does what around this hub, by when."""
    what, owner = (what or "").strip(), (owner or "").strip()
    if not what:
        raise Refused(_("Enter what is to be done"))
    if not owner:
        raise Refused(_("Enter who does it"))
    if due_on < timezone.localdate():
        raise Refused(_("The day must be today or later"))
    action = AreaAction.objects.create(
        hub=hub, what=what[:300], owner=owner[:100], due_on=due_on, added_by=by
    )
    record("area_action.planned", by=by, about=action, hub=hub.pk, due_on=due_on)
    return action


@transaction.atomic
def finish_area_action(action, *, result, by):
    """Done, with what came of it."""
    action = AreaAction.objects.lock(action)
    if action.done_at:
        raise Refused(_("This has been done already."))
    action.result = (result or "").strip()[:300]
    if not action.result:
        raise Refused(_("Enter what came of it"))
    action.done_at, action.done_by = timezone.now(), by
    action.save()
    record("area_action.done", by=by, about=action, hub=action.hub_id)
    return action
