"""The last pages on which a family asks for support: how to be in touch, and who may know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import OrganisationKind
from familyhubs.contact.models import Channel, Helps, SafeHours
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed
from familyhubs.languages.known import OTHERS

from .fields import AskForm, one_line, words

PHONE_WAYS = {Channel.CALL, Channel.TEXT, Channel.WHATSAPP, Channel.VIDEO}
NEED_SOMETHING = PHONE_WAYS | {Channel.EMAIL, Channel.POST}


class ContactForm(AskForm):
    """How to be in touch."""

    template = "ask/contact.html"
    title = _("How can we get in touch safely?")
    ways = forms.MultipleChoiceField(
        label=title,
        help_text=_("Tick every way that is safe for you. We will use no other."),
        choices=[
            (Channel.TEXT, _("Text message")),
            (Channel.CALL, _("Phone call")),
            (Channel.WHATSAPP, _("WhatsApp")),
            (Channel.VIDEO, _("Video call")),
            (Channel.EMAIL, _("Email")),
            (Channel.POST, _("Letter")),
            (Channel.IN_PERSON, _("I will come in and ask")),
        ],
        widget=forms.CheckboxSelectMultiple({"label_as_heading": True}),
        error_messages={
            "required": _("Select at least one way to get in touch"),
            "invalid_choice": _("Select a way from the list"),
        },
    )


class ReachForm(AskForm):
    """The number and the address that those ways need, and no others."""

    template = "ask/titled.html"
    title = _("Where can we reach you?")
    phone = PhoneField(
        label=_("Phone number"),
        error_messages={"required": _("Enter a phone number, like 07700 900 982")},
    )
    voicemail = forms.ChoiceField(
        label=_("If you do not answer, may we leave a message?"),
        choices=[
            ("no", _("No")),
            ("yes", _("Yes")),
            ("unsure", _("I am not sure: then leave none")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select yes if we may leave a message"),
            "invalid_choice": _("Select yes if we may leave a message"),
        },
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={
            "required": _("Enter an email address, like name@example.com"),
            "invalid": _("Enter an email address, like name@example.com"),
            "max_length": _("Enter an email address, like name@example.com"),
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )

    address = forms.CharField(
        label=_("Address for letters"),
        max_length=400,
        help_text=_("The whole address, with the postcode. Others at home may see the envelope."),
        error_messages={
            "required": _("Enter the address for letters"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
    )
    first = forms.ChoiceField(
        label=_("Which way should we try first? (optional)"),
        # Coming in is theirs to try, not ours.
        choices=[
            one for one in ContactForm.base_fields["ways"].choices if one[0] != Channel.IN_PERSON
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Select a way from the list")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ways = set(self.journey.ways)
        if Channel.POST not in ways:
            del self.fields["address"]
        if not ways & PHONE_WAYS:
            del self.fields["phone"]
        if Channel.CALL not in ways:
            del self.fields["voicemail"]
        if Channel.EMAIL not in ways:
            del self.fields["email"]
        first = self.fields["first"]
        first.choices = [(way, said) for way, said in first.choices if way in ways]
        if len(first.choices) < 2:
            del self.fields["first"]


class CarefulForm(AskForm):
    """When it is safe, and what must not be said or known."""

    template = "ask/careful.html"
    title = _("What should we be careful about?")
    safe_hours = forms.MultipleChoiceField(
        label=_("When is a good time? (optional)"),
        required=False,
        choices=SafeHours.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select a time from the list")},
    )
    good_times = words(_("Good times in your own words (optional)"), 300, rows=2)
    never_times = words(_("Times when we must not get in touch (optional)"), 300, rows=2)
    must_not_know = words(_("Is there anyone who must not know? (optional)"), 300, rows=2)
    never_mention = words(_("Is there anything we must never mention? (optional)"), 300, rows=2)
    code_word = one_line(
        _("A secret word (optional)"),
        40,
        "",
        required=False,
        hint=_("We say it first, so you know that it is really us."),
        width="20",
        autocomplete="off",
    )


class LanguageForm(AskForm):
    """Interpreter and other needs, asked up front."""

    template = "ask/language.html"
    title = _("Do you need help to talk with us?")
    interpreter = forms.ChoiceField(
        label=_("Do you need an interpreter? (optional)"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        required=False,
        widget=forms.RadioSelect({"reveals": {"yes": "language"}}),
        error_messages={
            "invalid_choice": _("Select yes if you need an interpreter"),
        },
    )
    language = one_line(
        _("Which language, or sign language?"),
        40,
        _("Enter the language you speak or sign"),
        required=False,
        width="20",
        autocomplete="off",
    )
    helps = forms.MultipleChoiceField(
        label=_("Does any of this help you? (optional)"),
        required=False,
        choices=Helps.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select from the list")},
    )
    communication_needs = words(_("Is there anything else that helps? (optional)"), 500, rows=2)

    @staticmethod
    def suggested(journey):
        """The language in which they write, by its own name."""
        other = OTHERS.get(journey.language)
        return {"language": other.own_name} if other else {}

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data


SHARED_WITH = {
    OrganisationKind.SCHOOL: _("School or college"),
    OrganisationKind.EARLY_YEARS: _("Nursery or childminder"),
    OrganisationKind.NHS: _("Health visitor, midwife or school nurse"),
    OrganisationKind.GP: _("Doctor (GP)"),
    OrganisationKind.HOUSING: _("Housing or landlord"),
    OrganisationKind.VOLUNTARY: _("Charities and local groups that help you"),
}


class SharingForm(AskForm):
    """Who we may talk to. Saying no to all of them stops nothing."""

    template = "ask/sharing.html"
    title = _("Who may we talk to about you?")
    share = forms.MultipleChoiceField(
        label=title,
        help_text=_("Tick the ones you are happy with. You can change your mind at any time."),
        required=False,
        choices=[*SHARED_WITH.items(), ("nobody", _("Please do not talk to any of these"))],
        widget=forms.CheckboxSelectMultiple(
            {
                "label_as_heading": True,
                "divider_before": {"nobody": _("or")},
                "exclusive": "nobody",
            }
        ),
        error_messages={"invalid_choice": _("Select from the list")},
    )

    def clean_share(self):
        """Where both were ticked, the no is the safer answer."""
        share = self.cleaned_data["share"]
        return ["nobody"] if "nobody" in share else share


class SendForm(forms.Form):
    """The last button. The second field is for machines, who fill in everything."""

    website = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        max_length=100_000,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Clear the box that should be empty, then send it again"))
        return ""
