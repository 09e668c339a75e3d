"""What an officer types when a request is worked: tries, questions, decisions."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from families.models import Family
from familyhubs.accounts.models import User
from familyhubs.contact.models import Channel as Way
from hubs.models import Hub, Membership, Role
from outcomes.levels import Level

from ..actions.acceptance import LEVELS
from ..models import ADVISING, DECLINING, Decision
from .fields import one_line

NEW = "new"
LEADERS = (Role.PRACTITIONER, Role.MANAGER, Role.PARTNER)
ACCEPT_AS = (
    Decision.EARLY_HELP,
    Decision.INTENSIVE,
    Decision.SINGLE_AGENCY,
    Decision.ADD_TO_OPEN,
)


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


def leaders_at(hub):
    """Who may lead work with a family of this hub: any agency’s people (domain.md 3.3)."""
    scope = Q(hub=hub) | Q(team__hub=hub) | Q(hub=None, team=None)
    members = Membership.objects.current().filter(scope, role__in=LEADERS)
    people = User.objects.may_sign_in().filter(pk__in=members.values("user"))
    return people.select_related("organisation").order_by("full_name", "email")


class LeadField(forms.ModelChoiceField):
    """A colleague, with the organisation where it is not the council."""

    def label_from_instance(self, user):
        outside = user.organisation and not user.organisation.is_council
        return f"{user.full_name}, {user.organisation}" if outside else user.full_name


class AcceptForm(forms.Form):
    """Which family, what help, and who leads it."""

    family = one_of(
        _("Is this a family we know?"), (), _("Select the family, or that it is a new one")
    )
    decision = one_of(
        _("What help?"),
        [(decision, decision.label) for decision in ACCEPT_AS],
        _("Select what help it is"),
    )
    level = one_of(
        _("Level of need"),
        [(level, Level(level).label) for level in LEVELS],
        _("Select the level of need"),
    )
    lead = LeadField(
        User.objects.none(),
        label=_("Who leads?"),
        empty_label=_("Select a person"),
        error_messages={
            "required": _("Select who leads"),
            "invalid_choice": _("Select who leads from the list"),
        },
    )
    reason = reason(_("Why (optional)"), "", required=False)

    def __init__(self, *args, referral, user, matches, **kwargs):
        super().__init__(*args, **kwargs)
        self.families = {str(match.family.pk): match.family for match in matches}
        known = [(key, said_of(family)) for key, family in self.families.items()]
        self.fields["family"].choices = [*known, (NEW, _("No: start a new record"))]
        self.fields["lead"].queryset = leaders_at(referral.hub)
        if not known:
            self.fields["family"].initial = NEW

    def clean_level(self):
        return Level(int(self.cleaned_data["level"]))

    def clean_family(self):
        """The family chosen among those shown, or None for a new record."""
        return self.families.get(self.cleaned_data["family"])


def said_of(family: Family):
    return f"{family.name}, {family.reference}"


class AdviseForm(forms.Form):
    """Advice or a signpost, and what was said."""

    decision = one_of(
        _("What helped?"),
        [(decision, decision.label) for decision in Decision if decision in ADVISING],
        _("Select what helped"),
    )
    reason = reason(_("What did you tell them?"), _("Enter what you told them"))


class DeclineForm(forms.Form):
    """No further action, and why."""

    decision = one_of(
        _("Why is nothing more needed from us?"),
        [(decision, decision.label) for decision in Decision if decision in DECLINING],
        _("Select why nothing more is needed"),
    )
    reason = reason(_("Reason"), _("Enter the reason"))


class EscalateForm(forms.Form):
    """Passed to children's social care."""

    reason = reason(
        _("What were you told, and what worries you?"),
        _("Enter what worries you"),
        hint=_("Their own words where you can. The safeguarding leads are told at once."),
    )


class AskMoreForm(forms.Form):
    """What we wait for."""

    question = one_line(
        _("What did you ask the family?"),
        300,
        _("Enter what you asked"),
        hint=_("The time for a decision stands still until you go on."),
    )


class AttemptForm(forms.Form):
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
