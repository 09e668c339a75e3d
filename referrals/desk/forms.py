"""What is tapped and typed at a desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm

from ..models import Did, EnquiryChannel, Helped
from .topics import CHOICES

TAPPED = [did for did in Did if did != Did.REQUEST]


def chosen(label, choices, said, **kwargs):
    """Radios of which one is taken."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect({"small": True}),
        error_messages={"required": said, "invalid_choice": said},
        **kwargs,
    )


class EnquiryForm(OnceForm):
    """Two taps: what it was about, and what we did, which is the button that sends it."""

    topic = chosen(_("What was it about?"), CHOICES, _("Select what it was about"))
    channel = chosen(
        _("How did it come?"),
        EnquiryChannel.choices,
        _("Select how it came"),
        initial=EnquiryChannel.DESK,
    )
    did = forms.ChoiceField(
        label=_("What did we do?"),
        choices=[(did, did.label) for did in TAPPED],
        error_messages={name: _("Press what we did") for name in ("required", "invalid_choice")},
        widget=forms.HiddenInput,
    )

    @property
    def buttons(self):
        return [(did, did.label) for did in TAPPED]


class HelpedForm(forms.Form):
    """Whether it helped, by one button."""

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Helped.choices,
        error_messages={
            name: _("Press whether it helped") for name in ("required", "invalid_choice")
        },
    )


class PromptForm(forms.Form):
    """The council's own words for one topic; empty for the words that came with the portal."""

    words = forms.CharField(
        label=_("What colleagues read"),
        help_text=_("One thought on each line. Leave it empty to show the words we came with."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 12}),
        error_messages={"max_length": _("What colleagues read must be 2,000 characters or fewer")},
    )
