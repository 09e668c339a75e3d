"""What the timetable may be narrowed by; all of it stands in the address, to be bookmarked (R013).

Whatever cannot be read is left out.
"""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from ..models import Activity, AgeBand, Hub, SessionMode, Weekday

A_WEEK = timedelta(days=7)
# Beyond these nothing is planned, and dates run out.
EARLIEST, LATEST = date(2020, 1, 1), date(2200, 1, 1)
ENGLISH = "english"


class TimetableFilter(forms.Form):
    """Hub, day, age, way, language, cost and SEND-friendly."""

    hub = forms.ChoiceField(label=_("Where"), required=False)
    day = forms.ChoiceField(
        label=_("Day"), required=False, choices=[("", _("Any day")), *Weekday.choices]
    )
    band = forms.ChoiceField(
        label=_("Who it is for"), required=False, choices=[("", _("Everyone")), *AgeBand.choices]
    )
    mode = forms.ChoiceField(
        label=_("How"), required=False, choices=[("", _("Any way")), *SessionMode.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    cost = forms.ChoiceField(
        label=_("Cost"), required=False, choices=[("", _("Any")), ("free", _("Free"))]
    )
    send = forms.ChoiceField(
        label=_("Special needs (SEND)"),
        required=False,
        choices=[("", _("All")), ("yes", _("SEND-friendly"))],
    )

    def __init__(self, query):
        super().__init__(query, auto_id="id_%s")
        self.hubs = list(Hub.objects.all())
        hubs = [(hub.slug, str(hub)) for hub in self.hubs]
        self.fields["hub"].choices = [("", _("All places")), *hubs]
        spoken = Activity.objects.running().exclude(language="").values_list("language", flat=True)
        others = [(name, name) for name in spoken.distinct().order_by("language")]
        self.fields["language"].choices = [("", _("Any")), (ENGLISH, _("English")), *others]
        self.is_valid()
        self.chosen = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        # What cannot be read is no error on this page.
        self._errors.clear()

    @property
    def hub_chosen(self):
        return next((hub for hub in self.hubs if hub.slug == self.chosen.get("hub")), None)

    def narrow(self, sessions):
        """Only the sessions that were asked for."""
        for name, value in self.chosen.items():
            sessions = getattr(self, f"by_{name}")(sessions, value)
        return sessions

    def by_hub(self, rows, value):
        return rows.filter(activity__hub__slug=value)

    def by_day(self, rows, value):
        # The database counts from Sunday, 1; and asks for the local day.
        return rows.filter(starts_at__week_day=(int(value) + 1) % 7 + 1)

    def by_band(self, rows, value):
        return rows.filter(activity__bands__contains=[value])

    def by_mode(self, rows, value):
        return rows.filter(activity__mode=value)

    def by_language(self, rows, value):
        return rows.filter(activity__language="" if value == ENGLISH else value)

    def by_cost(self, rows, value):
        return rows.filter(activity__cost=0)

    def by_send(self, rows, value):
        return rows.filter(activity__is_send_friendly=True)

    def chips(self):
        """What is chosen, in words, with the address's query without it."""
        return [
            (dict(self.fields[name].choices)[_as(name, value)], without(self.data, name))
            for name, value in self.chosen.items()
        ]


def _as(name, value):
    return int(value) if name == "day" else value


def without(query, *names):
    """The rest of the address's query; what turned the pages goes too."""
    query = query.copy()
    for name in (*names, "before", "after"):
        query.pop(name, None)
    return query.urlencode()


def week_of(request):
    """The first day that is looked at: as the address says, else today."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        day = None
    return day if day and EARLIEST <= day <= LATEST else timezone.localdate()


def turn(request, day):
    """The same filters, from another day on."""
    query = without(request.GET, "from")
    return f"?{query}&from={day}" if query else f"?from={day}"
