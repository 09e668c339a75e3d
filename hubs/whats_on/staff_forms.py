"""What staff type about activities, rooms, leaders and the door."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField, TimeField

from ..models import ActivityKind, AgeBand, Room, SessionMode, Site, Weekday

MOST = MaxValueValidator(1_000, _("Enter a number of 1,000 or less"))
DATE_FORMATS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d")
MANY_DAYS = 60


def line(label, missing="", max_length=100, **kwargs):
    """One line of text; required where there is something to say when it is missing."""
    longest = _("This must be %(limit_value)d characters or fewer")
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        error_messages={"required": missing, "max_length": longest},
        **kwargs,
    )


def text(label, max_length, **kwargs):
    """Some lines of text, not required."""
    kwargs.setdefault("widget", forms.Textarea({"rows": 3}))
    return line(label, max_length=max_length, **kwargs)


def one_of(rows, label, empty, missing="", **kwargs):
    """One row from a list; the view says which rows there are."""
    messages = {"required": missing, "invalid_choice": _("Select from the list")}
    return forms.ModelChoiceField(
        rows,
        label=label,
        empty_label=empty,
        required=bool(missing),
        error_messages=messages,
        **kwargs,
    )


def whole(label, missing="", **kwargs):
    """A whole number that a small column holds."""
    messages = {name: _("Enter a whole number") for name in ("invalid", "min_value")}
    return forms.IntegerField(
        label=label,
        min_value=kwargs.pop("min_value", 0),
        validators=[MOST],
        required=bool(missing),
        error_messages=messages | {"required": missing},
        widget=forms.NumberInput({"width": "4", "inputmode": "numeric"}),
        **kwargs,
    )


def yes(label):
    return forms.BooleanField(label=label, required=False)


class ActivityForm(forms.Form):
    """An activity and the rule by which it takes place."""

    name = line(_("Name"), _("Enter a name that families understand"), 120)
    hub = one_of(None, _("Hub"), _("Select a hub"), _("Select the hub that runs it"))
    kind = one_of(
        ActivityKind.objects.all(),
        _("Kind"),
        _("Select a kind"),
        _("Select what kind of session it is"),
    )
    description = text(_("What families read about it (optional)"), 2_000)
    runs_from = DateField(
        label=_("First day"),
        called=_("The first day"),
        error_messages={"required": _("Enter the first day")},
    )
    runs_until = DateField(
        label=_("Last day"),
        called=_("The last day"),
        error_messages={"required": _("Enter the last day")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days of the week? (optional)"),
        help_text=_("None for something that happens once, on the first day."),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select days from the list")},
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"),
        choices=[
            (1, _("Every week")),
            (2, _("Every second week")),
            *((n, _("Every %d weeks") % n) for n in (3, 4)),
        ],
        coerce=int,
        error_messages={
            "required": _("Select how often it takes place"),
            "invalid_choice": _("Select how often it takes place"),
        },
    )
    except_on = text(
        _("Not on these days (optional)"),
        2_000,
        help_text=_("One day a line, like 25 December 2026."),
    )
    starts = TimeField(label=_("Starts"), error_messages={"required": _("Enter when it starts")})
    ends = TimeField(label=_("Ends"), error_messages={"required": _("Enter when it ends")})
    slot_minutes = forms.TypedChoiceField(
        label=_("Appointments, one family after another (optional)"),
        help_text=_("For example to register births. Families choose a time between the two."),
        choices=[
            ("", _("No: all come at the same time")),
            *((n, _("Every %d minutes") % n) for n in (15, 20, 30, 45, 60)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Select how long each appointment is")},
    )
    mode = forms.ChoiceField(
        label=_("How families take part"),
        choices=SessionMode.choices,
        error_messages={
            "required": _("Select how families take part"),
            "invalid_choice": _("Select how families take part"),
        },
    )
    site = one_of(None, _("Site (optional)"), _("No site"))
    room = one_of(None, _("Room (optional)"), _("No room"))
    let_in = yes(_("Somebody lets families in on days at other hours"))
    is_youth_only = yes(_("For young people only"))
    needs_booking = yes(_("Families book a place"))
    is_course = yes(_("It is a course: one booking for all its dates"))
    capacity = whole(_("Places (optional)"), min_value=1)
    bands = forms.MultipleChoiceField(
        label=_("Who it is for (optional)"),
        choices=AgeBand.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    lowest_age = whole(_("Youngest, in years (optional)"))
    highest_age = whole(_("Oldest, in years (optional)"))
    cost = forms.DecimalField(
        label=_("Cost in pounds (optional)"),
        help_text=_("Leave empty where it is free."),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"prefix": "£", "width": "5", "inputmode": "decimal"}),
        error_messages={
            name: _("Enter a price, like 2.50")
            for name in (
                "invalid",
                "min_value",
                "max_digits",
                "max_decimal_places",
                "max_whole_digits",
            )
        },
    )
    language = line(_("Language, if not English (optional)"), max_length=40)
    interpreter = line(_("Interpreter for which language (optional)"), max_length=40)
    is_send_friendly = yes(_("SEND-friendly"))
    access = line(_("Access (optional)"), max_length=300)
    join_link = forms.URLField(
        label=_("Link to join (optional)"),
        help_text=_("Families see it when they have a place, and not before."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={
            name: _("Enter a whole web address, like https://example.org")
            for name in ("invalid", "max_length")
        },
    )
    social_link = forms.URLField(
        label=_("Group on social media (optional)"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={
            name: _("Enter a whole web address, like https://example.org")
            for name in ("invalid", "max_length")
        },
    )

    def __init__(self, *args, hubs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs
        sites = Site.objects.filter(hub__in=hubs).select_related("hub").order_by("name")
        self.fields["site"].queryset = sites
        rooms = Room.objects.filter(site__hub__in=hubs).select_related("site")
        self.fields["room"].queryset = rooms
        self.fields["room"].label_from_instance = lambda room: f"{room.site}: {room}"
        self.let_in = self.fields["let_in"]
        # Nobody is asked before it is seen that the site is not open at that time.
        if "let_in" not in self.data:
            del self.fields["let_in"]

    def ask_who_lets_in(self, words):
        """The site is open at other hours: ask whether somebody opens the door."""
        self.fields["let_in"] = self.let_in
        self.add_error("let_in", words)

    def clean_except_on(self):
        days = [day.strip() for day in self.cleaned_data["except_on"].splitlines() if day.strip()]
        if len(days) > MANY_DAYS:
            raise ValidationError(_now("Enter %d days or fewer") % MANY_DAYS)
        return sorted({read_day(day) for day in days})

    def clean_cost(self):
        return self.cleaned_data["cost"] or 0

    def clean(self):
        answers = self.cleaned_data
        if answers.get("slot_minutes"):
            answers |= {"needs_booking": True, "capacity": 1}
        if answers.get("is_course"):
            answers["needs_booking"] = True
        low, high = answers.get("lowest_age"), answers.get("highest_age")
        if low is not None and high is not None and high < low:
            self.add_error("highest_age", _("The oldest must be the youngest or older"))
        if answers.get("room") and not answers.get("site"):
            answers["site"] = answers["room"].site
        return answers


def read_day(words):
    """A day as people write it, or a message that repeats it."""
    for style in DATE_FORMATS:
        try:
            return datetime.strptime(words, style).date()
        except ValueError:
            continue
    raise ValidationError(_now("We could not read %s as a day") % words[:40])


def initial_of(activity):
    """What is known already, for the form."""
    kept = set(ActivityForm.base_fields) - {"let_in"}
    known = {name: getattr(activity, name) for name in kept}
    known["except_on"] = "\n".join(f"{day:%d %B %Y}" for day in activity.except_on)
    return known | {"cost": activity.cost or None}


class ReasonForm(forms.Form):
    """Why something is cancelled, in words that families read."""

    reason = line(
        _("Why is it cancelled?"),
        _("Enter why, in words for families"),
        200,
        help_text=_("Families read this. Do not name anybody."),
    )


class RoomForm(forms.Form):
    """A room of a site."""

    site = one_of(None, _("Site"), _("Select a site"), _("Select the site it is in"))
    name = line(_("Name"), _("Enter the name of the room"))
    capacity = whole(_("How many people it holds"), _("Enter how many it holds"), min_value=1)
    youth_from = TimeField(
        label=_("Only for young people from (optional)"),
        required=False,
        help_text=_("For example 5pm. In these hours only sessions for young people are planned."),
    )
    youth_until = TimeField(label=_("Only for young people until (optional)"), required=False)

    def __init__(self, *args, sites, room=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        if room:
            del self.fields["site"]


class LeadersForm(forms.Form):
    """Who leads one session: colleagues, and volunteers whose check lasts until then."""

    users = forms.ModelMultipleChoiceField(
        None,
        label=_("Colleagues (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={
            name: _("Select colleagues from the list")
            for name in ("invalid_choice", "invalid_pk_value")
        },
    )
    volunteers = forms.ModelMultipleChoiceField(
        None,
        label=_("Volunteers (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={
            name: _("Select volunteers from the list")
            for name in ("invalid_choice", "invalid_pk_value")
        },
    )

    def __init__(self, *args, users, volunteers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = users
        self.fields["volunteers"].queryset = volunteers
