"""What staff type of a video or leaflet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..languages import spoken
from ..models import LeafletKind, Topic
from ..whats_on.staff_forms import line, one_of


class LeafletForm(forms.Form):
    """Saving says that it was opened and read today."""

    title = line(
        _("Title"), _("Enter a title"), 120, help_text=_("In its own language, as it says itself.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        error_messages={
            "required": _("Select a language"),
            "invalid_choice": _("Select a language"),
        },
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=LeafletKind.choices,
        widget=forms.RadioSelect({"inline": True}),
        error_messages={
            "required": _("Select a video or a leaflet"),
            "invalid_choice": _("Select a video or a leaflet"),
        },
    )
    topic = one_of(None, _("What is it about?"), _("Select a topic"), _("Select what it is about"))
    url = forms.URLField(
        label=_("Link"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": _("Enter the link"),
            "invalid": _("Enter a link, like https://www.nhs.uk/leaflet"),
            "max_length": _("This must be %(limit_value)d characters or fewer"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.all()
        self.fields["language"].choices = [("", _("Select a language")), *spoken()]
