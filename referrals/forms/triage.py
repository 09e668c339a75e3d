"""What an officer types when a request is worked: tries, questions, decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel as Way
from hubs.models import Hub

from ..models import ADVISING, DECLINING, Decision
from .fields import one_line
from .when import WhenForm


def reason(label, message, *, required=True, hint="", longest=2_000):
    """The officer's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        error_messages={"required": message, "max_length": _("Use fewer words here")},
        widget=forms.Textarea({"rows": 4}),
    )


def one_of(label, choices, message, *, hint="", **attrs):
    """A choice of one, whose one message says what to do."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect({"small": True, **attrs}),
        error_messages={"required": message, "invalid_choice": message},
    )


class AdviseForm(WhenForm):
    """Advice or a signpost, and what was said."""

    decision = one_of(
        _("What helped?"),
        [(decision, decision.label) for decision in Decision if decision in ADVISING],
        _("Select what helped"),
    )
    reason = reason(_("What did you tell them?"), _("Enter what you told them"))


class DeclineForm(WhenForm):
    """No further action, and why."""

    decision = one_of(
        _("Why is nothing more needed from us?"),
        [(decision, decision.label) for decision in Decision if decision in DECLINING],
        _("Select why nothing more is needed"),
    )
    reason = reason(_("Reason"), _("Enter the reason"))


class EscalateForm(WhenForm):
    """Passed to children's social care."""

    reason = reason(
        _("What were you told, and what worries you?"),
        _("Enter what worries you"),
        hint=_("Their own words where you can. The safeguarding leads are told at once."),
    )


class AskMoreForm(WhenForm):
    """What we wait for."""

    question = one_line(
        _("What did you ask the family?"),
        300,
        _("Enter what you asked"),
        hint=_("The time for a decision stands still until you go on."),
    )


class AttemptForm(WhenForm):
    """One try to reach the family."""

    channel = one_of(_("How did you try?"), Way.choices, _("Select how you tried"))
    reached = one_of(
        _("Did you reach them?"),
        [("yes", _("Yes")), ("no", _("No"))],
        _("Select yes if you reached them"),
        inline=True,
    )
    note = reason(_("Note (optional)"), "", required=False)

    def clean_reached(self):
        return self.cleaned_data["reached"] == "yes"


class MoveForm(forms.Form):
    """Another hub."""

    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Which hub should answer?"),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select a hub"),
            "invalid_choice": _("Select a hub from the list"),
        },
    )

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = Hub.objects.exclude(pk=referral.hub_id).order_by("name")
