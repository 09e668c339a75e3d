"""What a family told us, section by section."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Sensitivity, StorySource
from .days import day_field, moment_of


class StoryForm(forms.Form):
    """In their own words as far as it goes; when and where they told it, and who may read it."""

    words_told = forms.CharField(
        label=_("What they told us"),
        help_text=_("In their own words where you can. They should not have to say it again."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Enter what they told you"),
            "max_length": _("This must be 5,000 characters or fewer"),
        },
    )
    happened_on = day_field()
    source = forms.ChoiceField(
        label=_("Where did they tell it?"),
        choices=[choice for choice in StorySource.choices if choice[0] != StorySource.REQUEST],
        initial=StorySource.TALK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select where they told it")},
    )
    sensitivity = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(s, s.label) for s in (Sensitivity.SHARED, Sensitivity.TEAM)],
        initial=Sensitivity.SHARED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who may read it")},
    )
    stood = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    @property
    def values(self):
        values = dict(self.cleaned_data)
        return values | {"happened_at": moment_of(values.pop("happened_on"))}
