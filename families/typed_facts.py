"""One line as somebody at a desk types it, taken apart into a name and one more fact. Pure."""

import re
from datetime import date

from familyhubs.contact.reach import plain_phone
from familyhubs.govuk.fields import month_number
from familyhubs.references import read_reference

LONGEST = 200
EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
# Ten digits and more, from a nought or a plus: a date has eight.
PHONE = re.compile(r"(?<![\w+])(?:\+|0)(?:[\s().-]*\d){9,14}(?!\d)", re.ASCII)
REFERENCE = re.compile(r"\b(FH|ASK)[\s-]*([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})\b", re.I)
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.I)
BORN = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./-]+(\d{4})\b", re.ASCII
)
# As a machine writes it, and whoever copies from one.
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)


def read_facts(text):
    """The name and the plain facts in one line; what is not there is empty."""
    left = str(text).replace("\x00", "")[:LONGEST]
    reference, left = _taken(REFERENCE, left, _reference)
    email, left = _taken(EMAIL, left, lambda found: found[0].strip(".<>()"))
    phone, left = _taken(PHONE, left, lambda found: plain_phone(found[0]))
    born_on, left = _taken(BORN, left, lambda found: _day(found[1], found[2], found[3]))
    if born_on is None:
        born_on, left = _taken(ISO, left, lambda found: _day(found[3], found[2], found[1]))
    postcode, left = _taken(POSTCODE, left, lambda found: f"{found[1]} {found[2]}".upper())
    name = " ".join(re.sub(r"[,;]+", " ", left).split())[:100]
    return {
        "name": name,
        "born_on": born_on,
        "postcode": postcode or "",
        "reference": reference or "",
        "phone": phone or "",
        "email": email or "",
    }


def _taken(pattern, text, read):
    """What the first hit means, and the text without it; a hit that means nothing stays."""
    found = pattern.search(text)
    value = read(found) if found else None
    return (value, f"{text[: found.start()]} {text[found.end() :]}") if value else (None, text)


def _reference(found):
    kind = found[1].upper()
    return read_reference(f"{kind}{found[2]}{found[3]}", kind)


def _day(day, month, year):
    try:
        return date(int(year), month_number(month) or 0, int(day))
    except ValueError:
        return None
