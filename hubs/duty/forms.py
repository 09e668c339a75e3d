"""What staff type about the duty rota."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from familyhubs.govuk.fields import PhoneField, TimeField

from ..models import DutyKind, Hub, Membership, Team
from ..rota import FITTING
from ..rota_hours import monday_of
from ..whats_on.staff_forms import one_of

LAST_WEEK = timedelta(days=370)


def people_for(kind):
    """Colleagues of the council whose role fits this duty."""
    held = Membership.objects.current().filter(role__in=FITTING[kind])
    people = User.objects.may_sign_in().filter(organisation__kind="council")
    return people.filter(pk__in=held.values("user")).order_by("full_name")


def monday_in(query):
    """The week an address asks for; this one where it asks for none that there can be."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(query.get("week", ""))
    except ValueError:
        asked = today
    return monday_of(asked if abs(asked - today) < LAST_WEEK else today)


def places():
    """Where a rota can be: the whole council, each hub, each team."""
    ended = timezone.localdate()
    teams = Team.objects.exclude(ended_on__lte=ended)
    return [
        ("council", _("Whole council")),
        *((f"hub-{hub.pk}", hub.name) for hub in Hub.objects.order_by("name")),
        *((f"team-{team.pk}", team.name) for team in teams),
    ]


class ChooseForm(forms.Form):
    """Which rota to look at."""

    kind = forms.ChoiceField(
        label=_("Duty"),
        choices=DutyKind.choices,
        error_messages={"required": _("Select a duty"), "invalid_choice": _("Select a duty")},
    )
    where = forms.ChoiceField(
        label=_("For"),
        error_messages={"required": _("Select a place"), "invalid_choice": _("Select a place")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = places()

    def clean(self):
        chosen = self.cleaned_data
        if chosen.get("kind") == DutyKind.PRACTICE and chosen.get("where") == "council":
            self.add_error("where", _("A duty worker is for one hub or one team. Select it"))
        return chosen


class PlanForm(forms.Form):
    """Somebody, on some days of the week, from one time until another."""

    user = one_of(None, _("Who?"), _("Choose somebody"), _("Select who is on duty"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Which days?"),
        choices=[(str(day), words) for day, words in WEEKDAYS_ABBR.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple({"small": True, "inline": True}),
        error_messages={
            "required": _("Select at least one day"),
            "invalid_choice": _("Select days from the list"),
        },
    )
    starts = TimeField(
        label=_("From"), error_messages={"required": _("Enter when the duty starts")}
    )
    ends = TimeField(
        label=_("Until"),
        help_text=_("A night ends on the next day, like 17:00 until 09:00."),
        error_messages={"required": _("Enter when the duty ends")},
    )
    phone = PhoneField(label=_("Their phone on duty (optional)"), required=False)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_for(kind)


class HandOverForm(forms.Form):
    """Who takes a duty instead."""

    to = one_of(
        None, _("Who takes it instead?"), _("Choose somebody"), _("Select who takes it instead")
    )
    phone = PhoneField(label=_("Their phone on duty (optional)"), required=False)

    def __init__(self, *args, shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_for(shift.kind).exclude(pk=shift.user_id)


class OfferForm(forms.Form):
    """Whom somebody asks to take their duty."""

    to = one_of(
        None, _("Whom do you ask?"), _("Choose somebody"), _("Select whom you ask to take it")
    )
    note = forms.CharField(
        label=_("A word to them (optional)"),
        help_text=_("They read it on the page, not in the message."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Use 200 characters or fewer")},
    )

    def __init__(self, *args, shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_for(shift.kind).exclude(pk=shift.user_id)


class AnswerOfferForm(forms.Form):
    """Yes, with a phone; or no."""

    phone = PhoneField(label=_("Your phone on duty (optional)"), required=False)


class DeputyForm(forms.Form):
    """Who stands in for somebody."""

    deputy = one_of(
        None,
        _("Who stands in for you? (optional)"),
        _("Nobody"),
        help_text=_("They are told before your manager when something of yours waits."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        held = Membership.objects.current().exclude(role="commissioner")
        people = User.objects.may_sign_in().filter(organisation=user.organisation_id)
        people = people.filter(pk__in=held.values("user")).exclude(pk=user.pk)
        self.fields["deputy"].queryset = people.order_by("full_name")
