"""The pages on which a professional refers a family: with an account, or without one (R044)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed
from hubs import postcodes
from hubs.models import Service, Team

from ..agencies import AGENCIES, OF_SOCIAL_CARE, agencies_of
from ..models import FamilyAgreement, ReferralKind
from ..safety import TODAY
from ..topics import GROUPS
from .asked_by import KINDS, WHY_WITHOUT
from .fields import one_line, words
from .lines import PersonLine
from .safe_contact import SafeContactForm, email_field, ways_field

MOST_PEOPLE, SHOWN_PEOPLE = 10, 3


def chosen(label, choices, message, *, many=False, **attrs):
    """A choice of one or several, with the one message that says what to do."""
    field = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    return field(
        label=label,
        choices=choices,
        widget=widget({"small": True, **attrs}),
        error_messages={"required": message, "invalid_choice": message},
    )


class Section(forms.Form):
    """One page; `user` is None for somebody without an account."""

    lines = ()

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    @property
    def shown_lines(self):
        return list(enumerate(self.lines[:SHOWN_PEOPLE], 1))

    @property
    def more_lines(self):
        return list(enumerate(self.lines[SHOWN_PEOPLE:], SHOWN_PEOPLE + 1))

    @property
    def has_more(self):
        """Whether anybody was named beyond those shown at first."""
        return any(line["full_name"].value() for line in self.lines[SHOWN_PEOPLE:])


class YouForm(Section):
    """Who refers: the name and agency of somebody without an account, role, relation, kind."""

    title = _("About you")
    name = one_line(_("Your name"), 200, _("Enter your name"), autocomplete="name")
    agency_kind = chosen(
        _("Where do you work?"),
        [(agency.code, agency.words) for agency in AGENCIES.values()],
        _("Select where you work"),
    )
    agency = one_line(_("Name of your organisation"), 200, _("Enter the name of your organisation"))
    email = email_field(
        _("Your work email address"),
        help_text=_("We send a link to it. Nobody reads your referral until you press the link."),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    role = one_line(_("Your role"), 100, _("Enter your role"), hint=_("For example class teacher."))
    relation = one_line(
        _("How do you know the child or the family?"),
        200,
        _("Enter how you know the child or the family"),
        hint=_("For example: I teach Year 3, or their health visitor since birth."),
    )
    kind = chosen(
        _("What do you send?"),
        KINDS,
        _("Select what you send"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user is None:
            self.fields["kind"].initial = ReferralKind.SUPPORT
            del self.fields["kind"]
            workplace = self.fields["agency_kind"]
            workplace.widget = forms.Select()
            workplace.choices = [("", workplace.error_messages["required"]), *workplace.choices]
            return
        # A partner's system says who of its people refers, and vouches for the address.
        is_system = getattr(self.user, "is_system", False)
        for name in ("agency",) if is_system else ("name", "agency", "email"):
            del self.fields[name]
        known = agencies_of(self.user.organisation.kind)
        if len(known) > 1 or is_system:
            self.fields["agency_kind"].label = _("Which service do you work in?")
            self.fields["agency_kind"].choices = [(one.code, one.words) for one in known]
        else:
            del self.fields["agency_kind"]
        if not self.user.organisation.is_council:
            del self.fields["kind"]

    def clean(self):
        said = super().clean()
        if "agency_kind" not in self.fields:
            said["agency_kind"] = agencies_of(self.user.organisation.kind)[0].code
        said.setdefault("kind", ReferralKind.SUPPORT)
        from_elsewhere = said.get("agency_kind") not in OF_SOCIAL_CARE
        if "kind" in self.fields and said["kind"] != ReferralKind.SUPPORT and from_elsewhere:
            self.add_error("kind", _("Only children’s social care sends this. Select a request"))
        return said


class AgreementForm(Section):
    """Who agreed, how and when they were told; or why they were not asked."""

    title = _("Does the family know and agree?")
    agreement = chosen(
        _("What does the family say?"),
        FamilyAgreement.choices,
        _("Select what the family says"),
        reveals={FamilyAgreement.AGREES: "who_agreed"},
    )
    who_agreed = one_line(
        _("Who agreed?"),
        300,
        _("Enter who agreed"),
        required=False,
        hint=_("For example: both parents, and Zara, 15"),
    )
    told_how = words(_("If they know: how did you tell them? (optional)"), 300, rows=1)
    told_on = DateField(
        label=_("If they know: when? (optional)"),
        called=_("The day"),
        must_be="today or past",
        required=False,
    )
    agreement_words = words(_("What did they say? (optional)"), 1_000, rows=2)
    why_without = forms.ChoiceField(
        label=_("If they have not agreed: why do you refer them all the same?"),
        choices=WHY_WITHOUT,
        widget=forms.RadioSelect({"small": True}),
        required=False,
        error_messages={"invalid_choice": _("Select a reason from the list")},
    )

    def clean(self):
        settle_revealed(self)
        said = self.cleaned_data
        agrees = said.get("agreement") == FamilyAgreement.AGREES
        if said.get("agreement") and not agrees and not said.get("why_without"):
            self.add_error("why_without", _("Select why you refer them all the same"))
        if agrees:
            said["why_without"] = ""
        if said.get("agreement") == FamilyAgreement.NOT_ASKED:
            said["told_how"], said["told_on"] = "", None
        return said


class FamilyForm(Section):
    """Everybody: several children and adults, and a child not born yet."""

    title = _("Who is in the family?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        data, typed = (self.data if self.is_bound else None), self.initial.get("lines", {})
        strict = getattr(self.user, "is_system", False)
        self.lines = [
            PersonLine(data, prefix=f"person{n}", initial=typed.get(n), strict=strict)
            for n in range(MOST_PEOPLE)
        ]

    def is_valid(self):
        return all([super().is_valid(), *(line.is_valid() for line in self.lines)])

    def clean(self):
        said = super().clean()
        told = [line.told() for line in self.lines if line.is_valid() and line.is_somebody]
        if not any(one["is_child"] for one in told) and all(line.is_valid() for line in self.lines):
            self.lines[0].add_error("full_name", _("Enter at least one child, born or on the way"))
        return said | {"people": told}


class ContactForm(SafeContactForm, Section):
    """Whom of the family we answer, where, and how it is safe."""

    title = _("How can we get in touch with the family safely?")
    field_order = ("contact_name",)
    contact_name = one_line(
        _("Name of the adult, or young person, to get in touch with"),
        200,
        _("Enter whom to get in touch with"),
        spellcheck="false",
    )
    ways = ways_field(
        _("Ways that are safe"),
        _("In person only, or we do not know"),
        _("Select at least one way to get in touch"),
    )
    careful = words(_("Never do, never mention, must not know (optional)"), 300, rows=2)
    postcode = one_line(
        _("Their postcode"),
        60,
        "",
        required=False,
        width="10",
        hint=_("So that the hub near them answers. Leave it empty if you do not know it."),
    )
    no_fixed_address = forms.BooleanField(label=_("No fixed address"), required=False)

    PARTS = (
        (_("Who and how"), ("contact_name", "ways", "phone", "email", "preferred")),
        (_("When"), ("safe_hours", "good_times", "never_times")),
        (
            _("What to be careful about"),
            ("must_not_know", "never_mention", "code_word"),
        ),
        (_("Language and help"), ("interpreter_language", "helps", "communication_needs")),
        (_("Where they live"), ("postcode", "no_fixed_address")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One box for all three was asked before: systems may still send it.
        if not getattr(self.user, "is_system", False):
            del self.fields["careful"]

    @property
    def parts(self):
        """(title, its fields): the page is long, and each part has a heading."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"]
        lookup = postcodes.find(typed) if typed else None
        if lookup and lookup.answer is postcodes.Answer.MALFORMED:
            raise forms.ValidationError(
                _("We could not understand that postcode. Check it, for example M33 7ZF")
            )
        return lookup.text if lookup else ""

    def clean(self):
        settle_revealed(self)
        self.settle_reach()
        said = self.cleaned_data
        if said.get("no_fixed_address") and said.get("postcode"):
            self.add_error("postcode", _("Leave the postcode empty, or clear “No fixed address”"))
        return said

    def card(self):
        """As everybody's; what the one box of before holds may be any of its three things."""
        card = super().card()
        said = [card["never_mention"], self.cleaned_data.get("careful", "")]
        return card | {"never_mention": "; ".join(one for one in said if one)}

    def contact_words(self):
        return [*super().contact_words(), self.cleaned_data.get("careful", "")]


class NeedsForm(Section):
    """What is happening, what was tried, and whom or what they would like (R058)."""

    title = _("What is happening, and what would help?")
    story = words(_("What is happening?"), 5_000, rows=6)
    today = forms.MultipleChoiceField(
        label=_("Is any of this happening now? (optional)"),
        choices=list(TODAY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    topics = forms.MultipleChoiceField(
        label=_("What is it about? (optional)"),
        choices=[(t.code, t.words) for _title, group in GROUPS.values() for t in group],
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    tried = words(_("What has been tried so far?"), 2_000, rows=3)
    role_wanted = one_line(
        _("Do you ask for a certain role? (optional)"),
        200,
        "",
        required=False,
        hint=_("For example a Parent Engagement worker."),
    )
    team_wanted = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Or a team? (optional)"),
        required=False,
        empty_label=_("No team in particular"),
        error_messages={"invalid_choice": _("Select a team from the list")},
    )
    service_wanted = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("Or a service? (optional)"),
        required=False,
        empty_label=_("No service in particular"),
        error_messages={"invalid_choice": _("Select a service from the list")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service_wanted"].queryset = Service.objects.public().order_by("name", "pk")
        if self.user is None:
            del self.fields["team_wanted"]
        else:
            teams = Team.objects.filter(ended_on=None, organisation__kind="council")
            self.fields["team_wanted"].queryset = teams.order_by("name")

    def clean(self):
        said = super().clean()
        if not said.get("story") and not said.get("topics") and "story" not in self.errors:
            self.add_error("story", _("Enter what is happening, or tick what it is about"))
        if not said.get("tried") and "tried" not in self.errors:
            self.add_error("tried", _("Enter what has been tried, or “nothing yet”"))
        return said


SECTIONS = {
    "you": YouForm,
    "agreement": AgreementForm,
    "family": FamilyForm,
    "contact": ContactForm,
    "needs": NeedsForm,
}
