"""How a family may be reached safely, as somebody else writes it down for them (R064)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.joining import NEEDS
from familyhubs.contact.models import Channel as Way
from familyhubs.contact.models import Helps, SafeHours
from familyhubs.govuk.fields import PhoneField
from familyhubs.languages.known import named

from .fields import one_line, words
from .reach import PHONE_WAYS

OF_THE_CARD = (
    "phone",
    "email",
    "address",
    "safe_hours",
    "good_times",
    "never_times",
    "must_not_know",
    "never_mention",
    "code_word",
    "helps",
    "communication_needs",
)
# In these somebody may have told of a danger.
IN_WORDS = (
    "good_times",
    "never_times",
    "must_not_know",
    "never_mention",
    "communication_needs",
)


def email_field(label, **kwargs):
    """An email address, whose messages show how one looks."""
    said = _("Enter an email address, like name@example.com")
    messages = {"required": said, "invalid": said, "max_length": said}
    return forms.EmailField(label=label, max_length=254, error_messages=messages, **kwargs)


def several(label, choices, message, **attrs):
    """An optional choice of several."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True, **attrs}),
        error_messages={"invalid_choice": message},
    )


def ways_field(label, in_person, message):
    """The ways that are safe; what is not ticked is not allowed."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[
            (Way.CALL, _("Phone call")),
            (Way.TEXT, _("Text message")),
            (Way.WHATSAPP, _("WhatsApp")),
            (Way.VIDEO, _("Video call")),
            (Way.EMAIL, _("Email")),
            (Way.POST, _("Letter")),
            (Way.IN_PERSON, in_person),
        ],
        widget=forms.CheckboxSelectMultiple(
            {"small": True, "reveals": {"call": "voicemail", "post": "address"}}
        ),
        error_messages={"required": message, "invalid_choice": _("Select a way from the list")},
    )


class SafeContactForm(forms.Form):
    """The same that a family is asked: ways, times, who must not know, what never to say, help."""

    ways = ways_field(
        _("Safe ways to get in touch"),
        _("In person only"),
        _("Select at least one safe way to get in touch"),
    )
    voicemail = forms.BooleanField(label=_("A voicemail is safe"), required=False)
    phone = PhoneField(label=_("Phone number"), required=False)
    email = email_field(_("Email address"), required=False)
    address = forms.CharField(
        label=_("Address for letters"),
        required=False,
        max_length=400,
        error_messages={
            "required": _("Enter the address for letters"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.Textarea({"rows": 3}),
    )
    preferred = forms.ChoiceField(
        label=_("Best way (optional)"),
        choices=[("", _("Not said")), *Way.choices],
        required=False,
        error_messages={"invalid_choice": _("Select a way from the list")},
    )
    safe_hours = several(
        _("When is it safe? (optional)"), SafeHours.choices, _("Select a time from the list")
    )
    good_times = words(_("Good times, in their words (optional)"), 300, rows=2)
    never_times = words(_("Never at these times (optional)"), 300, rows=2)
    must_not_know = words(_("Who must not know? (optional)"), 300, rows=2)
    never_mention = words(_("What must we never do or mention? (optional)"), 300, rows=2)
    code_word = one_line(_("Code word (optional)"), 40, "", required=False, width="10")
    interpreter_language = one_line(
        _("Interpreter for which language, or sign language? (optional)"),
        40,
        "",
        required=False,
        width="20",
    )
    helps = several(
        _("What helps them to talk with us? (optional)"),
        Helps.choices,
        _("Select from the list"),
    )
    communication_needs = words(_("What else helps? (optional)"), 500, rows=2)

    def settle_reach(self):
        """For clean(), after settle_revealed: each way has what it needs to reach somebody by."""
        said = self.cleaned_data
        ways = set(said.get("ways", ()))
        if ways & PHONE_WAYS and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Enter a phone number, like 07700 900 982"))
        if Way.EMAIL in ways and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter an email address, like name@example.com"))
        if said.get("preferred") and ways and said["preferred"] not in ways:
            self.add_error("preferred", _("Select one of the ways that are safe"))

    def card(self):
        """The values of the contact card: what was not said is not allowed."""
        said, ways = self.cleaned_data, self.cleaned_data["ways"]
        language = said["interpreter_language"]
        known = named(language)
        return {
            **{name: said[name] for name in OF_THE_CARD},
            **{allowed: way in ways for way, allowed in NEEDS.items()},
            "may_voicemail": bool(said["voicemail"]) and Way.CALL in ways,
            "may_come": Way.IN_PERSON in ways,
            "preferred": said["preferred"] or (ways[0] if len(ways) == 1 else ""),
            "interpreter_language": known.name if known else language,
        }

    def contact_words(self):
        """All that was written about how to reach them.

        An address is kept only where letters are wanted, and read all the same.
        """
        said = [self.cleaned_data.get(name, "") for name in IN_WORDS]
        return [*said, self.data.get(self.add_prefix("address"), "")]
