"""Who works with a family, bars, restriction and tasks."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from hubs.models import WorkLimit

from ..models import Answer, Finding, InvolvementRole
from ..staff import workers_for

ROLES = [
    (InvolvementRole.LEAD, _("Lead practitioner")),
    (InvolvementRole.WORKER, _("Works with the family")),
]


def reason_field(label, missing, **kwargs):
    """One line that must be given."""
    return forms.CharField(
        label=label,
        max_length=kwargs.pop("max_length", 200),
        error_messages={
            "required": missing,
            "max_length": _("This must be %(limit_value)d characters or fewer"),
        },
        **kwargs,
    )


class StaffField(forms.ModelChoiceField):
    """Somebody who may work with the family, with their organisation and their highest level."""

    limits = {}

    def label_from_instance(self, user):
        outside = user.organisation and not user.organisation.is_council
        name = f"{user.full_name}, {user.organisation}" if outside else user.full_name
        highest = self.limits.get(user.pk)
        if highest is None:
            return name
        return _now("%(who)s (up to level %(level)s)") % {"who": name, "level": highest}


def limits_of(people):
    """User → the highest level of need of their families, of those who have one."""
    rows = WorkLimit.objects.filter(user__in=people.order_by(), highest_level__isnull=False)
    return dict(rows.values_list("user", "highest_level"))


def above_level_field():
    """Why a worker takes a family above their own level; `ask_when_sent` shows it (R059)."""
    return forms.CharField(
        label=_("Why do they take a family above their own level? (only where it is)"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("This must be %(limit_value)d characters or fewer")},
    )


def ask_when_sent(form):
    """Nobody reads the question before it may be needed: once the form was sent."""
    if not form.is_bound:
        del form.fields["above_level"]


class AllocateForm(forms.Form):
    """Who works with the family from now on."""

    user = StaffField(
        label=_("Who?"),
        queryset=User.objects.none(),
        empty_label=_("Select a person"),
        error_messages={
            "required": _("Select a person"),
            "invalid_choice": _("Select a person from the list"),
        },
    )
    role = forms.ChoiceField(
        label=_("What do they do?"),
        choices=ROLES,
        widget=forms.RadioSelect(
            attrs={"hints": {InvolvementRole.LEAD: _("Takes over from the lead there is now.")}}
        ),
        error_messages={"required": _("Select what they do")},
    )
    chosen_by_family = forms.ChoiceField(
        label=_("Did the family choose them? (optional)"),
        choices=[("", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
        required=False,
    )
    reason = reason_field(_("Why?"), _("Enter why"), max_length=300)
    above_level = above_level_field()

    def __init__(self, *args, family, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = workers_for(family.hub)
        self.fields["user"].limits = limits_of(self.fields["user"].queryset)
        ask_when_sent(self)

    def clean_chosen_by_family(self):
        return {"yes": True, "no": False}.get(self.cleaned_data["chosen_by_family"])


class EndInvolvementForm(forms.Form):
    """Why somebody no longer works with the family."""

    reason = reason_field(_("Why is it ending?"), _("Enter why it is ending"))


class ConflictForm(forms.Form):
    """How somebody knows the family; whoever answers for it may have found it of a colleague."""

    who = StaffField(
        User.objects.none(),
        label="Who knows this family?",
        help_text="A colleague who is, lives with or is connected to somebody in it.",
        required=False,
        empty_label="I do",
        error_messages={"invalid_choice": _("Select a person from the list")},
    )
    reason = reason_field(
        _("How do you know the family?"),
        _("Enter how you know the family"),
        max_length=300,
        help_text=_("For example, a relative, a neighbour, a friend."),
    )

    def __init__(self, *args, colleagues=None, **kwargs):
        super().__init__(*args, **kwargs)
        if colleagues is None:
            del self.fields["who"]
            return
        self.fields["who"].queryset = colleagues
        self.fields["reason"].label = "How do they know the family?"
        self.fields["reason"].error_messages["required"] = "Enter how they know the family"


class LiftForm(forms.Form):
    """Why a bar is not needed any more."""

    reason = reason_field(_("Why can it be lifted?"), _("Enter why it can be lifted"))


class RestrictForm(forms.Form):
    """Why a record opens to named people only, or why it need not any more."""

    reason = reason_field(_("Why?"), _("Enter a reason"), max_length=300)


class ClosedForm(forms.Form):
    """Why a triage officer needs to read closed work (access.md A4)."""

    reason = reason_field(
        _("Why do you need to read it for this request?"),
        _("Enter why you need to read it"),
        max_length=300,
        help_text=_("Your reason is kept in the log of this family."),
    )


class ReviewEmergencyForm(forms.Form):
    """What the reviewer of an emergency access found."""

    finding = forms.ChoiceField(
        label=_("Was it needed?"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it was needed")},
    )
    review = forms.CharField(
        label=_("What did you find?"),
        help_text=_("Whom you spoke to, and what happens next if anything does."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter what you found"),
            "max_length": _("This must be 500 characters or fewer"),
        },
    )


class FinishToDoForm(forms.Form):
    """What came of a task."""

    result = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter what happened"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )


class DecideObjectionForm(forms.Form):
    """What the manager decides about a parent's objection, in the child's interest."""

    decision = forms.ChoiceField(
        label=_("What is best for the child?"),
        choices=[
            ("stands", _("What was agreed stands")),
            ("stops", _("It stops")),
        ],
        widget=forms.RadioSelect(
            attrs={"hints": {"stops": _("At once, as when a family stops sharing.")}}
        ),
        error_messages={"required": _("Select what is best for the child")},
    )
    result = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter why this is best for the child"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )


def answer_field(label, missing):
    return forms.ChoiceField(
        label=label,
        choices=Answer.choices,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": missing},
    )


class RiskCheckForm(FinishToDoForm):
    """The three questions after a family stopped sharing (access.md section 7)."""

    field_order = ("said_freely", "anyone_at_risk", "share_anyway", "result")
    said_freely = answer_field(
        _("Was it said freely and alone?"), _("Select whether it was said freely and alone")
    )
    anyone_at_risk = answer_field(
        _("Is anyone at risk because of it?"), _("Select whether anyone is at risk")
    )
    share_anyway = answer_field(
        _("Should anything be shared without agreement?"),
        _("Select whether anything should be shared without agreement"),
    )
