"""The words of each group as they are now, in English and another language, and their digest.

Which words belong to which group stands in locale/journey.json, written with the catalogues.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext, ngettext, override

JOURNEY = settings.BASE_DIR / "locale" / "journey.json"
HOLE = re.compile(r"(?:%\(|%%\{)(\w+)(?:\)s|\})")
# Numbers that between them take every plural form of the languages we have.
COUNTS = (1, 2, 5, 20)


@dataclass(frozen=True)
class Line:
    """One text: in English and as it is shown; several of each where it counts something."""

    english: tuple
    shown: tuple

    @property
    def read(self):
        """Both without markup, as a person reads them."""
        return [[readable(text) for text in texts] for texts in (self.english, self.shown)]


def readable(text):
    """What the portal fills in stands in brackets: [number]."""
    return HOLE.sub(r"[\1]", strip_tags(text)).replace("%%", "%")


@cache
def journey():
    """{group: [[singular] or [singular, plural], …]}"""
    return json.loads(JOURNEY.read_text())


@cache
def lines_of(group, code):
    """Every text of a group, in the order in which a family meets them."""
    with override(code):
        return tuple(_line(*texts) for texts in journey().get(group, ()))


def _line(one, many=None):
    if many is None:
        return Line((one,), (gettext(one),))
    shown = dict.fromkeys(ngettext(one, many, count) for count in COUNTS)
    return Line((one, many), tuple(shown))


@cache
def digest_of(group, code):
    """Changes with any word of the group, in English or in the language."""
    words = [[line.english, line.shown] for line in lines_of(group, code)]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()
