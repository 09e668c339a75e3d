"""How a day is said inside a sentence, in the language of the page."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop

from .known import ENGLISH

# For each language to change: l, j, E, F and Y are Django's own letters.
DAYS = (gettext_noop("l j F"), gettext_noop("j F Y"), gettext_noop("F Y"))


def said(day, style):
    """A day, or a moment's, in one of the styles of DAYS."""
    if not day:
        return ""
    words = date_format(day, gettext(style))
    return words if get_language() == ENGLISH else words.lower()
