"""The front desk's look-up by two facts (access.md A5)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record_look

from ..models import Family, GrantKind
from .access import grant

DESK_LASTS = timedelta(minutes=15)


@transaction.atomic
def look_up(*, name, by, born_on=None, postcode="", reference=""):
    """The one ordinary family that fits both facts, opened for a quarter of an hour, or None.

    A family that is restricted, barred to this person or not there at all gives the same answer
    after the same work. Where several fit, none is opened: a third fact must decide.
    """
    facts = {"name": name, "born_on": born_on, "postcode": postcode, "reference": reference}
    found = list(Family.objects.by_two_facts(**facts).not_barred_to(by).order_by("pk")[:2])
    record_look(by, Family, what="looked_up")
    if len(found) != 1:
        return None
    grant(found[0], kind=GrantKind.DESK, user=by, by=by, until=timezone.now() + DESK_LASTS)
    return found[0]
