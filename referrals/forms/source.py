"""Who a request is counted under."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import SourceCode


class SourceForm(forms.Form):
    """One code of the children-in-need census."""

    source = forms.ChoiceField(
        label=_("Who asks?"),
        choices=[(code, f"{code.label} ({code})") for code in SourceCode],
        error_messages={"required": _("Select who asks"), "invalid_choice": _("Select who asks")},
    )
