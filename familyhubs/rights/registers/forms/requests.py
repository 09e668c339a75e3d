"""What an officer types about a request, and a worker about what somebody disputes."""

from django import forms

from families.forms.access import reason_field
from families.forms.decisions import long_text
from familyhubs.govuk.fields import DateField
from familyhubs.rights.copies.forms import radios

from ..models import Against, Asker, Came, Decision, Fact, Ground, Kind, Outcome

OFFICERS_KINDS = [(kind, kind.label) for kind in Kind if kind != Kind.COPY]
BY_HAND = [(way, way.label) for way in Came if way != Came.WEB]


def maybe(label, choices, wrong):
    """A choice that only some need."""
    return forms.ChoiceField(
        label=label,
        choices=[("", "None"), *choices],
        required=False,
        error_messages={"invalid_choice": wrong},
    )


class LogForm(forms.Form):
    """What came by letter, telephone or in person."""

    kind = radios("What do they ask?", OFFICERS_KINDS, "Select what they ask")
    against = maybe(
        "Where they object: to what?", Against.choices, "Select what they object to from the list"
    )
    name = reason_field("Who asks?", "Enter who asks")
    asker = radios("For whom?", Asker.choices, "Select for whom they ask")
    about = reason_field(
        "About whom, where it is not themselves? (optional)", "", required=False, max_length=500
    )
    reach = long_text("How can we reach them safely?", "Enter how we can reach them safely")
    what = long_text("What do they say?", "Enter what they say")
    came = radios("How did it come?", BY_HAND, "Select how it came")
    received_on = DateField(
        label="When did it come?",
        called="The day it came",
        must_be="today or past",
        error_messages={"required": "Enter when it came"},
    )


class MatchForm(forms.Form):
    """Which family it is about: one of those that the officer has a case for."""

    family = forms.ModelChoiceField(
        queryset=None,
        label="Which family is it about?",
        help_text="Families that you have an open case for.",
        error_messages={
            "required": "Select the family",
            "invalid_choice": "Select a family that you have an open case for",
        },
    )

    def __init__(self, *args, families, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = families
        self.fields["family"].label_from_instance = lambda family: family.reference


class ExtendForm(forms.Form):
    """Why it is complex, as whoever asked was told."""

    why = long_text("What did you tell whoever asked?", "Enter what you told them")


class DecideForm(forms.Form):
    """A person's decision, with the law's ground for a no."""

    decision = radios("What do you decide?", Decision.choices, "Select what you decide")
    ground = maybe(
        "Where any part is refused: on which ground?",
        Ground.choices,
        "Select a ground from the list",
    )
    answer = long_text(
        "What is your answer, in plain words?",
        "Enter your answer",
        help_text="Say too that they can ask the Information Commissioner, and how.",
    )


class CloseForm(forms.Form):
    """How the answer reached them."""

    told_how = long_text("How and when did they get the answer?", "Enter how they got the answer")


class ButtonForm(forms.Form):
    """Nothing to type: the button is the answer."""


class DisputeForm(forms.Form):
    """Who says that a line of the timeline is wrong."""

    said_by = forms.ModelChoiceField(
        queryset=None,
        label="Who says so?",
        error_messages={
            "required": "Select who says so",
            "invalid_choice": "Select somebody of this family",
        },
    )
    words = long_text("What do they say, in their own words?", "Enter what they say")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset = people


class DisputeFactForm(DisputeForm):
    """The same, of a fact about a person."""

    fact = radios("What is wrong?", Fact.choices, "Select what is wrong")


class DecideDisputeForm(forms.Form):
    """Corrected, or it stays."""

    outcome = radios("What do you decide?", Outcome.choices, "Select what you decide")
    why = long_text("Why?", "Enter why")
