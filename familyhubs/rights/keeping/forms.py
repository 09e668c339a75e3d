"""What an officer types about keeping."""

from django import forms

from families.forms.access import reason_field
from families.forms.decisions import long_text
from families.forms.governance import FindRecordForm
from familyhubs.govuk.fields import DateField

from .models import Rule, Way

YES_OR_NO = (("yes", "Yes"), ("no", "No"))


class ChangeForm(forms.Form):
    """Another period, and why."""

    years = forms.IntegerField(
        label="For how many years?",
        min_value=1,
        max_value=100,
        error_messages={
            "required": "Enter for how many years",
            "invalid": "Enter a number of years, such as 6",
            "min_value": "Enter 1 year or more",
            "max_value": "Enter 100 years or fewer",
        },
    )
    why = long_text("Why?", "Enter why the period must change")


class DecideForm(forms.Form):
    """Whether a second person agrees."""

    agreed = forms.ChoiceField(
        label="Do you agree?",
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no"},
    )

    def clean_agreed(self):
        return self.cleaned_data["agreed"] == "yes"


class DecideBatchForm(DecideForm):
    """The same of a batch, with words for whoever proposed it."""

    answer = forms.CharField(
        label="What should whoever proposed it know? (optional)",
        max_length=200,
        required=False,
        error_messages={"max_length": "This must be 200 characters or fewer"},
    )


class ProposeForm(forms.Form):
    """Which of the records shown, and why."""

    chosen = forms.MultipleChoiceField(
        label="Which records should be erased?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one record",
            "invalid_choice": "Select records that are on this list",
        },
    )
    why = long_text("Why may they go?", "Enter why these records may be erased")

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [
            (str(due.pk), f"{due.reference or 'No reference'}, due since {due.since:%-d %B %Y}")
            for due in rows
        ]


def later_day(label, missing):
    return DateField(
        label=label, called="The day", must_be="future", error_messages={"required": missing}
    )


class KeepForm(forms.Form):
    """Until when one record stays on, and why."""

    until = later_day("Until when is it kept?", "Enter until when it is kept")
    why = reason_field("Why?", "Enter why it is kept longer")


class HoldForm(FindRecordForm):
    """A family by its reference, or a whole kind; why, and when somebody looks at it again."""

    rule = forms.ModelChoiceField(
        label="Or everything of one kind",
        help_text="For a national inquiry, for example.",
        queryset=Rule.objects.filter(way=Way.REVIEWED),
        required=False,
        empty_label="One family only",
        error_messages={"invalid_choice": "Select a kind from the list"},
    )
    why = long_text("Why must it be kept?", "Enter why it must be kept")
    review_on = later_day(
        "When should somebody look at this hold again?", "Enter when to look at it again"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reference"].required = False

    def clean_reference(self):
        return super().clean_reference() if self.cleaned_data["reference"] else ""

    def clean(self):
        data = super().clean()
        if "reference" in data and bool(data["reference"]) == bool(data.get("rule")):
            self.add_error("reference", "Enter the reference of a family, or select a kind")
        return data


class LiftForm(forms.Form):
    """Why a hold ends."""

    why = reason_field("Why does this hold end?", "Enter why this hold ends")
