"""The small forms of a family that looks where its request is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import PhoneField

from .fields import words

WORDS = 5_000
NOT_FOUND = _("We cannot show a request with these. Check both, or ring us")


class WhereForm(forms.Form):
    """The reference, and something that only the sender and we should know."""

    reference = forms.CharField(
        label=_("Your reference"),
        max_length=40,
        help_text=_("Like ASK-7K3M-2Q9T. Capitals do not matter."),
        error_messages={"required": _("Enter your reference"), "max_length": NOT_FOUND},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "width": "20"}),
    )
    known = forms.CharField(
        label=_("The phone number or email address you gave us"),
        max_length=254,
        error_messages={
            "required": _("Enter the phone number or email address you gave us"),
            "max_length": NOT_FOUND,
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    # What was typed on another page after its time: carried along until it is sent.
    unsent = forms.CharField(required=False, widget=forms.HiddenInput)
    goto = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_known(self):
        """As contact cards keep them."""
        typed = self.cleaned_data["known"].strip()
        if "@" in typed:
            return typed
        try:
            return PhoneField().clean(typed)
        except forms.ValidationError:
            return typed


class AddForm(forms.Form):
    """What has changed, or was forgotten."""

    words = words(
        _("What would you like to add?"),
        WORDS,
        rows=6,
        label_as_heading=True,
        count=True,
        threshold="80",
    )

    def clean_words(self):
        if not self.cleaned_data["words"].strip():
            raise forms.ValidationError(_("Enter what you would like to add"))
        return self.cleaned_data["words"]


class TakeBackForm(forms.Form):
    """Nobody needs a reason to want no help."""

    words = words(_("Is there anything you want to tell us? (optional)"), WORDS, rows=3)


# The forms about a followed request, by the name of their page.
FORMS = {"add": AddForm, "take_back": TakeBackForm}
