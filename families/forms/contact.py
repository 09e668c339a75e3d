"""How to be in touch with somebody, and how not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel, Helps, SafeHours
from familyhubs.govuk.fields import PhoneField

WAYS = [
    ("may_call", _("Call")),
    ("may_voicemail", _("Leave a voicemail")),
    ("may_text", _("Text")),
    ("may_whatsapp", _("WhatsApp")),
    ("may_email", _("Email")),
    ("may_post", _("Write a letter")),
    ("may_video", _("Video call")),
    ("may_come", _("Nothing: they come in and ask")),
]
PLAIN = (
    "phone",
    "email",
    "address",
    "preferred",
    "safe_hours",
    "good_times",
    "never_times",
    "must_not_know",
    "code_word",
    "never_mention",
    "interpreter_language",
    "communication_needs",
    "helps",
)


def said(label, help_text="", max_length=300):
    """One line of what the person told us."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=max_length,
        required=False,
        error_messages={"max_length": _("This must be %(limit_value)d characters or fewer")},
    )


class ContactForm(forms.Form):
    """Whatever is not ticked is not allowed; `seen` is the version of the card on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    phone = PhoneField(label=_("Phone (optional)"), required=False)
    email = forms.EmailField(
        label=_("Email (optional)"),
        required=False,
        error_messages={"invalid": _("Enter an email address, like name@example.com")},
    )
    address = forms.CharField(
        label=_("Address (optional)"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Address must be 400 characters or fewer")},
    )
    ways = forms.MultipleChoiceField(
        label=_("What may we do?"),
        help_text=_("Whatever you leave out, nobody does."),
        choices=WAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select ways from the list")},
    )
    preferred = forms.ChoiceField(
        label=_("Best way (optional)"),
        choices=[("", _("Not said")), *Channel.choices],
        required=False,
        error_messages={"invalid_choice": _("Select a way from the list")},
    )
    safe_hours = forms.MultipleChoiceField(
        label=_("When is it safe? (optional)"),
        choices=SafeHours.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select times from the list")},
    )
    good_times = said(_("Good times, in their words (optional)"))
    never_times = said(_("Never at (optional)"))
    must_not_know = said(_("Who must not know (optional)"))
    code_word = said(_("Code word (optional)"), max_length=60)
    never_mention = said(_("What never to mention (optional)"))
    interpreter_language = said(_("Interpreter: which language (optional)"), max_length=40)
    communication_needs = said(_("What helps them to understand and be understood (optional)"))
    helps = forms.MultipleChoiceField(
        label=_("Which of these help? (optional)"),
        choices=Helps.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select what helps from the list")},
    )

    def __init__(self, *args, card=None, **kwargs):
        initial = {"seen": ""}
        if card:
            initial = {name: getattr(card, name) for name in PLAIN} | {"seen": card.version}
            initial["ways"] = [name for name, words in WAYS if getattr(card, name)]
        super().__init__(*args, initial=initial, **kwargs)

    def what_stands(self):
        """After somebody else's change: what the card says now, where that is not what was typed.

        The next press is made knowing it, so it comes from the version that is shown.
        """
        if not self.is_bound or self["seen"].value() == self.initial["seen"]:
            return []
        self.data = self.data.copy()
        self.data["seen"] = self.initial["seen"]
        return [(self[name].label, self._on_record(name)) for name in self.changed_data]

    def _on_record(self, name):
        """What one field's card says, in words."""
        field, value = self.fields[name], self.initial.get(name) or ""
        if not hasattr(field, "choices"):
            return field.prepare_value(value) or _("Nothing")
        chosen = value if isinstance(value, list) else [value]
        said = [str(words) for choice, words in field.choices if choice in chosen]
        return ", ".join(said) or _("Nothing")

    @property
    def values(self):
        """What the card takes."""
        values = dict(self.cleaned_data)
        ways = values.pop("ways")
        return values | {name: name in ways for name, words in WAYS}
