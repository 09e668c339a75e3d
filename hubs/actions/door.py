"""At a site's door: opened, closed, and how many people came. Nobody's name."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import DoorDay, Site

MOST_AT_ONCE = 50


@transaction.atomic
def count_people(site, *, people, by):
    """This many more (or fewer) came through the door today; presses at the same time all count."""
    if not 0 < abs(people) <= MOST_AT_ONCE:
        raise Refused(_("Count between 1 and %d people at once.") % MOST_AT_ONCE)
    today = _today(site)
    DoorDay.objects.filter(pk=today.pk).update(people=Greatest(F("people") + people, 0))
    today.refresh_from_db()
    record("door.counted", by=by, about=today, people=people)
    return today


@transaction.atomic
def open_doors(site, *, by):
    """The doors are open from now on, once a day."""
    today = DoorDay.objects.select_for_update().get(pk=_today(site).pk)
    if today.opened_at is None:
        today.opened_at = timezone.localtime().time().replace(microsecond=0)
        today.save(update_fields=["opened_at", "updated_at"])
        record("door.opened", by=by, about=today)
    return today


@transaction.atomic
def close_doors(site, *, by):
    """The doors are closed; pressed again later, the later time holds."""
    today = DoorDay.objects.select_for_update().get(pk=_today(site).pk)
    if today.opened_at is None:
        raise Refused(_("Say first that the doors were opened."))
    today.closed_at = timezone.localtime().time().replace(microsecond=0)
    today.save(update_fields=["closed_at", "updated_at"])
    record("door.closed", by=by, about=today)
    return today


def _today(site):
    site = Site.objects.get(pk=site.pk)
    return DoorDay.objects.get_or_create(site=site, day=timezone.localdate())[0]
