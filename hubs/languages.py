"""Languages by their ISO 639 code or by their English name. Pure."""

from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, gettext

NAMES = {
    code: info["name"] for code, info in LANG_INFO.items() if len(code) in (2, 3) and "name" in info
} | {"bfi": "British Sign Language", "so": "Somali", "ti": "Tigrinya", "yo": "Yoruba"}
CODES = {name.casefold(): code for code, name in NAMES.items()}


def code_of(text):
    """The code that somebody meant by a code or a name, or "" where we know none."""
    text = text.strip().casefold()
    return text if text in NAMES else CODES.get(text, "")


def name_of(code):
    return gettext(NAMES.get(code, code.upper()))


def spoken():
    """(code, name) of every language, by name as the reader's own language has it."""
    return list(_by_name(get_language()))


@lru_cache
def _by_name(_language):
    return tuple((code, name) for name, code in sorted((name_of(code), code) for code in NAMES))
