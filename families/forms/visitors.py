"""For whom business support acts, and which families an inspector reads (access.md A10, A12)."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from familyhubs.accounts.models import User
from familyhubs.govuk.fields import DateField
from familyhubs.references import read_reference
from hubs.models import Hub

from .access import reason_field
from .decisions import long_text

MOST = 200


def last_day_field():
    return DateField(
        label="Last day",
        called="The last day",
        must_be="today or future",
        error_messages={"required": "Enter the last day"},
    )


def person_field(label, missing):
    return forms.ModelChoiceField(
        User.objects.none(),
        label=label,
        empty_label="Select a person",
        error_messages={"required": missing, "invalid_choice": "Select a person from the list"},
    )


class ActForForm(forms.Form):
    """Who acts for whom, and until when."""

    person = person_field("Who in business support?", "Select who in business support")
    whom = forms.ChoiceField(
        label="For whom do they act?",
        error_messages={
            "required": "Select a worker or a team",
            "invalid_choice": "Select a worker or a team from the list",
        },
    )
    last_day = last_day_field()

    def __init__(self, *args, people, workers, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.known = {f"worker:{one.pk}": {"worker": one} for one in workers}
        self.known |= {f"team:{one.pk}": {"team": one} for one in teams}
        self.fields["whom"].choices = [
            ("", "Select a worker or a team"),
            ("Workers", [(f"worker:{one.pk}", str(one)) for one in workers]),
            ("Teams", [(f"team:{one.pk}", str(one)) for one in teams]),
        ]

    def said(self):
        """As the action takes it."""
        last_day = self.cleaned_data["last_day"]
        return {"last_day": last_day} | self.known[self.cleaned_data["whom"]]


class InspectionForm(forms.Form):
    """An inspector, what for, until when, and which families."""

    inspector = person_field("Who inspects?", "Select who inspects")
    purpose = long_text(
        "What is the inspection for?",
        "Enter what the inspection is for",
        help_text="Who asked for it, and by what right. No names of families.",
    )
    last_day = last_day_field()
    how = forms.ChoiceField(
        label="How are the families chosen?",
        choices=[("named", "By reference"), ("sample", "At random")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the families are chosen"},
    )
    references = forms.CharField(
        label="References, one on each line (only where they are chosen by reference)",
        help_text="For example, FH-7K3M-2Q9T.",
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": f"Enter at most {MOST} references"},
    )
    size = forms.IntegerField(
        label="How many families? (only at random)",
        required=False,
        validators=[
            MinValueValidator(1, f"Enter how many families, from 1 to {MOST}"),
            MaxValueValidator(MOST, f"Enter how many families, from 1 to {MOST}"),
        ],
        widget=forms.NumberInput(attrs={"width": "5"}),
        error_messages={"invalid": f"Enter how many families, from 1 to {MOST}"},
    )
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label="Of which hub? (only at random)",
        required=False,
        empty_label="All hubs",
        error_messages={"invalid_choice": "Select a hub from the list"},
    )
    only_open = forms.BooleanField(
        label="Only families that somebody works with now (only at random)", required=False
    )

    def __init__(self, *args, inspectors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = inspectors
        self.fields["hub"].queryset = Hub.objects.all()

    def clean_references(self):
        found = []
        for line in self.cleaned_data["references"].split():
            reference = read_reference(line, "FH")
            if not reference:
                raise forms.ValidationError(f"“{line[:40]}” is not a reference of a family")
            found.append(reference)
        if len(found) > MOST:
            raise forms.ValidationError(f"Enter at most {MOST} references")
        return found

    def clean(self):
        cleaned = super().clean()
        how = cleaned.get("how")
        if how == "named" and not cleaned.get("references") and "references" not in self.errors:
            self.add_error("references", "Enter the references of the families")
        if how == "sample" and not cleaned.get("size") and "size" not in self.errors:
            self.add_error("size", f"Enter how many families, from 1 to {MOST}")
        return cleaned

    def said(self):
        """As the action takes it: the references, or the filter of the sample."""
        names = ("inspector", "purpose", "last_day")
        names += (
            ("references",) if self.cleaned_data["how"] == "named" else ("size", "hub", "only_open")
        )
        return {name: self.cleaned_data[name] for name in names}


class DecideInspectionForm(forms.Form):
    """Whether the second person agrees."""

    is_agreed = forms.TypedChoiceField(
        label="Do you agree to this list?",
        choices=[("yes", "Yes, open these families to the inspector"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no"},
    )
    answer = forms.CharField(
        label="If not, why?",
        max_length=300,
        required=False,
        error_messages={"max_length": "This must be 300 characters or fewer"},
    )


class CheckInForm(forms.Form):
    """How a family is six months after closing."""

    how_they_are = reason_field(
        "How are they now?",
        "Enter how they are",
        max_length=250,
        help_text="In a sentence. Where they want help again, raise a request as for any family.",
    )


class EndEarlyForm(forms.Form):
    """Why something ends before its last day."""

    reason = reason_field("Why is it ending?", "Enter why it is ending")
