"""A request keyed in for others: by telephone, at the desk, on paper, by a professional."""

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm
from familyhubs.govuk.forms import settle_revealed
from familyhubs.uploads.fields import UploadsField
from hubs import postcodes
from hubs.models import Hub

from ..models import MOST_FILES, Asker, AtHome, Channel, FamilyAgreement, SourceCode
from ..safety import TODAY, flags_of
from ..topics import GROUPS
from .asked_by import AskedByForm
from .compose import AT_HOME
from .fields import one_line, words
from .lines import PersonLine, with_contact
from .reach import SHARED_WITH
from .safe_contact import SafeContactForm, several
from .when import WHEN, day_field, settle_when, time_field

BY_DESK = (
    Channel.PHONE,
    Channel.WALK_IN,
    Channel.PAPER,
    Channel.EMAIL,
    Channel.OUTREACH,
    Channel.CHAT,
    Channel.PROFESSIONAL,
)
PEOPLE = 6


# What most requests do without: a call is keyed in while somebody is on the line.
FOLDED = {
    "earlier": ("happened_on", "happened_time"),
    "told_by": ("filled_by", "relation", "at_home"),
    "times": ("preferred", "safe_hours", "good_times"),
    "helps": ("helps", "communication_needs"),
    "share": ("share",),
}


class EntryForm(SafeContactForm, AskedByForm, OnceForm):
    """Who asks, for whom, what was told, and how to reach the family."""

    # As it stands on the page: what is wrong is listed from the top.
    field_order = (
        "channel",
        *WHEN,
        "source",
        "filled_by",
        "relation",
        "at_home",
        "agreement",
        "agreement_words",
        *AskedByForm.base_fields,
        "contact_name",
        *SafeContactForm.base_fields,
    )
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(channel, channel.label) for channel in BY_DESK],
        widget=forms.RadioSelect({"small": True}),
        error_messages={
            "required": _("Select how it came"),
            "invalid_choice": _("Select how it came"),
        },
    )
    happened_on = day_field(_("When did it come? (optional)"))
    happened_time = time_field()
    source = forms.ChoiceField(
        label=_("Who asks?"),
        choices=[("", _("Select who asks")), *SourceCode.choices],
        error_messages={
            "required": _("Select who asks"),
            "invalid_choice": _("Select who asks"),
        },
    )
    filled_by = one_line(
        _("Somebody tells it for the family: their name (optional)"),
        200,
        "",
        required=False,
        spellcheck="false",
        autocomplete="off",
    )
    relation = one_line(_("How they know the family (optional)"), 200, "", required=False)
    at_home = forms.ChoiceField(
        label=_("Does a young person ask for themselves, alone?"),
        choices=[
            ("", _("No")),
            (AtHome.NOBODY, _("Yes: nobody at home may know")),
            (AtHome.ASK, _("Yes: ask them before anybody at home is told")),
            (AtHome.MAY_KNOW, _("Yes: those at home may know")),
        ],
        required=False,
        widget=forms.RadioSelect({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    agreement = forms.ChoiceField(
        label=_("Does the family know?"),
        choices=FamilyAgreement.choices,
        required=False,
        widget=forms.RadioSelect({"small": True}),
        error_messages={
            "invalid_choice": _("Select whether the family knows and agrees"),
        },
    )
    agreement_words = words(_("What did they say? (optional)"), 1_000, rows=2)
    contact_name = one_line(
        _("Name of the adult, or young person, to answer"),
        200,
        _("Enter the name of the adult to answer"),
        spellcheck="false",
        autocomplete="off",
    )
    postcode = one_line(_("Postcode (optional)"), 60, "", required=False, width="10")
    no_fixed_address = forms.BooleanField(label=_("No fixed address"), required=False)
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Hub, if the postcode does not tell"),
        required=False,
        empty_label=_("By the postcode"),
        error_messages={"invalid_choice": _("Select a hub from the list")},
    )
    share = several(
        _("Who may we talk to? As it ticked on paper (optional)"),
        [*SHARED_WITH.items(), ("nobody", _("Please do not talk to any of these"))],
        _("Select from the list"),
        exclusive="nobody",
    )
    topics = forms.MultipleChoiceField(
        label=_("What is happening?"),
        choices=[(title, [(t.code, t.words) for t in group]) for title, group in GROUPS.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    today = forms.MultipleChoiceField(
        label=_("Is any of this happening now?"),
        choices=list(TODAY.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    story = words(_("What were you told, in their words?"), 5_000, rows=5)
    tried = words(_("What has been tried? (optional)"), 2_000, rows=2)

    photos = UploadsField(
        label=_("Photo or PDF of the form (optional)"),
        help_text=_("Up to 5 files, JPEG, PNG, HEIC or PDF, each smaller than 10 MB."),
        most=MOST_FILES,
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["hub"].queryset = Hub.objects.order_by("name")
        self.people = [
            PersonLine(self.data if self.is_bound else None, prefix=f"person{number}")
            for number in range(PEOPLE)
        ]

    @property
    def more_people(self):
        """Whether anything was typed beyond the first of them."""
        return self.is_bound and any(line.has_changed() for line in self.people[1:])

    @property
    def unfolded(self):
        """Which of the parts that most requests do without stand open."""
        return {part: self.is_touched(names) for part, names in FOLDED.items()}

    def is_valid(self):
        return all([super().is_valid(), *(line.is_valid() for line in self.people)])

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"]
        if not typed:
            return ""
        lookup = postcodes.find(typed)
        if lookup.answer is postcodes.Answer.MALFORMED:
            raise forms.ValidationError(
                _("We could not understand that postcode. Check it, for example M33 7ZF")
            )
        return lookup.text

    def clean_share(self):
        """Where both were ticked, the no is the safer answer."""
        share = self.cleaned_data["share"]
        return ["nobody"] if "nobody" in share else share

    def clean(self):
        settle_revealed(self)
        settle_when(self)
        self.settle_reach()
        said = self.cleaned_data
        if not said.get("story") and not said.get("topics"):
            self.add_error("story", _("Enter what you were told, or tick what is happening"))
        if said.get("no_fixed_address") and said.get("postcode"):
            self.add_error("postcode", _("Leave the postcode empty, or clear “No fixed address”"))
        if said.get("relation") and not said.get("filled_by") and "filled_by" not in self.errors:
            self.add_error("filled_by", _("Enter their name"))
        self.settle_alone(said)
        self.settle_asked_by(said)
        return said

    def settle_alone(self, said):
        """Of a young person's own request no family was asked, and no professional sends it."""
        if not said.get("at_home"):
            if not said.get("agreement") and "agreement" not in self.errors:
                message = _("Select whether the family knows and agrees")
                self.add_error("agreement", message)
            return
        said["agreement"] = said["agreement_words"] = ""
        by_another = said.get("organisation") or said.get("agency")
        if by_another or said.get("channel") == Channel.PROFESSIONAL:
            self.add_error(
                "at_home", _("Select No, or take the professional and the organisation away")
            )

    @property
    def asker(self):
        """Who asked, for whom."""
        said = self.cleaned_data
        if said.get("at_home"):
            return Asker.YOUNG
        by_another = said["filled_by"] or self.is_by_professional(said)
        return Asker.SOMEBODY_ELSE if by_another else Asker.MY_FAMILY

    def request(self):
        """Everything told, as the keyword arguments of `actions.receive`."""
        said = self.cleaned_data
        return {
            "asker": self.asker,
            "alone": {"at_home": said["at_home"]} if said.get("at_home") else None,
            "contact": self.contact(),
            "people": self.told_of(),
            "sharing": self.wishes(),
            "safety_flags": flags_of(said["today"], said["topics"], *self.own_words()),
            **{name: said[name] for name in ("channel", "source", "happened_at", "hub")},
            **{name: said[name] for name in ("contact_name", "topics", "story", "tried")},
            **{name: said[name] for name in ("organisation", "agency", "referrer_role")},
            **{name: said[name] for name in ("agreement", "agreement_words")},
            **{name: said[name] for name in ("postcode", "no_fixed_address")},
        }

    def besides(self):
        """What belongs to the request in rows of its own: who told it, a professional's part."""
        name, relation = self.cleaned_data["filled_by"], self.cleaned_data["relation"]
        filled_in = {"filled_in": {"name": name, "relation": relation}} if name else {}
        part = self.part()
        return filled_in | ({"professional": part} if part else {})

    def own_words(self):
        """Every longer answer, in which somebody may have told of a danger."""
        names = ("story", "tried", "agreement_words", "who_agreed", "told_how")
        said = [self.cleaned_data[name] for name in names]
        said += [line.cleaned_data.get("note", "") for line in self.people]
        return [*said, *self.contact_words()]

    def contact(self):
        """The card; of a young person whoever is at home must not know, unless they may."""
        card = self.card()
        home = str(AT_HOME.get(self.cleaned_data.get("at_home"), ""))
        said = ". ".join(part for part in (home, card["must_not_know"]) if part)
        return card | {"must_not_know": said}

    def wishes(self):
        """As ticked on paper; a family that agrees, agrees to talk with who asked for it."""
        organisation, share = (self.cleaned_data[name] for name in ("organisation", "share"))
        if "nobody" in share:
            return [{"kind": kind, "agrees": False} for kind in SHARED_WITH]
        told = [{"kind": kind, "agrees": True} for kind in share]
        if organisation and self.cleaned_data["agreement"] == FamilyAgreement.AGREES:
            told.append({"organisation": organisation, "agrees": True})
        return told

    def told_of(self):
        """Everybody told of; whom we answer is one of them."""
        told = [line.told() for line in self.people if line.is_somebody]
        is_child = self.asker == Asker.YOUNG
        return with_contact(told, self.cleaned_data["contact_name"], is_child=is_child)
