"""A date of which the day, or the day and the month, may be left empty (domain.md 2.11)."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField


class PartDate(NamedTuple):
    """The first day that it may be, and how well day, month and year are known."""

    on: date | None = None
    accuracy: str = "AAA"

    @property
    def boxes(self):
        """What stood in the three boxes."""
        if self.on is None:
            return ("", "", "")
        day = "" if self.accuracy in ("UAA", "UUE") else str(self.on.day)
        month = "" if self.accuracy == "UUE" else str(self.on.month)
        return (day, month, str(self.on.year))


class PartDateField(DateField):
    """Gives a PartDate; empty where nothing was typed."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Leave out the day, or the day and month, if not known."))
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        if isinstance(value, PartDate):
            return value
        day, month, year = self._typed(value)
        if not any((day, month, year)):
            return PartDate()
        if not year:
            self.refuse(_("%(called)s must include a year"), "year")
        if day and not month:
            self.refuse(_("%(called)s must include a month"), "month")
        accuracy = "AAA" if day else "UAA" if month else "UUE"
        return PartDate(self._real_date(day or "1", month or "1", year), accuracy)

    def validate(self, value):
        super().validate(value.on)

    def prepare_value(self, value):
        return value.boxes if isinstance(value, PartDate) else super().prepare_value(value)
