"""Spans of duty and the gaps between them. Pure: no settings, no database, no present moment.

A day is planned by the clock on the wall: a night when the clocks change is an hour longer or
shorter, and nothing is left uncovered by it. All spans are [from, until) in UTC.
"""

from datetime import UTC, datetime, time, timedelta

from familyhubs.calendar.working import LONDON

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


def moment(day, at):
    """This time of this day in England, in UTC: times of one zone compare by the wall alone."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def span(day, starts, ends):
    """From one time of this day until another; until the next day's where that is not later."""
    return moment(day, starts), moment(day if ends > starts else day + ONE_DAY, ends)


def monday_of(day):
    return day - timedelta(days=day.weekday())


def whole_week(monday):
    """A week from midnight to midnight, an hour more or less when the clocks change."""
    return moment(monday, time.min), moment(monday + WEEK, time.min)


def a_week_later(at):
    """The same weekday and time on the wall, one week on."""
    local = at.astimezone(LONDON)
    return moment(local.date() + WEEK, local.time())


def merged(spans):
    """The same time, in as few spans as there can be, in order; empty ones left out."""
    found = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def uncovered(wanted, covered):
    """What of the wanted time lies in none of the covered spans."""
    gaps, covered = [], merged(covered)
    for start, end in merged(wanted):
        at = start
        for begins, stops in covered:
            if stops <= at or begins >= end:
                continue
            if begins > at:
                gaps.append((at, begins))
            at = max(at, stops)
        if at < end:
            gaps.append((at, end))
    return gaps


def cut(spans, start, end):
    """The parts of these spans that lie within one."""
    return merged((max(begins, start), min(stops, end)) for begins, stops in spans)


def working_spans(calendar, first, last):
    """When the front door is open, day by day, from one day to the last."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    hours = (calendar.hours_on(day) for day in days)
    return [
        (opens.astimezone(UTC), closes.astimezone(UTC)) for opens, closes in filter(None, hours)
    ]
