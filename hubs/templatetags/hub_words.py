"""How places are said."""

from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from familyhubs.govuk.templatetags.govuk import clock
from hubs.geography import miles

from ..masking import PublicPlace, public_place
from ..opening import alike
from ..timetables import doors_of

register = template.Library()


@register.filter
def in_miles(km):
    """A distance as people say it: "under half a mile", "1 mile", "3 miles"."""
    distance = miles(km)
    if distance < 0.5:
        return _("under half a mile")
    if distance < 0.95:
        return _("under a mile")
    return _in_whole_miles(round(distance), get_language())


@lru_cache
def _in_whole_miles(miles, _language):
    """A list of what is near says the same few words again and again."""
    return ngettext("about %(miles)s mile", "about %(miles)s miles", miles) % {"miles": miles}


@register.filter
def one_line_address(place):
    """Address and postcode of a site, as far as anybody may know, the postcode on one line."""
    return (place if isinstance(place, PublicPlace) else public_place(place)).lines


@register.filter
def doors(site):
    """Whether a site is open now, in families' words (fetched `with_timetables`)."""
    return doors_of(site)


@register.filter
def place(site):
    """Where a site is, as far as anybody may know."""
    return public_place(site)


@register.filter
def usual_week(site):
    """[(days, hours)] of the usual week now, days in a row with the same hours made one."""
    today = timezone.localdate()
    now = [p.stretch for p in site.periods_now if p.stretch.starts_on <= today <= p.stretch.ends_on]
    return [(days_words(*days), hours_words(hours)) for days, hours in alike(now)] if now else []


def days_words(first, last):
    """ "Monday", "Saturday and Sunday", "Monday to Friday"."""
    if first == last:
        return WEEKDAYS[first]
    both = {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
    if last == first + 1:
        return _("%(first)s and %(last)s") % both
    return _("%(first)s to %(last)s") % both


@register.filter
def hours_words(hours):
    """ "9am to 12:30pm and 1:30pm to 5pm", or "closed"."""
    said = [
        _("%(opens)s to %(closes)s") % {"opens": clock(opens), "closes": clock(closes)}
        for opens, closes in hours
    ]
    return _(" and ").join(said) or _("closed")
