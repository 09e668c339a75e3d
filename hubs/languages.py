"""Languages by their ISO 639 code or by their English name. Pure."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

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
