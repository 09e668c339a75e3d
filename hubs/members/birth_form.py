"""What the desk says of a birth that was registered there."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.forms import settle_revealed

from ..models import Hub
from ..postcodes import Answer, find
from .forms import NO, YES
from .rules import open_months


class BirthForm(forms.Form):
    """Where the family of a newborn lives; the postcode is turned into an area and forgotten."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Open this page again, then send it")
        ),
    )
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Hub"),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select the hub where it was registered"),
            "invalid_choice": _("Select from the list"),
        },
    )
    month = forms.TypedChoiceField(
        label=_("When was it registered?"),
        coerce=date.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={
            name: _("Select the month in which it was registered")
            for name in ("required", "invalid_choice")
        },
    )
    where = forms.ChoiceField(
        label=_("Where does the family live?"),
        choices=[(YES, _("I know their postcode")), (NO, _("Outside our area, or not told"))],
        widget=forms.RadioSelect({"reveals": {YES: "postcode"}}),
        error_messages={
            name: _("Select whether you know their postcode")
            for name in ("required", "invalid_choice")
        },
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("It is turned into an area of about 650 homes at once, and not kept."),
        required=False,
        error_messages={"required": _("Enter the postcode")},
        widget=forms.TextInput({"autocomplete": "off", "width": "10", "spellcheck": "false"}),
    )

    def __init__(self, *args, hubs=None, **kwargs):
        super().__init__(*args, **kwargs)
        if hubs is None:
            for name in ("hub", "month"):
                del self.fields[name]
        else:
            self.fields["hub"].queryset = hubs
            months = open_months(timezone.localdate())
            self.fields["month"].choices = [(day.isoformat(), f"{day:%B %Y}") for day in months]

    def clean(self):
        settle_revealed(self)
        answers = self.cleaned_data
        if answers.get("where") != YES or not answers.get("postcode"):
            return answers
        lookup = find(answers["postcode"])
        if lookup.answer is Answer.MALFORMED:
            self.add_error("postcode", _("We could not read that as a whole postcode"))
        elif not lookup.found:
            said = _("We do not have this postcode. Check it, or select “Outside our area”")
            self.add_error("postcode", said)
        else:
            answers["area"] = lookup.postcode.lsoa
        return answers

    @property
    def told(self):
        """What the action takes."""
        answers = self.cleaned_data
        rest = {name: answers[name] for name in ("hub", "month") if name in answers}
        return rest | {"key": answers["key"], "area": answers.get("area")}
