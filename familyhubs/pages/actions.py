"""What happens across apps: here the council's settings are changed and the change is noted."""

from django.db import transaction

from familyhubs.audit import log
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council import actions as council_actions
from referrals.actions import follow_calendar


@transaction.atomic
def change_settings(settings, *, values, by):
    """Change the council's record and note which fields changed."""
    before = {name: getattr(settings, name) for name in values}
    saved = council_actions.change(settings, values=values, by=by)
    changed = sorted(name for name, value in values.items() if before[name] != value)
    log.record("council.changed", by=by, about=saved, fields=changed)
    return saved


@transaction.atomic
def close_day(day, *, by, **hours):
    """The front door is closed on a day, or ends early; deadlines of what waits follow."""
    before = working_calendar()
    closure = council_actions.close_day(day, **hours)
    log.record("council.day_closed", by=by, about=closure, day=day)
    return closure, follow_calendar(before, by=by)


@transaction.atomic
def open_day(closure, *, by):
    """The usual hours after all; deadlines follow back."""
    before = working_calendar()
    council_actions.open_day(closure)
    log.record("council.day_opened", by=by, about=closure, day=closure.day)
    return follow_calendar(before, by=by)
