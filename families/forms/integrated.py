"""Telling a family of an integrated team, and what it says against it (access.md B)."""

from django import forms

from ..models import Person
from .access import reason_field
from .days import day_field, moment_of


class TellOfTeamForm(forms.Form):
    """Which team, and who in the family was told."""

    team = forms.ChoiceField(
        label="Which team?",
        help_text="Tell them who is in it, what it sees, and that they may say no.",
        error_messages={
            "required": "Select the team",
            "invalid_choice": "Select the team from the list",
        },
    )
    told = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who was told?",
        empty_label="Select a person",
        error_messages={
            "required": "Select who was told",
            "invalid_choice": "Select a person from the list",
        },
    )
    on = day_field("When?")

    def __init__(self, *args, named, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {f"{row.team_id}:{row.agreement.organisation_id}": row for row in named}
        self.fields["team"].choices = [
            ("", "Select the team"),
            *(
                (key, f"{row.team}, with {row.agreement.organisation}")
                for key, row in self.known.items()
            ),
        ]
        self.fields["told"].queryset = people

    def said(self):
        """As the action takes it."""
        row = self.known[self.cleaned_data["team"]]
        return {
            "team": row.team,
            "organisation": row.agreement.organisation,
            "told": self.cleaned_data["told"],
            "happened_at": moment_of(self.cleaned_data["on"]),
        }


class ObjectToTeamForm(forms.Form):
    """Who objects, and in what words."""

    objected_by = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who objects?",
        empty_label="Select a person",
        error_messages={
            "required": "Select who objects",
            "invalid_choice": "Select a person from the list",
        },
    )
    said = reason_field("What did they say?", "Enter what they said")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objected_by"].queryset = people
