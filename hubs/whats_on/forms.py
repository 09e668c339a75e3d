"""What a family tells us to book a place: as little as will do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel, SafeHours
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed

from ..members.forms import hears_field


def words(label, longest, *, hint="", rows=2):
    """An optional answer in one's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
        widget=forms.Textarea({"rows": rows}),
    )


def number(label):
    return PhoneField(
        label=label,
        required=False,
        error_messages={
            "required": _("Enter a phone number, like 07700 900 982"),
            "max_length": _("Enter a phone number, like 07700 900 982"),
        },
    )


class BookingForm(forms.Form):
    """A name, one safe way to reach them, and what they need."""

    name = forms.CharField(
        label=_("What can we call you?"),
        help_text=_("A first name is enough."),
        max_length=100,
        error_messages={
            "required": _("Enter a name we can call you by"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.TextInput({"autocomplete": "given-name", "width": "20"}),
    )
    way = forms.ChoiceField(
        label=_("How can we reach you safely?"),
        help_text=_("We use it only about this booking, for example if it is cancelled."),
        choices=[
            (Channel.TEXT, _("Text message")),
            (Channel.EMAIL, _("Email")),
            (Channel.CALL, _("Phone call")),
            (Channel.IN_PERSON, _("Do not contact me. I will ask or look online")),
        ],
        widget=forms.RadioSelect(
            {"reveals": {Channel.TEXT: "text_phone", Channel.EMAIL: "email", Channel.CALL: "phone"}}
        ),
        error_messages={
            "required": _("Select how we can reach you"),
            "invalid_choice": _("Select how we can reach you"),
        },
    )
    text_phone = number(_("Mobile number for texts"))
    phone = number(_("Phone number"))
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages={
            name: _("Enter an email address, like name@example.com")
            for name in ("required", "invalid", "max_length")
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    children_ages = forms.CharField(
        label=_("How old are the children who come? (optional)"),
        help_text=_("For example: 8 months and 3 years."),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
        widget=forms.TextInput({"width": "20", "autocomplete": "off"}),
    )
    access_needs = words(
        _("Is there anything you need to take part? (optional)"),
        300,
        hint=_("For example step-free access, an interpreter, an allergy or an illness."),
    )
    emergency_contact = words(
        _("Whom can we ring in an emergency? (optional)"),
        200,
        hint=_("A name and a number. We ring only if somebody is hurt or ill at the session."),
        rows=1,
    )
    safe_hours = forms.MultipleChoiceField(
        label=_("When is a good time? (optional)"),
        required=False,
        choices=SafeHours.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select a time from the list")},
    )
    never_times = words(_("Times when we must not get in touch (optional)"), 300)
    must_not_know = words(_("Is there anyone who must not know? (optional)"), 300)
    # For machines, who fill in everything.
    website = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        max_length=100_000,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = forms.CharField(
        required=False,
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("Open this page again, then send it")},
    )

    CAREFUL = ("safe_hours", "never_times", "must_not_know")

    def __init__(self, *args, joins=None, **kwargs):
        super().__init__(*args, **kwargs)
        if joins:
            # Who registers a birth is asked whether they want to join the hub (R029): none ticked.
            self.fields["way"].help_text = _(
                "We use it for this booking, and for what you tick below."
            )
            self.fields["hears"] = hears_field(
                _("Join %s, and hear about (optional)") % joins,
                _("It is free, and one click stops it. We send you a link to say yes."),
            )

    def clean(self):
        settle_revealed(self)
        if self.cleaned_data.get("hears") and not self.may_be_written_to:
            self.add_error(
                "hears",
                _(
                    "Untick these, or choose text or email above and say nothing in “Should we be"
                    " careful”. You can always join at the desk"
                ),
            )
        return self.cleaned_data

    @property
    def may_be_written_to(self):
        """Whether a machine may: a way that it can use, and nobody who must not know."""
        answers = self.cleaned_data
        said = answers.get("must_not_know") or answers.get("never_times")
        return answers.get("way") in (Channel.TEXT, Channel.EMAIL) and not said

    @property
    def joining(self):
        """What the action takes that asks whether they want to join, or None."""
        answers = self.cleaned_data
        if not answers.get("hears"):
            return None
        told = {name: self.told[name] for name in ("contact", "name", "form_key")}
        return told | {"hears": answers["hears"], "children": [], "heard_of": "birth"}

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Clear the box that should be empty, then send it again"))
        return ""

    @property
    def careful_is_open(self):
        """Whether the part that most leave closed holds something to mend."""
        return self.is_bound and any(name in self.errors for name in self.CAREFUL)

    @property
    def told(self):
        """What the action takes."""
        answers = self.cleaned_data
        way = answers["way"]
        contact = {
            "preferred": way,
            "phone": answers["text_phone"] or answers["phone"],
            "email": answers["email"],
            "may_text": way == Channel.TEXT,
            "may_call": way == Channel.CALL,
            "may_email": way == Channel.EMAIL,
            **{name: answers[name] for name in self.CAREFUL},
        }
        rest = ("name", "children_ages", "access_needs", "emergency_contact", "form_key")
        return {"contact": contact, **{name: answers[name] for name in rest}}
