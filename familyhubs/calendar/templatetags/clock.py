"""Template filters for what is due, by the council's own working days."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

from familyhubs.calendar.front_door import opens_again, working_calendar
from familyhubs.calendar.wording import due_by_clock_words, due_date_words, due_words

register = template.Library()
SOON = timedelta(days=1)


@register.filter
def due(value):
    """ "in 3 days", "2 hours left", "overdue by 1 working day"; nothing when no date is set."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return due_words(working_calendar(), timezone.now(), value)
    return due_date_words(working_calendar(), timezone.localdate(), value)


@register.filter
def due_day_and_night(value):
    """The same of what runs at night and at weekends too: a red request, a concern of now."""
    return "" if value is None else due_by_clock_words(timezone.now(), value)


@register.filter
def urgency(value):
    """ "overdue", "soon" (within a day) or "later": for a tag's colour, beside its words."""
    if value is None:
        return ""
    now = timezone.now() if isinstance(value, datetime) else timezone.localdate()
    if value < now:
        return "overdue"
    return "soon" if value - now <= SOON else "later"


@register.simple_tag
def front_door_opens():
    """When the front door opens next; None where somebody is there now."""
    return opens_again(timezone.now())
