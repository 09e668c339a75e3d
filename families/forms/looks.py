"""What a log is searched by, and for whom a family's view of it is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField

from ..models import Person
from .agreements import PersonField


class LooksFilter(forms.Form):
    """Whatever cannot be read is left out."""

    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("look", _("Looks")),
            ("search", _("Searches that found it")),
            ("export", _("Exports and receipts")),
            ("denial", _("Refusals")),
        ],
    )
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        required=False,
        queryset=Organisation.objects.all(),
        empty_label=_("Every organisation"),
    )
    since = DateField(label=_("From"), called=_("The first day"), required=False)
    until = DateField(label=_("Until"), called=_("The last day"), required=False)


class LooksForForm(forms.Form):
    """For whom, and that nobody is put at risk by it."""

    person = PersonField(
        label=_("Who asks to know?"),
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Select who asks to know"),
            "invalid_choice": _("Select somebody in this family"),
        },
    )
    no_risk = forms.BooleanField(
        label=_("Nobody is put at risk by telling them"),
        error_messages={"required": _("Confirm that nobody is put at risk, or do not tell them")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
