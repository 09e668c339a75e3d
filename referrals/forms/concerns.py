"""A safeguarding concern as a colleague writes it down, and what a safeguarding lead decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm

from ..models import Answer, Basis, Outcome
from .fields import one_line, words
from .triage import one_of, reason


class RaiseConcernForm(OnceForm):
    """Who is at risk, what was seen or heard, and whether it is happening now."""

    is_now = one_of(
        _("Is it happening now?"), Answer.choices, _("Select whether it is happening now")
    )
    who = one_line(
        _("Who is at risk?"), 200, _("Enter who is at risk"), spellcheck="false", autocomplete="off"
    )
    what = reason(
        _("What did you see, hear or were you told?"),
        _("Enter what you saw, heard or were told"),
        hint=_("Their own words where you can. Say what you know, and what you only think."),
        longest=5_000,
    )
    seen = one_line(
        _("When was it? (optional)"),
        200,
        "",
        required=False,
        hint=_("For example, today when school ended"),
    )
    told = words(_("Whom have you told, and what did they say? (optional)"), 1_000, rows=2)
    family_knows = one_of(
        _("Does the family know that you are raising this?"),
        Answer.choices,
        _("Select whether the family knows"),
        hint=_("Tell them only if that makes nobody less safe."),
    )
    not_told_because = words(
        _("If they do not know: why not? (optional)"),
        500,
        rows=2,
        hint=_("For example, it would make somebody less safe, or there was no time."),
    )


class DecideConcernForm(forms.Form):
    """What was decided, and why."""

    outcome = one_of(_("What did you decide?"), Outcome.choices, _("Select what you decided"))
    basis = forms.ChoiceField(
        label=_("If you pass it on: on what basis?"),
        choices=Basis.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Select on what basis you pass it on")},
    )
    social_care_reference = one_line(
        _("Reference that children’s social care gave (optional)"),
        60,
        "",
        required=False,
        width="20",
        autocomplete="off",
    )
    words = reason(
        _("What was decided, and why?"),
        _("Enter what was decided, and why"),
        longest=5_000,
    )

    def clean(self):
        said = self.cleaned_data
        if said.get("outcome") == Outcome.PASSED_ON and not said.get("basis"):
            self.add_error("basis", _("Select on what basis you pass it on"))
        return said


class AcknowledgeForm(forms.Form):
    """That children's social care has it, and under which reference."""

    reference = one_line(
        _("Reference that children’s social care gave"),
        60,
        _("Enter the reference that children’s social care gave"),
        width="20",
        autocomplete="off",
    )
