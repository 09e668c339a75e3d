"""Referring a family to a service, passing it on, and what came of it (R026)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import CrossOutcome, PassedOn, Person
from .agreements import PersonField
from .once import OnceForm

BY_HAND = [(way, way.label) for way in (PassedOn.PHONE, PassedOn.POST, PassedOn.IN_PERSON)]


class ReferForm(OnceForm):
    """Whom the service is asked to help, and why."""

    person = PersonField(
        label=_("Whom is it about?"),
        queryset=Person.objects.none(),
        empty_label=_("The whole family"),
        blank=True,
        initial="",
        required=False,
        error_messages={"invalid_choice": _("Select somebody in this family")},
    )
    reason = forms.CharField(
        label=_("Why do you refer them?"),
        help_text=_("The service reads this. Write only what it needs to help."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5, "count": True}),
        error_messages={
            "required": _("Enter why you refer them"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class PassOnForm(forms.Form):
    """How the service was told."""

    how = forms.ChoiceField(
        label=_("How did you tell the service?"),
        choices=BY_HAND,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how you told the service")},
    )


class CrossOutcomeForm(forms.Form):
    """What came of it, as far as anybody knows."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=CrossOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it")},
    )
    said = forms.CharField(
        label=_("Anything to add? (optional)"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("This must be 300 characters or fewer")},
    )
    seen = forms.ChoiceField(
        choices=[("", ""), *CrossOutcome.choices], required=False, widget=forms.HiddenInput
    )
