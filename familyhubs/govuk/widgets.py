"""Inputs that Django does not have: a date in three boxes."""

from django.forms import Widget
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")
PART_LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
WIDTHS = {"day": 2, "month": 2, "year": 4}


class DateParts(Widget):
    """Three boxes for day, month and year; its value is a tuple of what was typed in each."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else ""

    def value_from_datadict(self, data, files, name):
        return tuple(data.get(f"{name}_{part}", "") for part in PARTS)

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{part}" not in data for part in PARTS)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, tuple) else ("", "", "")
        id_ = context["widget"]["attrs"].get("id") or name
        context["widget"]["parts"] = [
            {
                "part": part,
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}",
                "label": PART_LABELS[part],
                "value": text,
                "width": WIDTHS[part],
            }
            for part, text in zip(PARTS, typed, strict=True)
        ]
        return context
