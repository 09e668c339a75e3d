"""What happens across apps: here the council's settings are changed and the change is noted."""

from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from familyhubs.audit import log
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council import actions as council_actions
from familyhubs.council import current
from referrals.actions import follow_calendar, follow_targets
from referrals.what_if import CLOCKS

WEEKLY_HOURS = {"opens", "closes"}


def calendar_under_lock():
    """The calendar as it stands once nobody else can change it: what every deadline followed."""
    council_actions.lock_record()
    current.forget()
    return working_calendar()


@transaction.atomic
def change_settings(settings, *, values, by):
    """Change the council's record and note which fields changed.

    Deadlines of what waits follow new weekly hours from now on, and new targets from the
    beginning; gives the record and how many moved, None where both stayed.
    """
    calendar = calendar_under_lock()
    before = {name: getattr(settings, name) for name in values}
    old = {name: getattr(settings, name) for name in CLOCKS}
    saved = council_actions.change(settings, values=values, by=by)
    changed = sorted(name for name, value in values.items() if before[name] != value)
    targets = {name: [before[name], values[name]] for name in changed if name in CLOCKS}
    log.record("council.changed", by=by, about=saved, fields=changed, **targets)
    moved = None
    if WEEKLY_HOURS & {*changed}:
        moved = follow_calendar(calendar, by=by, since=timezone.now())
    if targets:
        moved = follow_targets(SimpleNamespace(**old), saved, by=by) + (moved or 0)
    return saved, moved


@transaction.atomic
def close_day(day, *, by, **hours):
    """The front door is closed on a day, or ends early; deadlines of what waits follow."""
    before = calendar_under_lock()
    closure = council_actions.close_day(day, **hours)
    log.record("council.day_closed", by=by, about=closure, day=day)
    return closure, follow_calendar(before, by=by)


@transaction.atomic
def keep_term(term, *, by, **values):
    """A term is entered, or changed."""
    term = council_actions.keep_term(term, **values)
    log.record("council.term_kept", by=by, about=term, first=term.starts_on, last=term.ends_on)
    return term


@transaction.atomic
def take_out_term(term, *, by):
    """It was no term after all."""
    log.record("council.term_taken_out", by=by, about=term, first=term.starts_on)
    council_actions.take_out_term(term)


@transaction.atomic
def open_day(closure, *, by):
    """The usual hours after all; deadlines follow back."""
    before = calendar_under_lock()
    council_actions.open_day(closure)
    log.record("council.day_opened", by=by, about=closure, day=closure.day)
    return follow_calendar(before, by=by)
