"""What staff type about a site: its week, other days, a closure, and what families read of it."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField, TimeField

from ..models import Facility, Site, Team
from ..opening import LONDON

STRETCHES = (1, 2)


class WeekForm(forms.Form):
    """The usual week: up to two stretches a day."""

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        week = {}
        for period in sorted(site.periods_now, key=lambda p: (p.weekday, p.opens)):
            if period.ends_on is None:
                week.setdefault(period.weekday, []).append((period.opens, period.closes))
        for day in range(7):
            for at in STRETCHES:
                now = dict(enumerate(week.get(day, ()), start=1)).get(at, ("", ""))
                for edge, value in zip(("opens", "closes"), now, strict=True):
                    self.fields[f"{edge}_{day}_{at}"] = TimeField(
                        label=_hours_label(edge, day, at), required=False, initial=value or None
                    )
        self.fields["starts_on"] = DateField(
            label=_("From which day?"),
            called=_("The first day"),
            must_be="today or future",
            initial=timezone.localdate(),
            error_messages={"required": _("Enter the first day of this week's hours")},
        )

    @property
    def days(self):
        """For the page: each day with its boxes."""
        return [(WEEKDAYS[day], [self.boxes(day, at) for at in STRETCHES]) for day in range(7)]

    def boxes(self, day, at):
        return self[f"opens_{day}_{at}"], self[f"closes_{day}_{at}"]

    def clean(self):
        given, self.stretches = super().clean(), []
        for day in range(7):
            for at in STRETCHES:
                opens, closes = given.get(f"opens_{day}_{at}"), given.get(f"closes_{day}_{at}")
                if opens and closes and opens < closes:
                    self.stretches.append((day, opens, closes))
                elif opens and closes:
                    self.add_error(f"closes_{day}_{at}", _("It must close after it opens"))
                elif opens and f"closes_{day}_{at}" not in self.errors:
                    self.add_error(f"closes_{day}_{at}", _("Enter when it closes"))
                elif closes and f"opens_{day}_{at}" not in self.errors:
                    self.add_error(f"opens_{day}_{at}", _("Enter when it opens"))
        return given


def _hours_label(edge, day, at):
    words = {
        ("opens", 1): _("%(day)s: opens"),
        ("closes", 1): _("%(day)s: closes"),
        ("opens", 2): _("%(day)s: opens again"),
        ("closes", 2): _("%(day)s: closes again"),
    }
    return words[edge, at] % {"day": WEEKDAYS[day]}


class OtherDaysForm(forms.Form):
    """Days that are not as usual."""

    starts_on = DateField(
        label=_("First day"),
        called=_("The first day"),
        must_be="today or future",
        error_messages={"required": _("Enter the first day")},
    )
    ends_on = DateField(
        label=_("Last day (optional)"),
        called=_("The last day"),
        must_be="today or future",
        help_text=_("Leave empty for one day."),
        required=False,
    )
    opens = TimeField(
        label=_("Opens (optional)"),
        help_text=_("Leave both times empty where it is shut."),
        required=False,
    )
    closes = TimeField(label=_("Closes (optional)"), required=False)
    words = forms.CharField(
        label=_("What families read (optional)"),
        help_text=_("For example: Staff training. Ring us instead."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("This must be 200 characters or fewer")},
    )

    sessions = forms.ChoiceField(
        label=_("What becomes of the sessions?"),
        choices=[
            (
                "cancel",
                _("Cancel them, and tell the families who booked, as we may write to them"),
            ),
            ("stay", _("They take place: somebody lets families in")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            name: _("Select what becomes of the sessions")
            for name in ("required", "invalid_choice")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = self.fields["sessions"]
        # Nobody is asked before it is seen that sessions stand there.
        if self.data.get("sessions") not in dict(self.asked.choices):
            del self.fields["sessions"]

    def ask_of_sessions(self, words):
        """Sessions stand there: ask what becomes of them."""
        self.fields["sessions"] = self.asked
        self.add_error("sessions", words)


class CloseForm(forms.Form):
    """Shut a site at once."""

    reason = forms.CharField(
        label=_("What do families read?"),
        help_text=_("Say why in a few plain words. For example: The heating has failed."),
        max_length=200,
        error_messages={
            "required": _("Enter what families read"),
            "max_length": _("This must be 200 characters or fewer"),
        },
    )
    last_day = DateField(
        label=_("Closed until the end of which day? (optional)"),
        called=_("The last day"),
        must_be="today or future",
        help_text=_("Leave empty where you do not know yet. It stays closed until you open it."),
        required=False,
    )
    alternative = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("Where can families go instead? (optional)"),
        required=False,
        empty_label=_("Nowhere: they can ring us"),
        error_messages={"invalid_choice": _("Select a site from the list")},
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        others = Site.objects.open().hub_sites().filter(is_address_hidden=False)
        self.fields["alternative"].queryset = others.exclude(pk=site.pk).order_by("name")

    @property
    def values(self):
        """What the action takes."""
        last = self.cleaned_data["last_day"]
        until = last and datetime.combine(last + timedelta(days=1), datetime.min.time(), LONDON)
        said = self.cleaned_data
        return {"reason": said["reason"], "until": until, "alternative": said["alternative"]}


class DescribeForm(forms.Form):
    """What families read of a site."""

    public_name = forms.CharField(
        label=_("What families call it (optional)"),
        help_text=_("Only where that is not its name."),
        max_length=100,
        required=False,
        error_messages={"max_length": _("This must be 100 characters or fewer")},
    )
    inside = forms.CharField(
        label=_("The building it is inside (optional)"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("This must be 200 characters or fewer")},
    )
    description = forms.CharField(
        label=_("About this place (optional)"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("This must be 4,000 characters or fewer")},
    )
    facilities = forms.MultipleChoiceField(
        label=_("What is there?"),
        choices=Facility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    access = forms.CharField(
        label=_("How to get in and around (optional)"),
        help_text=_("For example: Ring the bell at the side door. There is a ramp."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("This must be 500 characters or fewer")},
    )
    opens_on_bank_holidays = forms.BooleanField(
        label=_("It is open on bank holidays"), required=False
    )
    is_address_hidden = forms.BooleanField(
        label=_("Its address is secret"),
        help_text=_(
            "For a refuge or somebody's home: families and partners see its name and nothing that"
            " leads there."
        ),
        required=False,
    )
    is_mandated = forms.BooleanField(
        label=_("The contract says that this site must be open"), required=False
    )
    stipulated_weekly_hours = forms.DecimalField(
        label=_("Hours a week it must be open (optional)"),
        min_value=0,
        max_value=168,
        decimal_places=1,
        required=False,
        widget=forms.TextInput(attrs={"width": "4", "inputmode": "decimal"}),
        error_messages={
            "invalid": _("Enter a number of hours, like 40 or 37.5"),
            "max_value": _("A week has 168 hours"),
            "min_value": _("Enter a number of hours, like 40 or 37.5"),
            "max_decimal_places": _("Enter a number of hours, like 40 or 37.5"),
        },
    )


class DecileForm(forms.Form):
    """Which sites to show, by how deprived their area is; an odd answer asks nothing."""

    most = forms.TypedChoiceField(
        label=_("Area"),
        choices=[
            ("", _("Every area")),
            (1, _("Most deprived tenth")),
            (2, _("Most deprived two tenths")),
            (3, _("Most deprived three tenths")),
            (5, _("More deprived half")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Select from the list")},
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("By hub")), ("decile", _("Most deprived areas first"))],
        required=False,
        error_messages={"invalid_choice": _("Select from the list")},
    )

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.most = self.cleaned_data.get("most")
        self.is_sorted = self.cleaned_data.get("order") == "decile"


class TeamHereForm(forms.Form):
    """A team at a site, and when it is there."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team"),
        empty_label=_("Select a team"),
        error_messages={
            "required": _("Select a team"),
            "invalid_choice": _("Select a team from the list"),
        },
    )
    called = forms.CharField(
        label=_("What families call it (optional)"),
        help_text=_("For example: Midwives, health visitors, CAMHS, school nurses"),
        max_length=80,
        required=False,
        error_messages={"max_length": _("This must be 80 characters or fewer")},
    )
    here_when = forms.CharField(
        label=_("When is it here?"),
        help_text=_("For example: Tuesdays and Thursdays, 9am to midday"),
        max_length=150,
        error_messages={
            "required": _("Enter when the team is here"),
            "max_length": _("This must be 150 characters or fewer"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Team.objects.filter(ended_on=None, organisation__ended_on=None)
        self.fields["team"].queryset = rows.select_related("organisation")
        self.fields["team"].label_from_instance = lambda team: f"{team}, {team.organisation}"


class CountForm(forms.Form):
    """How many more, or fewer, came through the door."""

    people = forms.IntegerField(
        min_value=-50,
        max_value=50,
        error_messages={
            name: _("Enter a whole number up to 50")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
