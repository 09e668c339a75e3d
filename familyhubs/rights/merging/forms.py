"""What somebody types about duplicates."""

from django import forms

from families.forms.access import reason_field
from families.forms.decisions import long_text
from families.forms.governance import FindRecordForm
from familyhubs.references import read_reference

YES_OR_NO = (("yes", "Yes"), ("no", "No"))


class SameForm(FindRecordForm):
    """Two records by their references."""

    other = forms.CharField(
        label="Reference of the other record",
        max_length=40,
        error_messages={
            "required": "Enter the reference of the other record",
            "max_length": "Enter the reference of the other record",
        },
    )

    def clean_other(self):
        found = read_reference(self.cleaned_data["other"], "FH")
        if not found:
            raise forms.ValidationError("Enter a reference like FH-7K3M-2Q9T")
        return found


class RejectForm(forms.Form):
    """Why two records are not of one family."""

    why = reason_field("Why are these two families?", "Enter why these are two families")


class ProposeForm(forms.Form):
    """Which record stays, and why they are the same."""

    stays = forms.ChoiceField(
        label="Which record stays?",
        help_text="Everything on the other one moves to it.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select which record stays",
            "invalid_choice": "Select one of the two records",
        },
    )
    why = long_text("How do you know that it is one family?", "Enter how you know")

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [
            (str(family.pk), f"{family.name}, {family.reference}")
            for family in (pair.one, pair.other)
        ]


class DecideForm(forms.Form):
    """Whether a second person agrees, with words for whoever asked."""

    agreed = forms.ChoiceField(
        label="Do you agree?",
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no", "invalid_choice": "Select yes or no"},
    )
    answer = forms.CharField(
        label="What should whoever asked know? (optional)",
        max_length=200,
        required=False,
        error_messages={"max_length": "This must be 200 characters or fewer"},
    )

    def clean_agreed(self):
        return self.cleaned_data["agreed"] == "yes"


class UndoForm(forms.Form):
    """Why a merge was wrong."""

    why = long_text("Why was this merge wrong?", "Enter why this merge was wrong")
