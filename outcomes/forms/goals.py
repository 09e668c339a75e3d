"""Goals and who does what."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from ..models import ActionState, GoalState, Need
from ..results import SCALE
from ..stepping import CO_ORDINATED

SCALE_HELP = _("From 1, stuck or unsafe, to 10, managing well.")


def score_field(label, *, required=True, help_text=""):
    """A whole number on the scale."""
    return forms.TypedChoiceField(
        label=label,
        required=required,
        help_text=help_text,
        choices=[("", "–"), *((n, n) for n in SCALE)],
        coerce=int,
        empty_value=None,
        error_messages={
            "required": _("Select a score from 1 to 10"),
            "invalid_choice": _("Select a score from 1 to 10"),
        },
    )


class AddGoalForm(forms.Form):
    """A goal in the family's own words, and where they stand today (R093, R098)."""

    words = forms.CharField(
        label=_("What does the family want to be different?"),
        help_text=_("Write it in their own words."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "count": True}),
        error_messages={"required": _("Enter what the family wants to be different")},
    )
    person = forms.ChoiceField(label=_("Who is it about?"), required=False)
    need = forms.ChoiceField(
        label=_("Which need does it answer?"),
        help_text=_("For the figures only. The family does not see it."),
        required=False,
    )
    baseline = score_field(_("Your score today"), help_text=SCALE_HELP)
    family_baseline = score_field(_("The family’s own score today"), required=False)

    def __init__(self, *args, members, level, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(member.person_id): member.person for member in members}
        self.needs = {need.code: need for need in _needs_now()}
        self.fields["person"].choices = [
            ("", _("The whole family")),
            *((pk, person.full_name) for pk, person in self.people.items()),
        ]
        self.fields["need"].choices = _by_heading(self.needs.values())
        # Light help stays light: one goal, one action and one date do (stepping.CO_ORDINATED).
        self.fields["baseline"].required = level >= CO_ORDINATED

    def clean_person(self):
        return self.people.get(self.cleaned_data["person"])

    def clean_need(self):
        return self.needs.get(self.cleaned_data["need"])

    def clean(self):
        given = super().clean()
        if given.get("family_baseline") and not given.get("baseline"):
            self.add_error("baseline", _("Select your own score beside the family’s score"))
        return given


def _needs_now():
    today = timezone.localdate()
    current = Q(active_to=None) | Q(active_to__gte=today)
    return Need.objects.filter(current, active_from__lte=today).select_related("heading")


def _by_heading(needs):
    """Choices in groups, one for each heading of the framework."""
    groups = {}
    for need in needs:
        groups.setdefault(str(need.heading), []).append((need.code, str(need)))
    return [("", _("Not decided yet")), *groups.items()]


class AddActionForm(forms.Form):
    """Who does what by when; the owner may be a member of the family (R093)."""

    what = forms.CharField(
        label=_("What is to be done?"),
        max_length=300,
        error_messages={"required": _("Enter what is to be done")},
    )
    owner = forms.ChoiceField(
        label=_("Who does it?"), error_messages={"required": _("Select who does it")}
    )
    due_on = DateField(
        label=_("By when?"),
        called=_("The day"),
        must_be="today or future",
        error_messages={"required": _("Enter the day by which it is done")},
    )

    def __init__(self, *args, members, helpers, **kwargs):
        super().__init__(*args, **kwargs)
        family = {f"person-{row.person_id}": row.person for row in members}
        staff = {f"user-{row.user_id}": row.user for row in helpers if row.user_id}
        self.owners = family | staff
        self.fields["owner"].choices = [
            ("", _("Select a person")),
            (_("Family"), [(key, person.full_name) for key, person in family.items()]),
            (_("People helping"), [(key, user.full_name) for key, user in staff.items()]),
        ]

    def clean(self):
        given = super().clean()
        key = given.pop("owner", "")
        kind = "owner_user" if key.startswith("user-") else "owner_person"
        return given | {kind: self.owners.get(key)}


class FinishActionForm(forms.Form):
    """Done, or dropped."""

    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(state.value, state.label) for state in (ActionState.DONE, ActionState.DROPPED)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what became of it")},
    )
    result = forms.CharField(
        label=_("What came of it, or why it was dropped (optional)"), max_length=300, required=False
    )


class FinishGoalForm(forms.Form):
    """Achieved, with what shows it (R102), or no longer a goal."""

    state = forms.ChoiceField(
        label=_("What became of the goal?"),
        choices=[(state.value, state.label) for state in (GoalState.ACHIEVED, GoalState.STOPPED)],
        widget=forms.RadioSelect(attrs={"reveals": {"achieved": "evidence", "stopped": "why"}}),
        error_messages={"required": _("Select what became of the goal")},
    )
    evidence = forms.CharField(
        label=_("What shows that it is achieved?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what shows that it is achieved")},
    )
    why = forms.CharField(
        label=_("Why is it no longer a goal?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why it is no longer a goal")},
    )

    def clean(self):
        given = super().clean()
        settle_revealed(self)
        return given | {"evidence": given.get("evidence") or given.pop("why", "")}
