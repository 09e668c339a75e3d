"""What is tapped and typed at a desk."""

from datetime import datetime

from django import forms
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
