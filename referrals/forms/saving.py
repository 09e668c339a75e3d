"""The two small forms of saving and coming back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.database.actor import open_with

from ..codes import LONGEST_TYPED, digest_of
from ..models import Draft


class SaveForm(forms.Form):
    """A code to write down; the link by email too, where somebody says that it is safe."""

    email = forms.EmailField(
        label=_("Email address (optional)"),
        required=False,
        max_length=254,
        help_text=_("We send you a link. The email does not say what you wrote. We use it once."),
        error_messages={
            "invalid": _("Enter an email address, like name@example.com"),
            "max_length": _("Enter an email address, like name@example.com"),
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    is_safe = forms.BooleanField(
        label=_("It is safe to email me. Nobody else reads it."), required=False
    )

    def clean(self):
        said = super().clean()
        if said.get("email") and not said.get("is_safe"):
            self.add_error("is_safe", _("Tick that email is safe, or take the email address away"))
        return said


class BackForm(forms.Form):
    """The code, typed as it was written down."""

    code = forms.CharField(
        label=_("What is your code?"),
        max_length=LONGEST_TYPED,
        help_text=_("It has 12 letters and numbers, like CDFG-HJKM-3467. Capitals do not matter."),
        error_messages={
            "required": _("Enter your code"),
            "max_length": _("We do not know that code. Check it and try again"),
        },
        widget=forms.TextInput(
            {
                "label_as_heading": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "width": "20",
            }
        ),
    )
    draft = None

    def clean_code(self):
        typed = self.cleaned_data["code"]
        digest = digest_of(typed)
        open_with(digest)
        self.draft = Draft.objects.opened_by(digest).first()
        if self.draft is None:
            raise forms.ValidationError(
                _("We do not know that code. Check it. It may also be too old, or deleted")
            )
        return typed
