"""What a young person and a worker agree about who may know (R063)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpenForm(forms.Form):
    """In the young person's words."""

    words = forms.CharField(
        label=_("What did the young person say, and who may know?"),
        max_length=1_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Enter what they said, and who may know"),
            "max_length": _("Use fewer words here"),
        },
    )
