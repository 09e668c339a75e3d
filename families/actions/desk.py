"""The look-ups by facts of the desk and out of hours, and how often (access.md A5, A6)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record_look
from familyhubs.audit.models import Event
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused
from hubs.models import DutyShift

from ..lookups import by_facts_of_all, by_two_facts
from ..models import Family, GrantKind
from .access import grant

DESK_LASTS = timedelta(minutes=15)
PER_MINUTE = 10
LOOKED_UP, FOUND_FIRST = "looked_up", "searched_before_start"
AT_NIGHT = "looked_up_out_of_hours"
# A duty without an end stands behind a look for a night at most.
NIGHT_LASTS = timedelta(hours=12)


@transaction.atomic
def look_up(*, name, by, born_on=None, postcode="", reference=""):
    """The one ordinary family that fits all facts, opened for a quarter of an hour, or None.

    A family that is restricted, barred to this person or not there at all gives the same answer
    after the same work. Where several fit, none is opened: a third fact must decide.
    """
    count_look_up(LOOKED_UP, by)
    facts = {"name": name, "born_on": born_on, "postcode": postcode, "reference": reference}
    with beyond_sight("the one family of the facts that a caller gives"):
        found = by_two_facts(by, **facts)
        if len(found) != 1:
            return None
        grant(found[0], kind=GrantKind.DESK, user=by, by=by, until=timezone.now() + DESK_LASTS)
        return found[0]


@transaction.atomic
def open_out_of_hours(*, reason, by, name="", born_on=None, reference=""):
    """The one family of these facts, any in the council, opened to be read until the duty ends.

    None where there is none, or more than one. The reason stands in the log, which no worker
    writes over.
    """
    count_look_up(AT_NIGHT, by)
    shift = DutyShift.objects.out_of_hours(by).order_by("starts_at").first()
    if shift is None:
        raise Refused(_("Your duty has ended. Families are open to you during it only."))
    with beyond_sight("the one family of the facts that somebody rings about at night"):
        found = by_facts_of_all(by, name=name, born_on=born_on, reference=reference)
        if len(found) != 1:
            return None
        until = shift.ends_at or timezone.now() + NIGHT_LASTS
        facts = {"kind": GrantKind.OUT_OF_HOURS, "user": by, "by": by, "cause_id": shift.pk}
        grant(found[0], until=until, **facts)
    pk = found[0].pk
    record_look(by, found[0], family_id=pk, what="opened_out_of_hours", reason=reason)
    return found[0]


@transaction.atomic
def count_search(*, by):
    """Note a search before a record is started, and stop whoever fishes with it."""
    count_look_up(FOUND_FIRST, by)


def count_look_up(what, by):
    """One more look-up in the log, and no more than so many in a minute."""
    lately = timezone.now() - timedelta(minutes=1)
    verb = f"family.{what}"
    if Event.objects.by(by.pk).filter(verb=verb, at__gte=lately).count() >= PER_MINUTE:
        raise Refused("That is many searches in one minute. Wait a minute, then try again.")
    record_look(by, Family, what=what)
