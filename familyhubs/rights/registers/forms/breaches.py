"""What staff type when something went wrong, and what officers find out."""

from django import forms
from django.utils import timezone

from families.forms.decisions import long_text
from families.forms.once import OnceForm
from familyhubs.govuk.fields import DateField, TimeField
from familyhubs.rights.copies.forms import radios

from ..models import DataKind, Harm


def moment_of(cleaned, day, time):
    """One moment from its two boxes, if both could be read."""
    if not (cleaned.get(day) and cleaned.get(time)):
        return None
    return timezone.make_aware(timezone.datetime.combine(cleaned[day], cleaned[time]))


class ReportForm(OnceForm):
    """One short form: what, and when it was noticed."""

    said = long_text(
        "What do you think went wrong?",
        "Enter what you think went wrong",
        help_text="Whose information, where it went, and what you have done so far.",
    )
    found_day = DateField(
        label="On which day did you notice it?",
        called="The day you noticed it",
        must_be="today or past",
        error_messages={"required": "Enter the day you noticed it"},
    )
    found_time = TimeField(
        label="At what time?",
        help_text="For example, 14:30",
        error_messages={
            "required": "Enter the time you noticed it",
            "invalid": "Enter a time, like 14:30",
        },
    )

    @property
    def facts(self):
        values = self.values
        found_at = moment_of(values, "found_day", "found_time")
        return {"said": values["said"], "found_at": found_at, "key": values["key"]}


class DescribeForm(forms.Form):
    """What happened, to how many, how bad, how it was contained."""

    what = long_text("What happened?", "Enter what happened")
    happened_day = DateField(
        label="When did it happen, if it is known? (optional)",
        called="The day it happened",
        must_be="today or past",
        required=False,
    )
    people_count = forms.IntegerField(
        label="How many people’s information is it, as far as you know?",
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"width": 5, "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many people",
            "invalid": "Enter a whole number, like 12",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 10,000,000 or fewer",
        },
    )
    data_kinds = forms.MultipleChoiceField(
        label="Which kinds of information?",
        choices=DataKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one kind",
            "invalid_choice": "Select kinds from the list",
        },
    )
    harm = radios("How likely is harm?", Harm.choices, "Select how likely harm is")
    contained = long_text("How was it contained?", "Enter how it was contained")

    @property
    def facts(self):
        facts = dict(self.cleaned_data)
        day = facts.pop("happened_day")
        start = timezone.datetime.min.time()
        facts["happened_at"] = day and timezone.make_aware(timezone.datetime.combine(day, start))
        return facts


class YesNoForm(forms.Form):
    """A decision and its reasons."""

    why = long_text("Why?", "Enter why")

    def clean_yes(self):
        return self.cleaned_data["yes"] == "yes"


class RegulatorForm(YesNoForm):
    """Whether the Information Commissioner was told."""

    yes = radios(
        "Is it reported to the Information Commissioner?",
        [("yes", "Yes, it was reported just now"), ("no", "No, harm is unlikely")],
        "Select whether it is reported",
    )
    field_order = ["yes", "why"]

    @property
    def facts(self):
        return {"to_regulator": self.cleaned_data["yes"], "why": self.cleaned_data["why"]}


class PeopleForm(YesNoForm):
    """Whether those whose information it was were told."""

    yes = radios(
        "Are the people told whose information it was?",
        [("yes", "Yes, they were told"), ("no", "No, they need not be told")],
        "Select whether people are told",
    )
    told_on = DateField(
        label="If yes: when were they told?",
        called="The day they were told",
        must_be="today or past",
        required=False,
    )
    field_order = ["yes", "told_on", "why"]

    @property
    def facts(self):
        said = self.cleaned_data
        return {"tells_people": said["yes"], "told_on": said["told_on"], "why": said["why"]}


class LessonsForm(forms.Form):
    """What is done so that it does not happen again."""

    lessons = long_text("What was learnt, and what is done about it?", "Enter what was learnt")
