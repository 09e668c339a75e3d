"""The family's level of need: its history, and changes where nobody hands over (R111)."""

from django.db import transaction
from django.utils.translation import gettext as _

from families.actions import note_event
from families.models import EntryKind, Family
from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import Role
from hubs.permissions import holds_at

from ..levels import Level
from ..models import LevelChange, Plan, Step
from ..stepping import skips_a_rung
from .conditions import moment, words


@transaction.atomic
def set_level(family, *, to_level, reason, by, happened_at=None):
    """Change the level of need of a family whose helpers stay the same (R111)."""
    family, at = Family.objects.lock(family), moment(happened_at)
    reason = words(reason, _("Enter why the level changes."))
    latest = LevelChange.objects.of(family).first()
    if latest and latest.happened_at > at:
        raise Refused(_("The level has already changed since then."))
    from_level = latest.to_level if latest else None
    if from_level == to_level:
        raise Refused(_("The family is already at this level."))
    if to_level == Level.STATUTORY:
        raise Refused(_("Step up instead: help at level 5 needs somebody who takes it on."))
    plan = Plan.objects.select_for_update().filter(family=family, closed_at=None).first()
    if plan is None and Plan.objects.filter(family=family).exists():
        raise Refused(_("This plan has been closed, so it cannot be changed."))
    if plan and Step.objects.waiting().filter(plan=plan).exists():
        raise Refused(_("A step is waiting for an answer. Withdraw it first."))
    refuse_skipping(from_level, to_level, hub=family.hub, by=by)
    change = note_level(family, to_level, reason=reason, by=by, at=at)
    if plan:
        plan.level = to_level
        plan.save(update_fields=["level", "updated_at"])
    summary = _("Level of need changed to %(level)s") % {"level": Level(to_level).label}
    note_event(
        family, kind=EntryKind.DECISION, summary=summary, by=by, source_id=change.pk, happened_at=at
    )
    return change


def note_level(family, to_level, *, reason, by, at, step=None):
    """Add to the level history; nothing where the family is already there."""
    latest = LevelChange.objects.of(family, at).first()
    if latest and latest.to_level == to_level:
        return None
    change = LevelChange.objects.create(
        family=family,
        happened_at=at,
        from_level=latest.to_level if latest else None,
        to_level=to_level,
        reason=reason[:200],
        decided_by=by,
        step=step,
    )
    record(
        "family.level_changed",
        by=by,
        about=change,
        family_id=family.pk,
        from_level=change.from_level,
        to_level=to_level,
    )
    return change


def refuse_skipping(from_level, to_level, *, hub, by):
    """From social care straight to level 3 or lighter is for managers only (domain.md 3.4)."""
    if from_level is None or not skips_a_rung(from_level, to_level):
        return
    if not holds_at(by, hub, Role.MANAGER):
        raise Refused(
            _(
                "Help from children’s social care steps down to level 4 first."
                " A manager can decide otherwise."
            )
        )
