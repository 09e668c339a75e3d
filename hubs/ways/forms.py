"""What staff type about a way in without a building."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..access import cleaned
from ..languages import NAMES, name_of
from ..models import Channel
from ..whats_on.staff_forms import line, one_of


class WayForm(forms.Form):
    """Phone, text, e-mail, form, chat or app: its number, address or link, and when."""

    hub = one_of(None, _("Hub"), _("Select a hub"), _("Select the hub"))
    channel = forms.ChoiceField(
        label=_("How do families get in touch?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select how families get in touch"),
            "invalid_choice": _("Select how families get in touch"),
        },
    )
    label = line(
        _("What families call it"),
        _("Enter what families call it"),
        80,
        help_text=_("For example: Health visitor advice line"),
    )
    value = line(
        _("Number, address or link"),
        _("Enter the number, address or link"),
        300,
        help_text=_("A phone number, an email address, or a link that begins with https://"),
    )
    hours = line(
        _("When? (optional)"),
        max_length=150,
        help_text=_("For example: Monday to Friday, 9am to 5pm"),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        error_messages={
            "required": _("Select the language"),
            "invalid_choice": _("Select the language from the list"),
        },
    )

    def __init__(self, *args, hubs, everywhere, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs
        self.fields["hub"].label_from_instance = lambda hub: hub.name
        if everywhere:
            self.fields["hub"].required = False
            self.fields["hub"].empty_label = _("The whole network")
        self.fields["language"].choices = sorted(
            ((code, name_of(code)) for code in NAMES), key=lambda pair: pair[1]
        )
        self.fields["language"].initial = "en"

    def clean(self):
        said = super().clean()
        if said.get("channel") and said.get("value"):
            try:
                said["value"] = cleaned(said["channel"], said["value"])
            except ValidationError as wrong:
                self.add_error("value", wrong)
        return said
