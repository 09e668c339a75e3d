"""A stored site's timetable for the rules of opening.py, and how it stands now, in words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.calendar.bank_holidays import EnglandBankHolidays
from familyhubs.govuk.templatetags.govuk import clock

from .opening import LONDON, Timetable, hours_light, scheduled_minutes, standing


def timetable_of(site):
    """Of a site that was fetched `with_timetables`."""
    return Timetable(
        week=tuple(period.stretch for period in site.periods_now),
        other_days=tuple(other.days for other in site.other_openings_now),
        opens_on_bank_holidays=site.opens_on_bank_holidays,
        shut=tuple((closure.starts_at, closure.ends_at) for closure in site.closures_now),
    )


@dataclass(frozen=True)
class Doors:
    """Whether a site is open now, in words; `closure` is the one in force."""

    is_open: bool
    words: str
    note: str = ""
    closure: object = None


def doors_of(site, now=None):
    """Of a site that was fetched `with_timetables`; None where nobody has said when it opens."""
    now = now or timezone.now()
    closure = next((c for c in site.closures_now if c.starts_at <= now), None)
    timetable = timetable_of(site)
    if not timetable.is_known and closure is None:
        return None
    stands = standing(timetable, now, EnglandBankHolidays())
    if stands.is_open:
        words = _("Open now, until %s") % _clock(stands.changes_at)
    elif stands.changes_at is None:
        words = _("Closed until we say otherwise") if closure else _("Closed")
    else:
        words = _("Closed. Opens %s") % when(stands.changes_at, now)
    return Doors(stands.is_open, words, stands.words, closure)


def when(moment, now):
    """ "today at 9am", "tomorrow at 9am", "on Tuesday at 9am", "on 4 January at 9am"."""
    day, today = moment.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    said = {"time": _clock(moment), "day": date_format(day, "l"), "date": date_format(day, "j F")}
    if day == today:
        return _("today at %(time)s") % said
    if day == today + timedelta(days=1):
        return _("tomorrow at %(time)s") % said
    if day < today + timedelta(days=7):
        return _("on %(day)s at %(time)s") % said
    return _("on %(day)s %(date)s at %(time)s") % said


def _clock(moment):
    return clock(moment.astimezone(LONDON).time())


def scheduled_hours(site):
    """Hours a week by the usual week in force today."""
    return scheduled_minutes([p.stretch for p in site.periods_now], timezone.localdate()) / 60


def light_of(site):
    """ "green", "amber" or "red" where the contract says how long it must be open; else ""."""
    if not site.is_mandated:
        return ""
    return hours_light(scheduled_hours(site) * 60, site.stipulated_weekly_hours)


def short_sites(sites):
    """Those open for fewer hours a week than they must be (R003)."""
    return [site for site in sites if light_of(site) in ("amber", "red")]
