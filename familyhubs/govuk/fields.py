"""Fields that read what people type the way people type it."""

import datetime
import re

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .widgets import PARTS, DateParts

WHOLE_DATE = re.compile(r"^(\d{1,2})[\s./-]+([^\W_]+)[\s./-]+(\d{4})$")
# The shape every UK postcode has: outward code, then a digit and two letters.
POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$")


def unless_given(widget, **attrs):
    """These attributes, save those that the form's author has set (Django would overwrite them)."""
    return {name: value for name, value in attrs.items() if name not in widget.attrs}


def month_number(text):
    """1 to 12 from a number or a month's name, in English or the page's language; else None."""
    text = text.strip().rstrip(".").lower()
    if text.isascii() and text.isdigit():
        return int(text)
    names = [(str(name), number) for table in (MONTHS, MONTHS_3) for number, name in table.items()]
    with override("en-gb"):
        names += [(str(MONTHS[n]), n) for n in MONTHS] + [(str(MONTHS[n])[:3], n) for n in MONTHS]
    return {name.lower().rstrip("."): number for name, number in names}.get(text)


def day_number(text):
    """The day from "7", "07" or "7th"; else None."""
    found = re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?", text.strip().lower(), re.ASCII)
    return int(found[1]) if found else None


class DateField(forms.Field):
    """A date in three boxes, with messages that name the box to mend.

    `called` is the name used in messages ("Date of birth must include a year").
    `must_be` is "past", "today or past", "future" or "today or future".
    """

    widget = DateParts
    LIMITS = {
        "past": (lambda date, today: date < today, _("%(called)s must be in the past")),
        "today or past": (
            lambda date, today: date <= today,
            _("%(called)s must be today or in the past"),
        ),
        "future": (lambda date, today: date > today, _("%(called)s must be in the future")),
        "today or future": (
            lambda date, today: date >= today,
            _("%(called)s must be today or in the future"),
        ),
    }

    def __init__(self, *, called=None, must_be=None, **kwargs):
        super().__init__(**kwargs)
        self.called = called or self.label or _("The date")
        self.limit = self.LIMITS[must_be] if must_be else None

    def refuse(self, message, *parts):
        """The error, with the boxes it is about."""
        raise ValidationError(
            message, code="invalid", params={"called": self.called, "parts": parts}
        )

    def to_python(self, value):
        typed = self._typed(value)
        if not any(typed):
            return None
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            self.refuse(self._must_include(missing), *missing)
        return self._real_date(*typed)

    def validate(self, value):
        super().validate(value)
        if value is None or self.limit is None:
            return
        holds, message = self.limit
        if not holds(value, timezone.localdate()):
            self.refuse(message, *PARTS)

    def prepare_value(self, value):
        if isinstance(value, datetime.date):
            return (str(value.day), str(value.month), str(value.year))
        return self._typed(value) if value else ("", "", "")

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    @staticmethod
    def _typed(value):
        if isinstance(value, datetime.date):
            return (str(value.day), str(value.month), str(value.year))
        typed = tuple(str(text or "").strip()[:40] for text in (value or ("", "", "")))
        # A whole date pasted into the first box is taken apart.
        if typed[0] and not any(typed[1:]) and (whole := WHOLE_DATE.match(typed[0])):
            return whole.groups()
        return typed

    @staticmethod
    def _must_include(missing):
        return {
            ("day",): _("%(called)s must include a day"),
            ("month",): _("%(called)s must include a month"),
            ("year",): _("%(called)s must include a year"),
            ("day", "month"): _("%(called)s must include a day and a month"),
            ("day", "year"): _("%(called)s must include a day and a year"),
            ("month", "year"): _("%(called)s must include a month and a year"),
        }[tuple(missing)]

    def _real_date(self, day_text, month_text, year_text):
        if not re.fullmatch(r"\d{4}", year_text, re.ASCII):
            self.refuse(_("Year must include 4 numbers"), "year")
        day, month, year = day_number(day_text), month_number(month_text), int(year_text)
        if month is None or not 1 <= month <= 12:
            self.refuse(_("%(called)s must be a real date"), "month")
        if day is None or not 1 <= day <= 31:
            self.refuse(_("%(called)s must be a real date"), "day")
        if not 1900 <= year <= 2200:
            self.refuse(_("%(called)s must be a real date"), "year")
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return self.refuse(_("%(called)s must be a real date"), *PARTS)


class TimeField(forms.TimeField):
    """A time of day as people write it: 9am, 9.30 am, 09:30, 17:00."""

    default_error_messages = {"invalid": _("Enter a time, like 9am or 4:30pm")}
    input_formats = ("%H:%M", "%I:%M%p", "%I%p", "%H:%M:%S", "%H%M")

    def widget_attrs(self, widget):
        return unless_given(widget, width="5", autocomplete="off")

    def to_python(self, value):
        if isinstance(value, str):
            text = re.sub(r"\s", "", value.lower())
            text = re.sub(r"([ap])\.?m\.?$", r"\1m", text).replace(".", ":")
            value = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}.get(text, text)
        return super().to_python(value)

    def prepare_value(self, value):
        """As it is said: the box shows a time in the way that the words beside it ask for."""
        if not isinstance(value, datetime.time):
            return value
        minutes = f":{value.minute:02}" if value.minute else ""
        return f"{value.hour % 12 or 12}{minutes}{'pm' if value.hour >= 12 else 'am'}"


class PostcodeField(forms.CharField):
    """A UK postcode however it was spaced, cleaned to "M33 7ZF". It may still not exist."""

    default_error_messages = {
        "invalid": _("We could not understand that postcode. Check it, for example M33 7ZF")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return unless_given(widget, autocomplete="postal-code", width="10", spellcheck="false")

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        compact = re.sub(r"[^A-Za-z0-9]", "", text).upper()
        if not POSTCODE.match(compact):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{compact[:-3]} {compact[-3:]}"


class PhoneField(forms.CharField):
    """A telephone number with any spacing, cleaned to +44… so that it can be rung and compared."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a phone number, like 01632 960 001 or 07700 900 982")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.input_type = "tel"

    def widget_attrs(self, widget):
        return unless_given(widget, autocomplete="tel", width="20")

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def prepare_value(self, value):
        return spoken(value)


def spoken(number):
    """A stored +44… number the way people here say it; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number or "", None)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, style.NATIONAL if parsed.country_code == 44 else style.INTERNATIONAL
    )
