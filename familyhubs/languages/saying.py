"""How days and lists are said inside a sentence, in the language of the page."""

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext, gettext_noop

from .known import ENGLISH

# For each language to change: l, j, E, F and Y are Django's own letters.
DAYS = (gettext_noop("l j F"), gettext_noop("j F Y"), gettext_noop("F Y"))

# Django knows these words; ours go before its own, and a person checks them with the rest.
WEEKDAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
COMMA = gettext_noop(", ")


def said(day, style):
    """A day, or a moment's, in one of the styles of DAYS."""
    if not day:
        return ""
    words = date_format(day, gettext(style))
    return words if get_language() == ENGLISH else words.lower()


def listed(parts):
    """What there is of these, in one line."""
    return gettext(COMMA).join(part for part in parts if part)


def apart(typed):
    """What somebody typed, in a line of ours: whichever way it runs, the line keeps its own."""
    return f"\u2068{typed}\u2069" if typed and get_language_bidi() else typed
