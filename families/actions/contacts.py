"""Logging a contact of any channel: its line on the timeline, and what it was beside it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..contacts import REACHED
from ..models import (
    CameOf,
    Contact,
    Direction,
    EntryKind,
    Family,
    Way,
)
from .notes import write_note
from .timing import moment, words

LONGEST_AHEAD_DAYS = 366


@transaction.atomic
def log_contact(family, *, way, direction, came_of, by, key=None, happened_at=None, **told):
    """Who was there, what was said and what came of it; `key` stops a second copy (R072, R086).

    `told`: summary, body, about and sensitivity of its line; present, also_present, next_due_on.
    """
    family = Family.objects.lock(family)
    if key and (known := Contact.objects.filter(entry=key, family=family).first()):
        return known
    happened_at, present = moment(happened_at), list(told.pop("present", ()))
    also_present, next_due_on = told.pop("also_present", ""), told.pop("next_due_on", None)
    _refuse_unfit(family, way, direction, came_of, present)
    _refuse_unfit_day(next_due_on, happened_at)
    told["summary"] = _said(way, came_of, told.get("summary"))
    told |= {"channel": way, "happened_at": happened_at, "key": key}
    contact = Contact.objects.create(
        family=family,
        entry=write_note(family, kind=EntryKind.CONTACT, by=by, **told),
        way=way,
        direction=direction,
        came_of=came_of,
        also_present=words(also_present, "", 200) if (also_present or "").strip() else "",
        made_by=by,
        happened_at=happened_at,
        next_due_on=next_due_on,
    )
    contact.present.set(present)
    facts = {"way": way, "direction": direction, "came_of": came_of}
    record("contact.logged", by=by, about=contact, family_id=family.pk, **facts)
    return contact


def _said(way, came_of, summary):
    """Their own words, or else what the two choices say: a call that nobody answered needs none."""
    if (summary or "").strip():
        return summary
    if came_of in REACHED:
        raise Refused(_("Enter a summary"))
    return f"{Way(way).label}: {CameOf(came_of).label}"


def _refuse_unfit(family, way, direction, came_of, present):
    if way not in Way.values:
        raise Refused(_("Select how you were in touch"))
    if direction not in Direction.values:
        raise Refused(_("Select who contacted whom"))
    if came_of not in CameOf.values:
        raise Refused(_("Select what came of it"))
    ids = {person.pk for person in present}
    if family.members.filter(person__in=ids).values("person").distinct().count() != len(ids):
        raise Refused(_("Select people who are in this family"))


def _refuse_unfit_day(next_due_on, happened_at):
    if next_due_on is None:
        return
    if next_due_on < timezone.localdate(happened_at):
        raise Refused(_("The next contact must come after this one"))
    if (next_due_on - timezone.localdate()).days > LONGEST_AHEAD_DAYS:
        raise Refused(_("The next contact must be within a year"))
