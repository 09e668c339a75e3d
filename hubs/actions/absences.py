"""Being away, and coming back."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Absence

LONGEST = timedelta(days=366)


@transaction.atomic
def go_away(user, *, first_day, last_day, by):
    """Nothing is to wait for this person from the first day to the end of the last."""
    User.objects.lock(user)
    today = timezone.localdate()
    if first_day < today or last_day < first_day or last_day > first_day + LONGEST:
        raise Refused(_("The last day must be the first day or later, and within a year."))
    starts, ends = _midnight(first_day), _midnight(last_day + timedelta(days=1))
    if Absence.objects.filter(user=user, starts_at__lt=ends, ends_at__gt=starts).exists():
        raise Refused(_("You have already said that you are away then."))
    absence = Absence.objects.create(user=user, starts_at=starts, ends_at=ends)
    record("absence.recorded", by=by, about=absence, starts=first_day, ends=last_day)
    return absence


@transaction.atomic
def come_back(absence, *, by):
    """Back early, or not going after all."""
    absence = Absence.objects.lock(absence)
    now = timezone.now()
    if absence.ends_at <= now:
        raise Refused(_("This is over already."))
    absence.ends_at = max(now, absence.starts_at)
    absence.end_reason = _("Came back")
    absence.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("absence.ended", by=by, about=absence)
    return absence


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
