"""What people type about a contact with a family."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..contacts import REACHED
from ..models import CameOf, Direction, Person, Sensitivity, Way
from .days import day_field, moment_of
from .notes import PeopleField
from .once import OnceForm

STRANGERS = {
    "invalid_choice": _("Select people who are in this family"),
    "invalid_pk_value": _("Select people who are in this family"),
}


class LogContactForm(OnceForm):
    """The way, who was there, what was said and what came of it."""

    way = forms.ChoiceField(
        label=_("How were you in touch?"),
        choices=[("", _("Select a way")), *Way.choices],
        error_messages={"required": _("Select how you were in touch")},
    )
    direction = forms.ChoiceField(
        label=_("Who contacted whom?"),
        choices=Direction.choices,
        initial=Direction.OUT,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": _("Select who contacted whom")},
    )
    happened_on = day_field()
    came_of = forms.ChoiceField(
        label=_("What came of it?"),
        choices=CameOf.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it")},
    )
    present = PeopleField(
        label=_("Who was present? (optional)"),
        queryset=Person.objects.none(),
        required=False,
        error_messages=STRANGERS,
    )
    also_present = forms.CharField(
        label=_("Anybody else (optional)"),
        help_text=_("For example, the health visitor, an interpreter."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("This must be 200 characters or fewer")},
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("One line for the timeline. A call nobody answered needs none."),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Summary must be 300 characters or fewer")},
    )
    body = forms.CharField(
        label=_("In their own words (optional)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("This must be 20,000 characters or fewer")},
    )
    about = PeopleField(
        label=_("Whom is it about? (optional)"),
        help_text=_("Select nobody if it is about the whole family."),
        queryset=Person.objects.none(),
        required=False,
        error_messages=STRANGERS,
    )
    sensitivity = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(s, s.label) for s in (Sensitivity.SHARED, Sensitivity.TEAM)],
        initial=Sensitivity.SHARED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who may read it")},
    )
    next_due_on = DateField(
        label=_("Next contact due (optional)"),
        called=_("Next contact due"),
        must_be="today or future",
        required=False,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.fields["about"].queryset = people

    def clean(self):
        said = self.cleaned_data
        reached = said.get("came_of") in REACHED
        if reached and not said.get("summary") and "summary" not in self.errors:
            self.add_error("summary", _("Enter a summary"))
        return said

    @property
    def values(self):
        values = super().values
        return values | {"happened_at": moment_of(values.pop("happened_on"))}
