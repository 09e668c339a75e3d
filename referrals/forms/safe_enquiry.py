"""Asked alone whether they are safe, and what a safeguarding lead makes of it (R052)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Told
from ..safe_enquiry import adults_of
from .triage import one_of, reason
from .when import WhenForm

OTHER = "other"


class EnquiryForm(WhenForm):
    """Whom somebody asked alone, and what they said."""

    needs_referral = True
    person = one_of(_("Whom did you ask?"), (), _("Select whom you asked"))
    asked_name = forms.CharField(
        label=_("Their name (only where you selected somebody else)"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
    )
    told = one_of(
        _("What did they tell you when you asked them alone?"),
        Told.choices,
        _("Select what they told you"),
        hint=_(
            "Ask first: are you alone, and is it safe to talk? Use the code word if there is one."
        ),
    )
    note = reason(_("Their own words (optional)"), "", required=False)

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        self.adults = {str(person.pk): person for person in adults_of(referral)}
        if not self.adults:
            del self.fields["person"]
            self.fields["asked_name"].label = _("Whom did you ask?")
            self.initial["asked_name"] = referral.contact_name
            return
        names = [(pk, person.full_name) for pk, person in self.adults.items()]
        self.fields["person"].choices = [*names, (OTHER, _("Somebody else"))]
        if len(names) == 1:
            self.initial["person"] = names[0][0]

    def clean(self):
        said = super().clean()
        chosen, name = said.get("person"), said.get("asked_name", "").strip()
        if self.adults:
            said["person"] = self.adults.get(chosen)
        if said.get("person"):
            said["asked_name"] = ""
        elif (chosen == OTHER or not self.adults) and not name and "asked_name" not in self.errors:
            self.add_error("asked_name", _("Enter the name of whom you asked"))
        return said


class LiftForm(forms.Form):
    """Why joint sessions may be offered after all."""

    reason = reason(
        _("Why may joint sessions be offered after all?"),
        _("Enter the reason"),
        hint=_(
            "What was told stays on the request. Each adult must still say alone that they"
            " are safe."
        ),
    )
