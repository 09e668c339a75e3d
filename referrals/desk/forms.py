"""What is tapped and typed at a desk."""

from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm
from familyhubs.accounts.models import User
from familyhubs.govuk.fields import PhoneField

from ..forms.fields import one_line
from ..models import Did, EnquiryChannel, Helped, WalkInState
from .topics import CHOICES

TAPPED = [did for did in Did if did != Did.REQUEST]


def chosen(label, choices, said, **kwargs):
    """Radios of which one is taken."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect({"small": True}),
        error_messages={"required": said, "invalid_choice": said},
        **kwargs,
    )


class EnquiryForm(OnceForm):
    """Two taps: what it was about, and what we did, which is the button that sends it."""

    topic = chosen(_("What was it about?"), CHOICES, _("Select what it was about"))
    channel = chosen(
        _("How did it come?"),
        EnquiryChannel.choices,
        _("Select how it came"),
        initial=EnquiryChannel.DESK,
    )
    did = forms.ChoiceField(
        label=_("What did we do?"),
        choices=[(did, did.label) for did in TAPPED],
        error_messages={name: _("Press what we did") for name in ("required", "invalid_choice")},
        widget=forms.HiddenInput,
    )

    @property
    def buttons(self):
        return [(did, did.label) for did in TAPPED]


class HelpedForm(forms.Form):
    """Whether it helped, by one button."""

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Helped.choices,
        error_messages={
            name: _("Press whether it helped") for name in ("required", "invalid_choice")
        },
    )


class PromptForm(forms.Form):
    """The council's own words for one topic; empty for the words that came with the portal."""

    words = forms.CharField(
        label=_("What colleagues read"),
        help_text=_("One thought on each line. Leave it empty to show the words we came with."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 12}),
        error_messages={"max_length": _("What colleagues read must be 2,000 characters or fewer")},
    )


class WalkInForm(OnceForm):
    """One more who waits; every box may stay empty."""

    first_name = one_line(
        _("First name (optional)"), 40, "", required=False, spellcheck="false", autocomplete="off"
    )
    about = one_line(
        _("What for, in a word (optional)"), 40, "", required=False, autocomplete="off"
    )
    topic = forms.ChoiceField(
        label=_("What about? (optional)"),
        choices=[("", _("Not said")), *CHOICES],
        required=False,
        error_messages={"invalid_choice": _("Select from the list")},
    )
    with_whom = forms.ModelChoiceField(
        User.objects.none(),
        label=_("For whom do they wait? (optional)"),
        required=False,
        empty_label=_("Anybody"),
        error_messages={"invalid_choice": _("Select a colleague from the list")},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with_whom"].queryset = colleagues
        self.fields["with_whom"].label_from_instance = lambda user: user.full_name


class MoveForm(forms.Form):
    """What happened to somebody who waits, by one button."""

    state = forms.ChoiceField(
        choices=WalkInState.choices,
        error_messages={name: _("Press what happened") for name in ("required", "invalid_choice")},
    )


class SlotForm(forms.Form):
    """With whom, and when today."""

    with_whom = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who sees them?"),
        empty_label=_("Select a colleague"),
        error_messages={
            name: _("Select a colleague from the list") for name in ("required", "invalid_choice")
        },
    )
    slot_at = forms.TypedChoiceField(
        label=_("When today?"),
        coerce=datetime.fromisoformat,
        error_messages={
            name: _("Select a time from the list") for name in ("required", "invalid_choice")
        },
    )

    def __init__(self, *args, colleagues, times, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with_whom"].queryset = colleagues
        self.fields["with_whom"].label_from_instance = lambda user: user.full_name
        self.fields["slot_at"].choices = times


class PlaceForm(OnceForm):
    """For whom a place is booked; which one is the button that sends it."""

    name = one_line(
        _("Name on the list"),
        80,
        _("Enter a name for the list"),
        spellcheck="false",
        autocomplete="off",
    )
    phone = PhoneField(
        label=_("Mobile number for a text, if it is safe (optional)"), required=False
    )

    @property
    def told(self):
        """What the action takes: without a number, nobody writes to them."""
        said = self.cleaned_data
        phone = said["phone"]
        contact = {"preferred": "text", "phone": phone, "may_text": True}
        contact = contact if phone else {"preferred": "in_person"}
        return {"name": said["name"], "contact": contact, "key": said["once"]}


class StatusForm(forms.Form):
    """What a caller knows: their first name, and one of two facts."""

    name = one_line(
        _("First name of whoever sent it"),
        100,
        _("Enter the first name of whoever sent it"),
        spellcheck="false",
        autocomplete="off",
    )
    month = forms.TypedChoiceField(
        label=_("Month in which a child was born"),
        choices=[("", _("Select a month")), *MONTHS.items()],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Select a month from the list")},
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "width": "4", "autocomplete": "off"}),
        error_messages={"invalid": _("Enter the year as 4 numbers, for example 2021")},
    )
    reference = one_line(
        _("Or the reference"),
        20,
        "",
        hint=_("Begins with ASK."),
        required=False,
        width="20",
        spellcheck="false",
        autocomplete="off",
    )

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year is not None and not 1990 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Enter the year as 4 numbers, for example 2021"))
        return year

    def clean(self):
        said = self.cleaned_data
        month, year = said.get("month"), said.get("year")
        if month and not year and "year" not in self.errors:
            self.add_error("year", _("Enter the year as 4 numbers, for example 2021"))
        elif year and not month and "month" not in self.errors:
            self.add_error("month", _("Select a month from the list"))
        elif not (month or year or said.get("reference") or self.errors):
            self.add_error("month", _("Select a child’s month of birth, or enter the reference"))
        return said

    @property
    def facts(self):
        said = self.cleaned_data
        month = date(said["year"], said["month"], 1) if said["month"] else None
        return {"name": said["name"], "month": month, "reference": said["reference"]}
