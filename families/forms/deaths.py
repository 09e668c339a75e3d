"""What is asked when somebody has died, and when that was a mistake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import HowWeKnow
from .part_dates import PartDate, PartDateField
from .said import choice_field, words_field


class DeathForm(forms.Form):
    """When, as far as it is known, and how we know."""

    died = PartDateField(
        label=_("Date of death (optional)"), called=_("Date of death"), must_be="today or past"
    )
    how_we_know = choice_field(
        _("How do you know?"), HowWeKnow.choices, _("Select how you know"), widget=forms.RadioSelect
    )

    @property
    def values(self):
        died_on, accuracy = self.cleaned_data.get("died") or PartDate()
        known = {"died_on": died_on, "died_accuracy": accuracy}
        return known | {"how_we_know": self.cleaned_data["how_we_know"]}


class UndoDeathForm(forms.Form):
    """What was wrong."""

    reason = words_field(
        _("What was wrong?"),
        500,
        _("Enter what was wrong"),
        help_text=_("For example, it was written on the wrong person."),
    )
