"""Corrections of notes, and members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..models import MemberRole
from .once import OnceForm
from .part_dates import PartDateField

YES_NO_UNKNOWN = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]


class PeopleField(forms.ModelMultipleChoiceField):
    """People of one family, by the name they go by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return str(person)


class AmendForm(forms.Form):
    """The corrected words, and why; the first ones stay."""

    summary = forms.CharField(
        label=_("Summary"),
        max_length=300,
        error_messages={
            "required": _("Enter a summary"),
            "max_length": _("Summary must be 300 characters or fewer"),
        },
    )
    body = forms.CharField(
        label=_("What was said or done (optional)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = forms.CharField(
        label=_("Why are you correcting it?"),
        max_length=200,
        error_messages={
            "required": _("Enter why you are correcting it"),
            "max_length": _("The reason must be 200 characters or fewer"),
        },
    )


class MemberForm(OnceForm):
    """Somebody who belongs to the family, as they give their own name."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a full name"),
            "max_length": _("Full name must be 200 characters or fewer"),
        },
    )
    role = forms.ChoiceField(
        label=_("Who are they in the family?"),
        choices=MemberRole.choices,
        widget=forms.RadioSelect(attrs={"reveals": {MemberRole.UNBORN: "due_on"}}),
        error_messages={"required": _("Select who they are in the family")},
    )
    due_on = DateField(label=_("Due date (optional)"), called=_("Due date"), required=False)
    born_on = PartDateField(
        label=_("Date of birth (optional)"),
        called=_("Date of birth"),
        help_text=_("For example, 27 3 2007. Leave out the day, or day and month, if not known."),
        must_be="today or past",
    )
    relationship = forms.CharField(
        label=_("Relationship (optional)"),
        help_text=_("For example, mother, grandfather, kinship carer."),
        max_length=60,
        required=False,
    )
    has_parental_responsibility = forms.ChoiceField(
        label=_("Do they hold parental responsibility? (optional)"),
        choices=YES_NO_UNKNOWN,
        required=False,
    )
    lives_with = forms.BooleanField(label=_("Lives with the family"), required=False, initial=True)

    def clean_has_parental_responsibility(self):
        said = self.cleaned_data["has_parental_responsibility"]
        return {"yes": True, "no": False}.get(said)

    def clean(self):
        if self.cleaned_data.get("role") != MemberRole.UNBORN:
            self.cleaned_data["due_on"] = None
            self.errors.pop("due_on", None)
        return self.cleaned_data

    @property
    def values(self):
        values = super().values
        values["born_on"], values["born_accuracy"] = values["born_on"]
        return values


class MemberLeavesForm(forms.Form):
    """Why somebody no longer belongs to the family."""

    reason = forms.CharField(
        label=_("Why are they leaving this family?"),
        help_text=_("For example, moved out, in this record by mistake."),
        max_length=200,
        error_messages={
            "required": _("Enter why they are leaving"),
            "max_length": _("The reason must be 200 characters or fewer"),
        },
    )
