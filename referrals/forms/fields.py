"""What the pages for families share: short and long answers, and a page's form."""

from django import forms
from django.utils.translation import gettext_lazy as _


def one_line(label, longest, message, *, hint="", required=True, **attrs):
    """A short text field whose two messages are its own."""
    messages = {"required": message, "max_length": _("Use fewer words here")}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        error_messages=messages,
        widget=forms.TextInput(attrs),
    )


def words(label, longest, *, hint="", rows=3, **attrs):
    """A longer optional text field; line ends count as one character each."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
        widget=forms.Textarea({"rows": rows, **attrs}),
    )


class AskForm(forms.Form):
    """One page of the journey; `journey` holds the answers given so far."""

    template = "ask/step.html"
    title = ""
    not_on_paper = ()

    def __init__(self, *args, journey, **kwargs):
        super().__init__(*args, **kwargs)
        self.journey = journey

    @staticmethod
    def suggested(journey):
        """What stands in the fields of a page that was never sent."""
        return {}
