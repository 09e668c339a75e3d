"""What a family types to stop sharing, with a receipt's code or without one."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from hubs.models import Hub

from ..receipts import by_code

TOO_LONG = _("This must be %(limit_value)d characters or fewer")


class CodeForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("It is on the paper we gave you. It has 12 letters and numbers."),
        max_length=60,
        widget=forms.TextInput(attrs={"width": 20, "autocomplete": "off"}),
        error_messages={"required": _("Enter your code"), "max_length": _("Enter your code")},
    )

    def clean_code(self):
        """Whose it is stands on the form; a wrong code and an old one get the same words."""
        self.receipt = by_code(self.cleaned_data["code"])
        if self.receipt is None:
            raise forms.ValidationError(
                _("We could not find that code. Check it, or tell us without a code.")
            )
        return self.cleaned_data["code"]


class AskToStopForm(forms.Form):
    """Without a code: who you are, how to reach you, what to stop."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name"), "max_length": TOO_LONG},
    )
    born_on = DateField(
        label=_("Your date of birth"),
        help_text=_("So that we find the right person."),
        called=_("Your date of birth"),
        must_be="today or past",
        error_messages={"required": _("Enter your date of birth")},
    )
    reach = forms.CharField(
        label=_("How can we reach you safely?"),
        help_text=_("A phone number or email, and when. Tell us if someone must not know."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter how we can reach you safely"), "max_length": TOO_LONG},
    )
    what = forms.CharField(
        label=_("What should we stop?"),
        help_text=_("For example: stop telling the school about us. You need not say why."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what we should stop"), "max_length": TOO_LONG},
    )
    hub = forms.ModelChoiceField(
        label=_("Which family hub is nearest to you?"),
        queryset=Hub.objects.none(),
        empty_label=_("Choose a hub"),
        error_messages={"required": _("Choose a hub"), "invalid_choice": _("Choose a hub")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = Hub.objects.order_by("name")

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()
