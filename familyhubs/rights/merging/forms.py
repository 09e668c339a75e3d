"""What somebody types about duplicates."""

from django import forms
from django.db.models import Q

from families.forms.access import reason_field
from families.forms.decisions import long_text
from families.forms.governance import FindRecordForm
from familyhubs.references import read_reference
from hubs.models import Hub

from .models import Alike, Takes

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


class PairFilter(forms.Form):
    """Pairs by hub and by what they share; words that mean nothing find nobody."""

    hub = forms.ModelChoiceField(Hub.objects.all(), required=False, empty_label="All hubs")
    alike = forms.ChoiceField(
        label="Shared", choices=[("", "Anything"), *Alike.choices], required=False
    )

    @property
    def has_chosen(self):
        return any(self.data.get(name) for name in self.fields)

    def found(self, rows):
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return rows.none()
        if hub := self.cleaned_data["hub"]:
            rows = rows.filter(Q(one__hub=hub) | Q(other__hub=hub))
        if alike := self.cleaned_data["alike"]:
            rows = rows.filter(alike__contains=[alike])
        return rows


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


class TwiceForm(forms.Form):
    """Which two entries are of one person."""

    goes = forms.ChoiceField(
        label="Which entry should go?",
        help_text="What stands under it moves to the other one.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select the entry that should go",
            "invalid_choice": "Select somebody in this record",
        },
    )
    stays = forms.ChoiceField(
        label="Which entry stays?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select the entry that stays",
            "invalid_choice": "Select somebody in this record",
        },
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [(str(row.person_id), _in_a_line(row)) for row in members]

    def clean(self):
        said = self.cleaned_data
        if said.get("goes") and said.get("goes") == said.get("stays"):
            self.add_error("stays", "Select another entry than the one that goes")
        return said


def _in_a_line(member):
    person = member.person
    born = f", born {person.born_on:%-d %B %Y}" if person.born_on else ""
    return f"{person.full_name}{born} ({member.get_role_display().lower()})"


class JoinForm(forms.Form):
    """For each value that differs, which of the two stays; and how somebody knows."""

    why = long_text("How do you know that they are one person?", "Enter how you know")

    def __init__(self, *args, goes, stays, **kwargs):
        super().__init__(*args, **kwargs)
        whys = self.fields.pop("why")
        for value in Takes:
            if goes[value] != stays[value]:
                self.fields[value] = _one_of_two(value, goes[value], stays[value])
        self.fields["why"] = whys

    @property
    def takes(self):
        """What comes from the entry that goes."""
        return [value for value in Takes if self.cleaned_data.get(value) == "goes"]


def _one_of_two(value, goes, stays):
    said = f"Select which one is right: {value.label.lower()}"
    return forms.ChoiceField(
        label=value.label,
        choices=[("stays", f"{stays} (the entry that stays)"), ("goes", f"{goes} (the other)")],
        widget=forms.RadioSelect,
        error_messages={"required": said, "invalid_choice": said},
    )
