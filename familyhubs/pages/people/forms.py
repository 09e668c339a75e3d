"""What administrators and managers type about colleagues and organisations."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.forms.access import StaffField, above_level_field, ask_when_sent, limits_of
from familyhubs.accounts.models import Organisation, OrganisationKind, User
from familyhubs.govuk.fields import DateField
from hubs.models import Role, Team
from hubs.models.limits import MOST_FAMILIES
from hubs.permissions import reads_only
from outcomes.levels import Level

from .permissions import (
    can_give_council_wide,
    hubs_staffed_by,
    people_visible_to,
    roles_given_by,
    takers_over,
    teams_staffed_by,
)

WHOLE_COUNCIL = "council"
SUPERVISED = "supervised"


def say_which(message):
    return {"required": message, "invalid_choice": message}


class RoleFields(forms.Form):
    """A role and where it holds."""

    role = forms.ChoiceField(label=_("Role"), error_messages=say_which(_("Select a role")))
    scope = forms.ChoiceField(
        label=_("Where"), error_messages=say_which(_("Select where the role holds"))
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.hubs = {f"hub:{hub.pk}": hub for hub in hubs_staffed_by(user)}
        self.teams = {f"team:{team.pk}": team for team in teams_staffed_by(user)}
        roles = [(role.value, role.label) for role in roles_given_by(user)]
        self.fields["role"].choices = [("", _("Select a role")), *roles]
        everywhere = (
            [(WHOLE_COUNCIL, _("The whole council"))] if can_give_council_wide(user) else []
        )
        self.fields["scope"].choices = [
            ("", _("Select where")),
            *everywhere,
            (_("Hubs"), [(key, str(hub)) for key, hub in self.hubs.items()]),
            (_("Teams"), [(key, str(team)) for key, team in self.teams.items()]),
        ]

    @property
    def where(self):
        """The chosen scope as an action takes it."""
        scope = self.cleaned_data["scope"]
        return {"hub": self.hubs.get(scope), "team": self.teams.get(scope)}


class InviteForm(RoleFields):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Enter their full name")},
    )
    email = forms.EmailField(
        label=_("Work email address"),
        help_text=_("The invitation goes there. It is how they sign in."),
        max_length=254,
        error_messages={
            "required": _("Enter their work email address"),
            "invalid": _("Enter an email address in the right form, like name@example.com"),
        },
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        empty_label=_("Select an organisation"),
        error_messages=say_which(_("Select an organisation")),
    )
    standing = forms.ChoiceField(
        label=_("Are they a student or from an agency?"),
        choices=[("own", _("No")), (SUPERVISED, _("Yes"))],
        initial="own",
        widget=forms.RadioSelect(attrs={"reveals": {SUPERVISED: "supervisor"}}),
        error_messages=say_which(_("Select yes if they are a student or from an agency")),
    )
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Their supervisor"),
        help_text=_("Agrees to what they write before it counts."),
        required=False,
        empty_label=_("Select a supervisor"),
        error_messages=say_which(_("Select a supervisor from the list")),
    )
    access_ends_on = DateField(
        label=_("Last day, if there is one"),
        called=_("The last day"),
        required=False,
        must_be="today or future",
    )
    field_order = (
        "full_name",
        "email",
        "organisation",
        "role",
        "scope",
        "standing",
        "supervisor",
        "access_ends_on",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(ended_on=None)
        self.fields["supervisor"].queryset = people_visible_to(user).may_sign_in()

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("standing") != SUPERVISED:
            cleaned["supervisor"] = None
            return cleaned
        if not cleaned.get("supervisor") and "supervisor" not in self.errors:
            self.add_error("supervisor", _("Select a supervisor"))
        if not cleaned.get("access_ends_on") and "access_ends_on" not in self.errors:
            self.add_error("access_ends_on", _("Enter their last day"))
        return cleaned


class GiveRoleForm(RoleFields):
    ends_on = DateField(
        label=_("Last day, if there is one"),
        called=_("The last day"),
        required=False,
        must_be="today or future",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), max_length=200, error_messages={"required": _("Enter a reason")}
    )


class CloseForm(ReasonForm):
    """A leaver: who takes over, and why the account closes."""

    to = StaffField(
        User.objects.none(),
        label=_("Who takes over?"),
        required=False,
        empty_label=_("Select somebody"),
        error_messages=say_which(_("Select who takes over")),
    )
    above_level = above_level_field()
    field_order = ("to", "reason", "above_level")

    def __init__(self, *args, user, person, holdings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].required = holdings.must_be_taken_over
        self.fields["to"].queryset = takers_over(user, person)
        self.fields["to"].limits = limits_of(self.fields["to"].queryset)
        ask_when_sent(self)


class ChangePersonForm(forms.Form):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Enter their full name")},
    )
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Supervisor, for a student or agency worker"),
        required=False,
        empty_label=_("None"),
        error_messages=say_which(_("Select a supervisor from the list")),
    )
    access_ends_on = DateField(
        label=_("Last day, if there is one"), called=_("The last day"), required=False
    )

    def __init__(self, *args, user, person, **kwargs):
        initial = {
            "full_name": person.full_name,
            "supervisor": person.supervisor_id,
            "access_ends_on": person.access_ends_on,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.person = person
        others = people_visible_to(user).may_sign_in().exclude(pk=person.pk)
        self.fields["supervisor"].queryset = others | User.objects.filter(pk=person.supervisor_id)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("supervisor") and not cleaned.get("access_ends_on"):
            self.add_error("access_ends_on", _("Enter the last day of a student or agency worker"))
        if reads_only(self.person) and not cleaned.get("access_ends_on"):
            self.add_error("access_ends_on", "Enter the last day of the inspection")
        return cleaned


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Enter the organisation’s name")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Select a kind")), *OrganisationKind.choices],
        error_messages=say_which(_("Select what kind of organisation it is")),
    )
    ended_on = DateField(
        label=_("Ended on"),
        help_text=_("From this day none of its people can sign in."),
        called=_("The date it ended"),
        required=False,
    )
    may_triage = forms.BooleanField(
        label=_("Its people may triage"),
        help_text=_(
            "Only a school or college, with a sharing agreement. Those to whom you then give the"
            " role “Triage” at a hub read and decide on requests of that hub, but never those that"
            " a young person sent alone. Otherwise schools refer, and do not triage."
        ),
        required=False,
    )


class SharingAgreementForm(forms.Form):
    """What was signed with an organisation, and for how long (R069)."""

    purposes = forms.CharField(
        label=_("What may be shared, and what for?"),
        help_text=_("In a few lines, with where the signed document is kept."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Enter what may be shared and what for"),
            "max_length": _("This must be 4,000 characters or fewer"),
        },
    )
    items = forms.CharField(
        label=_("Which kinds of facts?"),
        help_text=_("No more than is needed. For example, names, school, the plan’s goals."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter which kinds of facts may be shared"),
            "max_length": _("This must be 4,000 characters or fewer"),
        },
    )
    starts_on = DateField(
        label=_("In force from"),
        called=_("The first day"),
        initial=timezone.localdate,
        error_messages={"required": _("Enter the first day")},
    )
    review_due_on = DateField(
        label=_("To be looked at again by"),
        called=_("The day of the review"),
        must_be="future",
        error_messages={"required": _("Enter when it will be looked at again")},
    )
    last_day = DateField(
        label=_("Last day, if there is one"),
        help_text=_("From the day after it their people see no family."),
        called=_("The last day"),
        must_be="today or future",
        required=False,
    )


class NameTeamForm(forms.Form):
    """A team in which people of both work as one (access.md B)."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Which team?",
        help_text="Its members see a family once it works with it and the family was told.",
        empty_label="Select the team",
        error_messages={
            "required": "Select the team",
            "invalid_choice": "Select the team from the list",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(ended_on=None)


class PeopleFilter(forms.Form):
    """The list's filter; whatever cannot be read is left out."""

    q = forms.CharField(label=_("Name or email address"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("Any role")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("Open")),
            ("invited", _("Invited, not yet joined")),
            ("closed", _("Closed")),
        ],
    )


class LimitsForm(forms.Form):
    """How heavy, and how much, one person's work may be (R047, R059)."""

    highest_level = forms.TypedChoiceField(
        label=_("Highest level of need of their families"),
        help_text=_("Above it we ask for a reason before they are given a family."),
        choices=[("", _("No limit")), *((level.value, level.label) for level in Level)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Select a level from the list")},
    )
    families = forms.IntegerField(
        label=_("Families at once (optional)"),
        help_text=_("Leave it empty to use the council’s number."),
        min_value=0,
        max_value=MOST_FAMILIES,
        required=False,
        widget=forms.NumberInput(attrs={"width": "5"}),
        error_messages={
            "invalid": _("Families at once must be a number"),
            "min_value": _("Families at once must be 0 or more"),
            "max_value": _("Families at once must be 60 or fewer"),
        },
    )
