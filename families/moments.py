"""When a fact happened: given, never in the future; now where nobody said (rule 12)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

CLOCK_SKEW = timedelta(minutes=5)


def is_in_the_future(happened_at, now):
    """Later than any clock of ours could be wrong."""
    return happened_at > now + CLOCK_SKEW


def plain_day(moment):
    """A day as staff pages say it: 2 Nov 2026."""
    return f"{moment.day} {moment:%b %Y}"


def end_of(day):
    """The moment after the whole of a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
