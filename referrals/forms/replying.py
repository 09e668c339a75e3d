"""What the referrer is told, and how a professional asks how a referral stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.forms import settle_revealed
from familyhubs.references import read_reference

from .fields import one_line
from .safe_contact import email_field

LONGEST = 2_000


def own_words(label, message, **attrs):
    """A longer text that must say something."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        error_messages={"required": message, "max_length": _("Use fewer words here")},
        widget=forms.Textarea(attrs),
    )


class TellForm(forms.Form):
    """The drafted words, to be edited; or why nobody is told."""

    how = forms.ChoiceField(
        label=_("Tell the referrer?"),
        choices=[("tell", _("Yes, with these words")), ("leave", _("No"))],
        initial="tell",
        widget=forms.RadioSelect({"small": True, "reveals": {"tell": "words", "leave": "why_not"}}),
        error_messages={
            "required": _("Select whether to tell them"),
            "invalid_choice": _("Select whether to tell them"),
        },
    )
    words = own_words(_("What they read"), _("Enter what they are told"), rows=9)
    why_not = own_words(_("Why are they not told?"), _("Enter why they are not told"), rows=3)

    def __init__(self, *args, has_address=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_address:
            _tell, leave = self.fields["how"].choices
            told = _("I have rung them and said this: we know no address of theirs")
            self.fields["how"].choices = [("tell", told), leave]
            self.fields["how"].initial = None

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data


class StandingForm(forms.Form):
    """The reference and the address that was confirmed."""

    reference = one_line(
        _("Reference"),
        40,
        _("Enter the reference"),
        hint=_("For example ASK-2B4C-D5F6"),
        width="20",
    )
    email = email_field(_("The work email address you confirmed"))

    def clean_reference(self):
        return read_reference(self.cleaned_data["reference"], "ASK")
