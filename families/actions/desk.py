"""The front desk's look-up by two facts, and how often anybody may search (access.md A5)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record_look
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused

from ..lookups import by_two_facts
from ..models import Family, GrantKind
from .access import grant

DESK_LASTS = timedelta(minutes=15)
PER_MINUTE = 10
LOOKED_UP, FOUND_FIRST = "looked_up", "searched_before_start"


@transaction.atomic
def look_up(*, name, by, born_on=None, postcode="", reference=""):
    """The one ordinary family that fits all facts, opened for a quarter of an hour, or None.

    A family that is restricted, barred to this person or not there at all gives the same answer
    after the same work. Where several fit, none is opened: a third fact must decide.
    """
    _count(LOOKED_UP, by)
    facts = {"name": name, "born_on": born_on, "postcode": postcode, "reference": reference}
    found = by_two_facts(by, **facts)
    if len(found) != 1:
        return None
    grant(found[0], kind=GrantKind.DESK, user=by, by=by, until=timezone.now() + DESK_LASTS)
    return found[0]


@transaction.atomic
def count_search(*, by):
    """Note a search before a record is started, and stop whoever fishes with it."""
    _count(FOUND_FIRST, by)


def _count(what, by):
    lately = timezone.now() - timedelta(minutes=1)
    verb = f"family.{what}"
    if Event.objects.by(by.pk).filter(verb=verb, at__gte=lately).count() >= PER_MINUTE:
        raise Refused("That is many searches in one minute. Wait a minute, then try again.")
    record_look(by, Family, what=what)
