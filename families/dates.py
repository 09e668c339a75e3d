"""Dates of which only a part is known, as they are said (domain.md 2.11)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WORDS = {"AAA": "j M Y", "EEA": "j M Y", "UAA": "M Y", "UUE": "Y"}
ABOUT = ("EEA", "UUE")


def in_words(day, accuracy):
    """As "3 May 2019", "May 2019" or "about 2019"; nothing where nobody knows."""
    if day is None or accuracy not in WORDS:
        return ""
    said = date_format(day, WORDS[accuracy])
    return _("about %s") % said if accuracy in ABOUT else said
