"""A review: scores for every open goal, what was found, and the next date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from .goals import score_field
from .plans import LONG


class ReviewForm(forms.Form):
    """One page for the whole review."""

    summary = forms.CharField(
        label=_("What did you find together?"),
        help_text=_("What got better, what is hard, and what each child said, seen or not."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Enter what you found together")},
    )
    next_due_on = DateField(
        label=_("Next review"),
        called=_("Next review"),
        must_be="future",
        error_messages={"required": _("Enter the day of the next review")},
    )

    def __init__(self, *args, goals, weeks, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = list(goals)
        for goal in self.goals:
            self.fields[f"ours_{goal.pk}"] = score_field(_("Your score"))
            self.fields[f"theirs_{goal.pk}"] = score_field(_("The family’s score"), required=False)
        self.fields["next_due_on"].help_text = _("Within %(weeks)s weeks.") % {"weeks": weeks}

    def rows(self):
        """Each goal with its two boxes."""
        return [(goal, self[f"ours_{goal.pk}"], self[f"theirs_{goal.pk}"]) for goal in self.goals]

    def values(self):
        """What the action takes."""
        given = self.cleaned_data
        scores = {
            goal: (given[f"ours_{goal.pk}"], given[f"theirs_{goal.pk}"]) for goal in self.goals
        }
        return {
            "summary": given["summary"],
            "next_due_on": given["next_due_on"],
            "scores": scores,
        }
