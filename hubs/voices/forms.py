"""What staff type of what families said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..whats_on.staff_forms import line, one_of


class YouSaidForm(forms.Form):
    """What families said, what was done, and when."""

    hub = one_of(None, _("Hub"), _("Select a hub"), _("Select the hub"))
    said = line(
        _("What did families say?"),
        _("Enter what families said"),
        500,
        help_text=_("In their words, where you can. For example: There is nothing on Saturdays."),
        widget=forms.Textarea({"rows": 3}),
    )
    did = line(
        _("What did you do?"),
        _("Enter what you did"),
        1_000,
        help_text=_("Short words. If you could not do it, say why."),
        widget=forms.Textarea({"rows": 4}),
    )
    done_on = DateField(
        label=_("When was it done?"),
        called=_("The day it was done"),
        must_be="today or past",
        error_messages={"required": _("Enter the day it was done")},
    )

    def __init__(self, *args, hubs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs
        self.fields["hub"].label_from_instance = lambda hub: hub.name
