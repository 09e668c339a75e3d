"""A request keyed in by staff or partners: by telephone, at the desk, on paper, or their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm
from familyhubs.accounts.models import Organisation
from familyhubs.contact.models import Channel as Way
from familyhubs.contact.models import Helps
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed
from familyhubs.uploads.fields import UploadsField
from hubs import postcodes
from hubs.models import Hub

from ..models import MOST_FILES, Asker, AtHome, Channel, FamilyAgreement, SourceCode
from ..permissions import enters_for_others
from ..safety import TODAY, flags_of
from ..topics import GROUPS
from .compose import AT_HOME
from .fields import one_line, words
from .lines import ToldLine
from .reach import PHONE_WAYS
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


class EntryForm(OnceForm):
    """Who asks, for whom, what was told, and how to reach the family."""

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
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation, if a professional asks"),
        required=False,
        empty_label=_("None"),
        error_messages={"invalid_choice": _("Select an organisation from the list")},
    )
    referrer_role = one_line(
        _("Their role, and how they know the family (optional)"), 200, "", required=False
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
    ways = forms.MultipleChoiceField(
        label=_("Safe ways to get in touch"),
        choices=[
            (Way.CALL, _("Phone call")),
            (Way.TEXT, _("Text message")),
            (Way.WHATSAPP, _("WhatsApp")),
            (Way.VIDEO, _("Video call")),
            (Way.EMAIL, _("Email")),
            (Way.POST, _("Letter")),
            (Way.IN_PERSON, _("In person only")),
        ],
        widget=forms.CheckboxSelectMultiple(
            {"small": True, "reveals": {"call": "voicemail", "post": "address"}}
        ),
        error_messages={
            "required": _("Select at least one safe way to get in touch"),
            "invalid_choice": _("Select a way from the list"),
        },
    )
    voicemail = forms.BooleanField(label=_("A voicemail is safe"), required=False)
    phone = PhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Enter an email address, like name@example.com"),
            "max_length": _("Enter an email address, like name@example.com"),
        },
    )
    address = forms.CharField(
        label=_("Address for letters"),
        required=False,
        max_length=400,
        error_messages={
            "required": _("Enter the address for letters"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.Textarea({"rows": 3}),
    )
    careful = words(_("Never do, never mention, must not know (optional)"), 300, rows=2)
    code_word = one_line(_("Code word (optional)"), 40, "", required=False, width="10")
    interpreter_language = one_line(
        _("Interpreter for (optional)"), 40, "", required=False, width="10"
    )
    helps = forms.MultipleChoiceField(
        label=_("What helps them to talk with us? (optional)"),
        choices=Helps.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    communication_needs = words(_("What else helps? (optional)"), 500, rows=2)
    postcode = one_line(_("Postcode (optional)"), 60, "", required=False, width="10")
    no_fixed_address = forms.BooleanField(label=_("No fixed address"), required=False)
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Hub, if the postcode does not tell"),
        required=False,
        empty_label=_("By the postcode"),
        error_messages={"invalid_choice": _("Select a hub from the list")},
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
        self.user = user
        self.fields["hub"].queryset = Hub.objects.order_by("name")
        partners = Organisation.objects.filter(ended_on=None).exclude(kind="council")
        self.fields["organisation"].queryset = partners.order_by("name")
        if not enters_for_others(user):
            for name in ("channel", "organisation", "at_home", *WHEN):
                del self.fields[name]
        self.people = [
            ToldLine(self.data if self.is_bound else None, prefix=f"person{number}")
            for number in range(PEOPLE)
        ]

    @property
    def more_people(self):
        """Whether anything was typed beyond the first two people."""
        return self.is_bound and any(line.has_changed() for line in self.people[2:])

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

    def clean(self):
        settle_revealed(self)
        settle_when(self)
        said = self.cleaned_data
        ways = set(said.get("ways", ()))
        if ways & PHONE_WAYS and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Enter a phone number, like 07700 900 982"))
        if Way.EMAIL in ways and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter an email address, like name@example.com"))
        if not said.get("story") and not said.get("topics"):
            self.add_error("story", _("Enter what you were told, or tick what is happening"))
        if said.get("no_fixed_address") and said.get("postcode"):
            self.add_error("postcode", _("Leave the postcode empty, or clear “No fixed address”"))
        if said.get("relation") and not said.get("filled_by") and "filled_by" not in self.errors:
            self.add_error("filled_by", _("Enter their name"))
        self.settle_alone(said)
        by_professional = said.get("channel") == Channel.PROFESSIONAL
        if by_professional and not said.get("organisation") and "organisation" in self.fields:
            self.add_error("organisation", _("Select the organisation that asks"))
        return said

    def settle_alone(self, said):
        """Of a young person's own request no family was asked, and no professional sends it."""
        if not said.get("at_home"):
            if not said.get("agreement") and "agreement" not in self.errors:
                message = _("Select whether the family knows and agrees")
                self.add_error("agreement", message)
            return
        said["agreement"] = said["agreement_words"] = ""
        if said.get("organisation") or said.get("channel") == Channel.PROFESSIONAL:
            self.add_error(
                "at_home", _("Select No, or take the professional and the organisation away")
            )

    @property
    def asker(self):
        """Who asked, for whom."""
        said = self.cleaned_data
        if said.get("at_home"):
            return Asker.YOUNG
        by_another = "channel" not in self.fields or said["organisation"] or said["filled_by"]
        return Asker.SOMEBODY_ELSE if by_another else Asker.MY_FAMILY

    def request(self):
        """Everything told, as the keyword arguments of `actions.receive`."""
        said = self.cleaned_data
        mine = "channel" not in self.fields
        organisation = self.user.organisation if mine else said["organisation"]
        return {
            "channel": Channel.PROFESSIONAL if mine else said["channel"],
            "source": said["source"],
            "happened_at": said["happened_at"],
            "asker": self.asker,
            "alone": {"at_home": said["at_home"]} if said.get("at_home") else None,
            "contact_name": said["contact_name"],
            "contact": self.contact(),
            "people": self.told_of(),
            "topics": said["topics"],
            "sharing": self.wishes(organisation),
            "safety_flags": flags_of(said["today"], said["topics"], *self.own_words()),
            "referrer": self.user if mine else None,
            "organisation": organisation,
            **{name: said[name] for name in ("hub", "story", "postcode", "no_fixed_address")},
            **{name: said[name] for name in ("referrer_role", "agreement", "agreement_words")},
            "tried": said["tried"],
        }

    def besides(self):
        """What belongs to the request and stands in a row of its own: who told it for whom."""
        name, relation = self.cleaned_data["filled_by"], self.cleaned_data["relation"]
        return {"filled_in": {"name": name, "relation": relation}} if name else {}

    def own_words(self):
        """Every longer answer, in which somebody may have told of a danger."""
        names = ("story", "tried", "careful", "agreement_words", "communication_needs")
        said = [self.cleaned_data[name] for name in names]
        said += [line.cleaned_data.get("note", "") for line in self.people]
        # An address is kept only where letters are wanted, and read all the same.
        return [*said, self.data.get("address", "")]

    def contact(self):
        """The card: what was not said is not allowed."""
        said, ways = self.cleaned_data, self.cleaned_data["ways"]
        return {
            **{name: said[name] for name in ("phone", "email", "address", "code_word")},
            "preferred": ways[0],
            "may_call": Way.CALL in ways,
            "may_voicemail": bool(said["voicemail"]) and Way.CALL in ways,
            "may_text": Way.TEXT in ways,
            "may_email": Way.EMAIL in ways,
            "may_whatsapp": Way.WHATSAPP in ways,
            "may_video": Way.VIDEO in ways,
            "may_post": Way.POST in ways,
            "never_mention": said["careful"],
            **{n: said[n] for n in ("interpreter_language", "helps", "communication_needs")},
            "must_not_know": str(AT_HOME.get(said.get("at_home"), "")),
        }

    def wishes(self, organisation):
        """A family that agrees, agrees to talk with who asked for it."""
        if organisation is None or organisation.is_council:
            return []
        agrees = self.cleaned_data["agreement"] == FamilyAgreement.AGREES
        return [{"organisation": organisation, "agrees": True}] if agrees else []

    def told_of(self):
        name = self.cleaned_data["contact_name"]
        told = [line.told() for line in self.people if line.cleaned_data.get("full_name")]
        told = [one for one in told if one["full_name"].casefold() != name.casefold()]
        is_child = self.asker == Asker.YOUNG
        return [{"full_name": name, "is_child": is_child, "is_contact": True}, *told]
