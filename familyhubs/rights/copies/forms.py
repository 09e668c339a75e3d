"""What an officer types about copies."""

from django import forms

from families.forms.access import reason_field
from families.forms.decisions import long_text
from familyhubs.govuk.fields import DateField
from familyhubs.languages.known import LANGUAGES

from .models import Capacity, Exemption, Mark, PauseKind, Way


def radios(label, choices, missing):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def line(label, **kwargs):
    more = {"max_length": 200, "required": False} | kwargs
    message = {"max_length": f"This must be {more['max_length']} characters or fewer"}
    return forms.CharField(label=label, error_messages=message, **more)


class AskForm(forms.Form):
    """Who asks for whom, in what capacity, since when."""

    person = forms.ModelChoiceField(
        queryset=None,
        label="About whom do they ask?",
        error_messages={
            "required": "Select about whom they ask",
            "invalid_choice": "Select somebody of this family",
        },
    )
    capacity = radios("In what capacity?", Capacity.choices, "Select in what capacity they ask")
    responsibility = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label="Where a parent asks: who answers for the child?",
        help_text="As it is on the child’s record.",
        error_messages={"invalid_choice": "Select somebody from the child’s record"},
    )
    authority = line("Where somebody else asks: what shows their authority?")
    childs_view = long_text(
        "What does the child think, if they are able to decide? (optional)", "", required=False
    )
    asker = long_text("Who asks, and where should the answer go?", "Enter who asks")
    received_on = DateField(
        label="When did it come?",
        called="The day it came",
        must_be="today or past",
        error_messages={"required": "Enter when it came"},
    )

    def __init__(self, *args, people, responsibilities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        field = self.fields["responsibility"]
        field.queryset = responsibilities
        field.label_from_instance = lambda one: f"{one.holder or 'The council'} for {one.child}"


class IdentityForm(forms.Form):
    """What was seen of who they are."""

    shown = reason_field("What did they show, and to whom?", "Enter what they showed")


class PauseForm(forms.Form):
    """What the clock waits for."""

    kind = radios("What do we wait for?", PauseKind.choices, "Select what we wait for")


class ExtendForm(forms.Form):
    """Why it is complex, as whoever asked was told."""

    why = long_text("What did you tell whoever asked?", "Enter what you told them")


class TakeBackForm(forms.Form):
    """How they told us that they want it no more."""

    why = forms.CharField(
        label="How and when did they tell you, and what did they say?",
        max_length=200,
        error_messages={"required": "Enter what they said", "max_length": "Use fewer words here"},
    )


class DecideForm(forms.Form):
    """What becomes of one entry."""

    mark = radios("What becomes of them?", Mark.choices, "Select what becomes of them")
    exemption = forms.ChoiceField(
        label="Where they are held back: under which exemption?",
        choices=[("", "None"), *Exemption.choices],
        required=False,
        error_messages={"invalid_choice": "Select an exemption from the list"},
    )
    why = line("Why does it apply?")


class MarkForm(DecideForm):
    """What becomes of the entries that are selected."""

    chosen = forms.MultipleChoiceField(
        label="Which entries?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one entry",
            "invalid_choice": "Select entries that are on this page",
        },
    )
    field_order = ["chosen"]

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(one.pk), in_short(one)) for one in rows]


def in_short(entry):
    said = "; ".join(f"{name}: {text}" for name, text in entry.facts.items())
    mark = entry.get_mark_display() or "Not marked"
    return f"{entry.what}. {said[:400]} ({mark})"


class BlackOutForm(forms.Form):
    """A passage that is not given."""

    passage = long_text(
        "Which words are blacked out?",
        "Enter the words to black out",
        help_text="Exactly as they stand in the entry. They go wherever they stand in it.",
        strip=False,
    )
    exemption = radios("Under which exemption?", Exemption.choices, "Select the exemption")
    why = reason_field("Why does it apply?", "Enter why it applies")


class AgreeForm(forms.Form):
    """Nothing to type: the button is the answer."""


class ReleaseForm(forms.Form):
    """How the copy left."""

    way = radios(
        "How did they get it?",
        [one for one in Way.choices if one[0] not in (Way.LINK, Way.TAKEN_BACK)],
        "Select how they got it",
    )


class YesForm(forms.Form):
    """Somebody whom an entry is about agreed that it is given."""

    who = reason_field("Who agreed?", "Enter who agreed")
    agreed_on = DateField(
        label="When did they agree?",
        called="The day they agreed",
        must_be="today or past",
        error_messages={"required": "Enter when they agreed"},
    )
    how = reason_field("How do we know?", "Enter how we know that they agreed")


class LinkForm(forms.Form):
    """Where the link goes, and in which language."""

    address = forms.EmailField(
        label="To which email address?",
        help_text="Ask whoever asked, and have them say that nobody else reads it.",
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
            "max_length": "This must be 200 characters or fewer",
        },
    )
    language = radios(
        "In which language do we write to them?",
        [(one.code, one.name) for one in LANGUAGES.values()],
        "Select the language",
    )
