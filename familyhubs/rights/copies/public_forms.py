"""What whoever asked for their copy types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code that somebody was told by telephone."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("We told you this code. It has 8 letters and numbers."),
        max_length=20,
        widget=forms.TextInput(attrs={"width": 10, "autocomplete": "off"}),
        error_messages={"required": _("Enter your code"), "max_length": _("Enter your code")},
    )

    def add_wrong_code(self):
        self.add_error("code", _("That is not the code. After 5 wrong codes the link closes."))
