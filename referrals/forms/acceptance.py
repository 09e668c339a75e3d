"""What an officer says when a request is accepted: which family, who asked, what help."""

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from families.forms import DeskForm
from families.forms.access import (
    StaffField,
    above_level_field,
    ask_when_sent,
    limits_of,
)
from families.models import Method
from familyhubs.accounts.models import Organisation, User
from familyhubs.contact.joining import Choice
from hubs.models import Membership, Role
from outcomes.levels import Level

from .. import thresholds
from ..actions import Joining, Settling
from ..actions.acceptance import LEVELS
from ..models import Decision
from .triage import BesideForm, one_of, reason

NEW, NOBODY = "new", "nobody"
LEADERS = (Role.PRACTITIONER, Role.MANAGER, Role.PARTNER)
ACCEPT_AS = (
    Decision.EARLY_HELP,
    Decision.INTENSIVE,
    Decision.SINGLE_AGENCY,
    Decision.ADD_TO_OPEN,
)


def leaders_at(hub):
    """Who may lead work with a family of this hub: any agency’s people (domain.md 3.3)."""
    scope = Q(hub=hub) | Q(team__hub=hub) | Q(hub=None, team=None)
    members = Membership.objects.current().filter(scope, role__in=LEADERS)
    people = User.objects.may_sign_in().filter(pk__in=members.values("user"))
    return people.select_related("organisation").order_by("full_name", "email")


class FindFamilyForm(DeskForm):
    """The desk's two facts, for a family's record alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reference"].help_text = _("Begins with FH.")


class ChooseFamilyForm(forms.Form):
    """Which of the likely families, or a new one."""

    family = one_of(
        _("Is this a family we know?"), (), _("Select the family, or that it is a new one")
    )

    def __init__(self, *args, matches, **kwargs):
        super().__init__(*args, **kwargs)
        known = [
            (str(match.family.pk), f"{match.family.name}, {match.family.reference}")
            for match in matches
        ]
        self.fields["family"].choices = [*known, (NEW, _("No: start a new record"))]


class AcceptForm(BesideForm):
    """Who of the family asked and how to reach them, what help, who leads, whom we may talk to.

    `members` are those of a known family, none for a new record; `wishes` those to settle, each
    with the organisations it may mean as `may_mean`.
    """

    family = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    asked_by = one_of(
        _("Who of them asked?"), (), _("Select who asked, or that it was nobody here")
    )
    card = one_of(
        _("How may we reach them from now on?"),
        Choice.choices,
        _("Select which instructions hold"),
        hint=_("Warnings are kept from both sides, whatever you select."),
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
    lead = StaffField(
        User.objects.none(),
        label=_("Who leads?"),
        help_text=_("Where you join an open plan, the one who leads it goes on."),
        empty_label=_("Select a person"),
        error_messages={
            "required": _("Select who leads"),
            "invalid_choice": _("Select who leads from the list"),
        },
    )
    above_level = above_level_field()
    given_by = forms.ChoiceField(
        label=_("Who agreed?"),
        required=False,
        error_messages={"invalid_choice": _("Select who agreed from the list")},
    )
    method = forms.ChoiceField(
        label=_("How was it given?"),
        choices=Method.choices,
        required=False,
        error_messages={"invalid_choice": _("Select how it was given from the list")},
    )
    left_because = forms.CharField(
        label=_("Why is nothing agreed with the others yet?"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
    )
    reason = reason(_("Why this help (optional)"), "", required=False)
    signs = forms.MultipleChoiceField(
        label=_("Signs of each level (optional)"),
        help_text=_("Help to choose the level. You decide, and nobody needs to prove anything."),
        choices=[
            (code, format_lazy(_("Level {level}: {sign}"), level=level, sign=words))
            for level, signs in thresholds.SIGNS.items()
            for code, words in signs.items()
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select signs from the list")},
    )

    def __init__(self, *args, referral, family, members, wishes, **kwargs):
        kwargs["initial"] = {
            "family": str(family.pk) if family else NEW,
            "card": Choice.STRICTER,
            "method": Method.VERBAL,
        }
        super().__init__(*args, referral=referral, **kwargs)
        self.known, self.wishes = family, wishes
        self.people = {str(m.pk): m for m in members}
        self.fields["lead"].queryset = leaders_at(referral.hub)
        self.fields["lead"].limits = limits_of(self.fields["lead"].queryset)
        ask_when_sent(self)
        self._ask_who(referral)
        self._ask_wishes(referral)

    def _ask_who(self, referral):
        if self.known is None:
            del self.fields["asked_by"], self.fields["card"]
            return
        new = _("Somebody new: add %(name)s to the family") % {"name": referral.contact_name}
        self.fields["asked_by"].choices = [
            *((pk, member.person.full_name) for pk, member in self.people.items()),
            (NEW, new),
            (NOBODY, _("Nobody here. Their answers stay with the request")),
        ]
        name = referral.contact_name.casefold()
        same = (pk for pk, m in self.people.items() if m.person.full_name.casefold() == name)
        self.initial["asked_by"] = next(same, None)
        if not any(member.person.contact_card for member in self.people.values()):
            del self.fields["card"]

    def _ask_wishes(self, referral):
        if not self.wishes:
            del self.fields["given_by"], self.fields["method"], self.fields["left_because"]
            return
        if self.known is None:
            told = [p for p in referral.people.all() if not p.is_child]
            self.givers = {str(p.pk): p for p in told}
            self.initial["given_by"] = next((str(p.pk) for p in told if p.is_contact), "")
        else:
            self.givers = {pk: m.person for pk, m in self.people.items() if m.role != "child"}
        names = [(pk, person.full_name) for pk, person in self.givers.items()]
        self.fields["given_by"].choices = [("", _("Select a person")), *names]
        for wish in self.wishes:
            self.fields[f"wish_{wish.pk}"] = forms.ChoiceField(
                label=wish.words,
                choices=[
                    ("", _("Nothing agreed yet")),
                    *((str(one.pk), one.name) for one in wish.may_mean),
                ],
                required=False,
                error_messages={"invalid_choice": _("Select an organisation from the list")},
            )

    @property
    def shows_more(self):
        """Whether what most can do without was used, or is what must be mended."""
        names = ("signs", "provider", "is_funded", "is_couple", "for_adults")
        return self.is_bound and any(self.data.get(n) or n in self.errors for n in names)

    def wish_fields(self):
        """One line for each wish, for the page."""
        return [self[f"wish_{wish.pk}"] for wish in self.wishes]

    def clean_level(self):
        return Level(int(self.cleaned_data["level"]))

    def clean(self):
        said = super().clean()
        agreed = [wish for wish in self.wishes if said.get(f"wish_{wish.pk}")]
        if agreed and not said.get("given_by") and "given_by" not in self.errors:
            self.add_error("given_by", _("Select who agreed"))
        if len(agreed) < len(self.wishes) and not said.get("left_because"):
            self.add_error("left_because", _("Enter why nothing is agreed with some of them yet"))
        return said

    @property
    def values(self):
        """What the action takes."""
        said = self.cleaned_data
        named = ("decision", "level", "lead", "above_level", "reason", "signs")
        named += ("provider", "is_funded")
        plain = {name: said[name] for name in named}
        plain["is_couple"] = said.get("is_couple", False)
        plain["for_adults"] = said.get("for_adults", ())
        return plain | {
            "family": self.known,
            "joining": self._joining() if self.known else None,
            "settling": self._settling() if self.wishes else None,
        }

    def _joining(self):
        who = self.cleaned_data["asked_by"]
        choice = self.cleaned_data.get("card") or Choice.STRICTER
        return Joining(member=self.people.get(who), is_new=who == NEW, choice=choice)

    def _settling(self):
        said = self.cleaned_data
        organisations = {str(one.pk): one for wish in self.wishes for one in wish.may_mean}
        chosen = {wish.pk: said[f"wish_{wish.pk}"] for wish in self.wishes}
        return Settling(
            chosen={pk: organisations[key] for pk, key in chosen.items() if key},
            given_by=self.givers.get(said["given_by"]),
            method=said["method"] or Method.VERBAL,
            left_because=said["left_because"],
        )


def wishes_to_settle(referral, family):
    """The wishes a person must settle, each with the organisations it may mean, in two queries.

    On a new record what was said of an organisation by name is an answer already.
    """
    wishes = list(referral.sharing_wishes.unsettled().select_related("organisation"))
    if family is None:
        wishes = [wish for wish in wishes if wish.organisation is None]
    kinds = {wish.kind for wish in wishes} - {""}
    partners = Organisation.objects.filter(ended_on=None, kind__in=kinds).exclude(kind="council")
    partners = list(partners.order_by("name")) if kinds else []
    for wish in wishes:
        named = [wish.organisation] if wish.organisation else []
        wish.may_mean = named or [one for one in partners if one.kind == wish.kind]
    return wishes


def said_of_wishes(wishes):
    """What became of each wish, for the request's page."""
    yes = [wish for wish in wishes if wish.agrees]
    for wish in yes:
        if wish.agreement:
            wish.became = _now("agreed: %(who)s") % {"who": wish.agreement.organisation}
        else:
            wish.became = wish.left_because
    return {"yes": yes, "no": [wish.words for wish in wishes if not wish.agrees]}
