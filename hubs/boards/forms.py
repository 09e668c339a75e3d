"""What staff type about advisory boards."""

from datetime import datetime

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from familyhubs.govuk.fields import DateField, TimeField

from ..models import Attended, BoardMember, Membership, StandsFor
from ..opening import LONDON
from ..whats_on.staff_forms import line, one_of, text, yes

LINK_ERRORS = dict.fromkeys(
    ("invalid", "max_length"), _("Enter a whole web address, like https://example.org")
)


def day(label, called, missing="", **kwargs):
    """A date that must be there where there is something to say when it is missing."""
    kwargs["error_messages"] = {"required": missing}
    return DateField(label=label, called=called, required=bool(missing), **kwargs)


class BoardForm(forms.Form):
    """A board: its name, the hubs it advises and how often it meets."""

    name = line(_("Name"), _("Enter the name of the board"))
    hubs = forms.ModelMultipleChoiceField(
        None,
        label=_("Which hubs does it advise?"),
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={
            "required": _("Select the hubs that it advises"),
            "invalid_choice": _("Select hubs from the list"),
            "invalid_pk_value": _("Select hubs from the list"),
        },
    )
    months_apart = forms.IntegerField(
        label=_("How many months may be between two meetings?"),
        min_value=1,
        max_value=24,
        initial=4,
        widget=forms.TextInput({"width": "2", "inputmode": "numeric"}),
        help_text=_("After that, the pages of the network say that it has not met."),
        error_messages={
            name: _("Enter a number of months from 1 to 24")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )

    def __init__(self, *args, hubs, others=(), **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["hubs"]
        field.queryset, field.required = hubs, not others
        field.label_from_instance = lambda hub: hub.name
        if others:
            said = _now("It advises %s too. That stays, and only who keeps that hub can end it.")
            field.help_text = said % ", ".join(hub.name for hub in others)


class MemberForm(forms.Form):
    """Somebody who sits on the board."""

    name = line(_("Name"), _("Enter their name"), help_text=_("As it stands in the minutes."))
    stands_for = forms.ChoiceField(
        label=_("Whom do they speak for?"),
        choices=StandsFor.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whom they speak for"),
            "invalid_choice": _("Select whom they speak for"),
        },
    )
    of = line(_("Which agency or organisation? (optional)"), max_length=150)
    user = one_of(
        None,
        _("Their account here (optional)"),
        _("None"),
        help_text=_("Somebody with an account then reads the board's pages wherever they work."),
    )
    email = forms.EmailField(
        label=_("Email, if they have no account (optional)"),
        help_text=_("There the portal tells them of meetings and of what they see to."),
        max_length=254,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "max_length"), _("Enter an email address, like name@example.com")
        ),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    starts_on = day(_("First day"), _("The first day"), _("Enter the day they joined"))
    ends_on = day(_("Last day (optional)"), _("The last day"))
    is_chair = yes(_("Takes the chair"))
    is_independent = forms.TypedChoiceField(
        label=_("If they take the chair: are they independent of the council?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect({"inline": True}),
        error_messages={"invalid_choice": _("Select yes or no")},
    )

    def __init__(self, *args, board, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = member.user_id if member else None
        self.fields["user"].queryset = people_at(board, also=own)
        self.fields["user"].label_from_instance = lambda user: user.full_name


def people_at(board, also=None):
    """Those who work at one of its hubs now, and whoever is chosen already."""
    hubs = board.hubs.values("pk")
    held = Membership.objects.current().filter(Q(hub__in=hubs) | Q(team__hub__in=hubs))
    people = User.objects.filter(Q(pk__in=held.values("user"), is_active=True) | Q(pk=also))
    return people.order_by("full_name", "pk")


class MeetingForm(forms.Form):
    """When and where the board meets, and what about."""

    on = day(_("Day"), _("The day"), _("Enter the day of the meeting"))
    at = TimeField(label=_("Time"), error_messages={"required": _("Enter when it begins")})
    place = line(
        _("Where"), _("Enter where it is"), 200, help_text=_("A room, or “online”, or both.")
    )
    link = forms.URLField(
        label=_("Link to join (optional)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages=LINK_ERRORS,
    )
    agenda = text(
        _("Agenda (optional)"),
        5_000,
        help_text=_("One point a line. Open actions of earlier meetings come on it by themselves."),
        widget=forms.Textarea({"rows": 6}),
    )

    @property
    def values(self):
        """What the action takes."""
        said = dict(self.cleaned_data)
        said["starts_at"] = datetime.combine(said.pop("on"), said.pop("at"), LONDON)
        return said


def initial_of(meeting):
    """What is known of a meeting, for the form."""
    starts = timezone.localtime(meeting.starts_at)
    known = {name: getattr(meeting, name) for name in ("place", "link", "agenda")}
    return known | {"on": starts.date(), "at": starts.time()}


class CallOffForm(forms.Form):
    """Why a meeting does not take place."""

    reason = line(_("Why is it called off?"), _("Enter why it is called off"), 200)


class WhoCameForm(forms.Form):
    """Each member: came, sent apologies, or no word."""

    NO_WORD = "none"
    CHOICES = [*Attended.choices, (NO_WORD, _("No word"))]

    def __init__(self, *args, members, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        for key, member in self.members.items():
            self.fields[key] = forms.ChoiceField(
                label=member.name,
                help_text=member.speaks_for,
                choices=self.CHOICES,
                required=False,
                initial=known.get(member.pk, self.NO_WORD),
                widget=forms.RadioSelect({"inline": True, "small": True, "label_size": "s"}),
                error_messages={"invalid_choice": _("Select from the list")},
            )

    @property
    def states(self):
        said = {member: self.cleaned_data[key] for key, member in self.members.items()}
        return {member: state if state in Attended else "" for member, state in said.items()}


class MinutesForm(forms.Form):
    """The text of the minutes, and which draft it was written over."""

    text = line(
        _("Minutes"),
        _("Enter the minutes"),
        30_000,
        help_text=_("Nothing about a family by name, and nothing that tells who they are."),
        widget=forms.Textarea({"rows": 18}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AgreeForm(forms.Form):
    """Which draft was looked at."""

    seen = forms.IntegerField(error_messages={"required": _("Look at the minutes and try again")})


class AmendForm(forms.Form):
    """Why agreed minutes are amended."""

    reason = line(
        _("Why are they amended?"),
        _("Enter why they are amended"),
        300,
        help_text=_("What was agreed stays to be read, with this beside it."),
    )


class ActionForm(forms.Form):
    """Something the board asks for."""

    what = line(
        _("What is to be done?"),
        _("Enter what is to be done"),
        500,
        widget=forms.Textarea({"rows": 3}),
    )
    owner = one_of(None, _("Who sees to it?"), _("Select a member"), _("Select who sees to it"))
    due_on = day(_("By when?"), _("The day it is due"), _("Enter the day it is due"))

    def __init__(self, *args, board, action=None, **kwargs):
        super().__init__(*args, **kwargs)
        now = BoardMember.objects.now().filter(board=board).values("pk")
        own = action.owner_id if action else None
        rows = BoardMember.objects.filter(Q(pk__in=now) | Q(pk=own)).order_by("name", "pk")
        self.fields["owner"].queryset = rows


class FinishForm(forms.Form):
    """An action is done."""

    done_on = day(
        _("When was it done?"),
        _("The day it was done"),
        _("Enter the day it was done"),
        must_be="today or past",
    )
    outcome = line(
        _("What came of it?"),
        _("Enter what came of it"),
        500,
        help_text=_("Nothing about a family by name."),
        widget=forms.Textarea({"rows": 3}),
    )
