"""What staff type when a family wants to stop sharing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.forms import settle_revealed

from ..actions.stopping import KINDS
from ..models import Person
from .access import reason_field
from .agreements import PersonField, organisation_field


class StopSharingForm(forms.Form):
    """What somebody of the family says at the desk or on the telephone."""

    said_by = PersonField(
        label=_("Who says so?"),
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Select who says so"),
            "invalid_choice": _("Select somebody in this family"),
        },
        empty_label=None,
    )
    what = forms.ChoiceField(
        label=_("What shall stop?"),
        choices=[
            ("all", _("Everything shared with, or asked of, other organisations")),
            ("one", _("What is shared with, or asked of, one organisation")),
            ("images", _("Photos, stories and recordings")),
            ("messages", _("Service messages, news, and being asked about research")),
        ],
        widget=forms.RadioSelect(attrs={"reveals": {"one": "organisation"}}),
        error_messages={"required": _("Select what shall stop")},
    )
    organisation = organisation_field(_("Which organisation?"), _("Select the organisation"))
    reason = reason_field(
        _("What did they say?"),
        _("Enter what they said"),
        help_text=_("In their own words if you can. No reason is needed to stop."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset = people
        others = Organisation.objects.exclude(kind="council").filter(ended_on=None)
        self.fields["organisation"].queryset = others

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def values(self):
        values = dict(self.cleaned_data)
        return values | {"purposes": KINDS[values.pop("what")]}


class FinishStopRequestForm(forms.Form):
    """What was done about a request to stop."""

    result = forms.CharField(
        label=_("What was done?"),
        help_text=_("What stopped, and what you told them. If nobody was found, say so."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter what was done"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )
