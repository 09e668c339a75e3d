"""Opening a plan, its strengths, its level, its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..levels import Level
from ..models import ClosureReason

LONG = 4000


def level_field(levels, **kwargs):
    """Radios of levels; a level that cannot be chosen is not offered."""
    return forms.TypedChoiceField(
        label=_("Level of need"),
        choices=[(level.value, level.label) for level in levels],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a level of need")},
        **kwargs,
    )


class StrengthsForm(forms.Form):
    """What already goes well (R107)."""

    strengths = forms.CharField(
        label=_("What is going well, and who helps already"),
        help_text=_("The family’s strengths, and the people around them."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        error_messages={"required": _("Enter what is going well")},
    )


class WriteStrengthsForm(StrengthsForm):
    """The same on an open plan, with the mark of the words that stood there."""

    stood = forms.CharField(widget=forms.HiddenInput, required=False)
    stands = ""

    def show_what_stands(self, plan):
        """What was typed stays, and the next answer is to what stands now."""
        self.stands = plan.strengths
        self.data = self.data.copy()
        self.data["stood"] = plan.strengths_mark


class OpenPlanForm(StrengthsForm):
    """A new plan: level, strengths, and when it is first looked at together."""

    level = level_field([level for level in Level if level != Level.STATUTORY])
    review_due_on = DateField(
        label=_("First review"),
        called=_("First review"),
        must_be="future",
        error_messages={"required": _("Enter the day of the first review")},
    )
    field_order = ["level", "strengths", "review_due_on"]

    def __init__(self, *args, weeks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strengths"].required = False
        self.fields["review_due_on"].help_text = _("Within %(weeks)s weeks from today.") % {
            "weeks": weeks
        }


class ChangeLevelForm(forms.Form):
    """Another level of need with the same helpers."""

    to_level = level_field([])
    reason = forms.CharField(
        label=_("Why the level changes"),
        max_length=200,
        error_messages={"required": _("Enter why the level changes")},
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_level"].choices = [
            (level.value, level.label) for level in Level if level not in (now, Level.STATUTORY)
        ]


class ClosePlanForm(forms.Form):
    """Why the plan ends (domain.md 2.10)."""

    reason = forms.ChoiceField(
        label=_("Why does the plan end?"),
        choices=ClosureReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why the plan ends")},
    )
