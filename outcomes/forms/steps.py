"""Proposing a step, and answering one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.access import above_level_field, ask_when_sent
from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from ..levels import Level
from ..models.steps import REASONS_DOWN, REASONS_UP
from .plans import LONG, level_field


class ReceiverField(forms.ModelChoiceField):
    """People by name and organisation."""

    def label_from_instance(self, user):
        return f"{user.full_name}, {user.organisation.name}"


class ProposeStepForm(forms.Form):
    """The hand-over in the sender's words; the rest of the pack is the record itself (R108)."""

    to_level = level_field([])
    reason = forms.ChoiceField(label=_("Reason"), error_messages={"required": _("Select a reason")})
    explanation = forms.CharField(
        label=_("What the receiver needs to know"),
        help_text=_("Why now, what helped, and what to look out for."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter what the receiver needs to know")},
    )
    family_view = forms.CharField(
        label=_("What the family says about it"),
        help_text=_("The parents and each child, in their words."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what the family says about it")},
    )
    contingency = forms.CharField(
        label=_("If this happens, then … (optional)"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    receiver = ReceiverField(
        None,
        label=_("Who takes the family on?"),
        empty_label=_("Select a person"),
        error_messages={
            "required": _("Select who takes the family on"),
            "invalid_choice": _("Select somebody from the list"),
        },
    )
    above_level = above_level_field()
    meeting_on = DateField(
        label=_("Joint meeting with the family (optional)"),
        called=_("The joint meeting"),
        must_be="today or future",
        required=False,
    )

    def __init__(self, *args, now, receivers, **kwargs):
        super().__init__(*args, **kwargs)
        ask_when_sent(self)
        self.now = now
        self.fields["to_level"].choices = [
            (level.value, level.label) for level in Level if level != now
        ]
        self.fields["to_level"].label = _("Which level of help?")
        self.fields["receiver"].queryset = receivers
        self.fields["reason"].choices = [
            ("", _("Select a reason")),
            (_("More help"), [(r.value, r.label) for r in REASONS_UP]),
            (_("Lighter help"), [(r.value, r.label) for r in REASONS_DOWN]),
        ]

    def clean(self):
        given = super().clean()
        level, reason = given.get("to_level"), given.get("reason")
        if level and reason and reason not in (REASONS_UP if level > self.now else REASONS_DOWN):
            self.add_error(
                "reason",
                _("Select a reason for more help")
                if level > self.now
                else _("Select a reason for lighter help"),
            )
        return given


class AnswerStepForm(forms.Form):
    """Yes, or no and why."""

    decision = forms.ChoiceField(
        label=_("Do you take the family on?"),
        choices=[("accept", _("Yes, I take the family on")), ("decline", _("No"))],
        widget=forms.RadioSelect(attrs={"reveals": {"decline": "why"}}),
        error_messages={"required": _("Select whether you take the family on")},
    )
    why = forms.CharField(
        label=_("Why you cannot, and who might"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why you cannot take the family on")},
    )

    def clean(self):
        given = super().clean()
        settle_revealed(self)
        return given
