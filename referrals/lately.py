"""How long families wait these weeks, counted now and then for pages everybody loads (R047)."""

from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

from familyhubs.database.actor import beyond_sight

from .models import Referral
from .waits import Waited

# Seconds. Of weeks it tells the same ten minutes later.
KEPT = 600
KEY = "requests:lately"


class Lately(NamedTuple):
    """In how many days 8 of 10 requests were decided, and families heard from us; None: too few."""

    decided: int | None
    heard: Waited | None


def lately(now=None):
    """The waits of the last weeks, whole council."""
    now = now or timezone.now()
    return cache.get_or_set(KEY, lambda: count_lately(now), KEPT)


@beyond_sight("how long families wait, whole council")
def count_lately(now):
    """The same, counted at this moment."""
    heard = Referral.objects.contacted_lately(now)
    return Lately(Referral.objects.wait_lately(now), heard)
