"""A photo of the paper form, instead of typing: a name, a way to be in touch, the photo."""

from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel as Way
from familyhubs.contact.models import Helps
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed
from familyhubs.languages.known import ENGLISH, named
from familyhubs.uploads.fields import UploadsField
from hubs import postcodes
from hubs.models import Hub

from ..models import MOST_FILES, Asker
from ..safety import flags_in
from .ask import WhoForm
from .compose import SOURCES, careful_of, request_of
from .fields import one_line
from .reach import PHONE_WAYS, ContactForm, LanguageForm, SendForm

VOICEMAIL = "voicemail"
INTERPRETER = ("interpreter", "language")
TO_REACH = ("ways", "ringing", "phone", "email", "address")
# For staff, so in English whatever language the family has chosen.
READ_FIRST = "Read the photo first: it may say when and how not to get in touch"


class PhotoForm(SendForm):
    """Kept with the draft as it was typed, the photos too: a wrong answer loses nothing."""

    asker = forms.ChoiceField(
        label=_("Who needs help?"),
        choices=WhoForm.base_fields["asker"].choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select who needs help"),
            "invalid_choice": _("Select who needs help"),
        },
    )
    contact_name = one_line(
        _("What is your name?"),
        200,
        _("Enter your name, or what we should call you"),
        hint=_("Your first name is enough if you like."),
        autocomplete="name",
        spellcheck="false",
    )
    ways = forms.MultipleChoiceField(
        label=_("How can we get in touch safely?"),
        help_text=_("Tick every way that is safe for you. We will use no other."),
        choices=ContactForm.base_fields["ways"].choices,
        widget=forms.CheckboxSelectMultiple(
            {"reveals": {Way.CALL: "ringing", Way.EMAIL: "email", Way.POST: "address"}}
        ),
        error_messages={
            "required": _("Select at least one way to get in touch"),
            "invalid_choice": _("Select a way from the list"),
        },
    )
    ringing = forms.MultipleChoiceField(
        label=_("When we ring (optional)"),
        required=False,
        choices=[
            (VOICEMAIL, _("You may leave a message")),
            (Helps.TEXTPHONE, _("I use a textphone")),
            (Helps.RELAY, Helps.RELAY.label),
        ],
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )
    phone = PhoneField(label=_("Phone number, if we may use it (optional)"), required=False)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
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
        required=False,
        max_length=400,
        help_text=_("The whole address, with the postcode. Others at home may see the envelope."),
        error_messages={
            "required": _("Enter the address for letters"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
    )
    postcode = one_line(
        _("Postcode (optional)"),
        60,
        "",
        required=False,
        hint=_("We use it to find the people who work near you."),
        autocomplete="postal-code",
        width="10",
    )
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Which place is easiest for you? (optional)"),
        required=False,
        empty_label=_("Go by my postcode, or choose for me"),
        error_messages={"invalid_choice": _("Select a place from the list")},
    )
    photos = UploadsField(
        label=_("Photo of the form"),
        help_text=_("Up to 5 photos (JPEG, PNG or HEIC) or PDFs, each smaller than 10 MB."),
        message=_("Choose a photo of the form"),
        most=MOST_FILES,
    )

    def __init__(self, *args, journey, has_photos=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.journey = journey
        self.fields["photos"].required = not has_photos
        self.fields["hub"].queryset = Hub.objects.order_by("name")
        if journey.language != ENGLISH:
            # Whoever rings is read to in English: asked here too, and first in their language.
            for name in INTERPRETER:
                self.fields[name] = deepcopy(LanguageForm.base_fields[name])
            self.fields["language"].initial = LanguageForm.suggested(journey)["language"]
        self.order_fields(
            ["asker", "contact_name", *INTERPRETER, *TO_REACH, "postcode", "hub", "photos"]
        )

    def clean_postcode(self):
        lookup = postcodes.find(typed) if (typed := self.cleaned_data["postcode"]) else None
        if lookup is None:
            return ""
        if lookup.answer is postcodes.Answer.MALFORMED:
            raise forms.ValidationError(
                _("We could not understand that postcode. Check it, for example M33 7ZF")
            )
        return lookup.text

    def clean(self):
        settle_revealed(self)
        said = self.cleaned_data
        by_phone = PHONE_WAYS & set(said.get("ways", ()))
        if by_phone and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Enter a phone number, like 07700 900 982"))
        return said

    def request(self):
        """What the form says, and whatever was typed on the pages before, for `actions.receive`."""
        said = self.cleaned_data
        name, asker = said["contact_name"], said["asker"]
        found = postcodes.find(said["postcode"]).postcode if said["postcode"] else None
        typed = request_of(self.journey, asker=asker, name=name)
        flags = dict.fromkeys([*typed["safety_flags"], *flags_in(self.data.get("address", ""))])
        return typed | {
            "source": SOURCES[asker],
            "postcode": said["postcode"],
            "no_fixed_address": typed["no_fixed_address"] and not said["postcode"],
            # As on the pages: a place is chosen only where the postcode does not tell.
            "hub": (found and postcodes.hub_for(found)) or said["hub"] or typed["hub"],
            "contact": self.contact(),
            # An address is kept only where letters are wanted, and read all the same.
            "safety_flags": list(flags),
        }

    def besides(self):
        """Who fills it in for somebody else."""
        if self.cleaned_data["asker"] != Asker.SOMEBODY_ELSE:
            return {}
        relation = self.journey.answer("filler", "relation", "")
        return {"filled_in": {"name": self.cleaned_data["contact_name"], "relation": relation}}

    def contact(self):
        """The card: what was not ticked is not allowed; what we must be careful about is kept."""
        said, careful = self.cleaned_data, careful_of(self.journey)
        ways, ringing = said["ways"], said["ringing"]
        helps = [one for one in ringing if one != VOICEMAIL]
        never = [READ_FIRST, careful["never_times"]]
        if said.get("interpreter") == "yes":
            known = named(said["language"])
            careful["interpreter_language"] = known.name if known else said["language"]
        return careful | {
            "phone": said["phone"] if PHONE_WAYS & set(ways) else "",
            "email": said["email"],
            "address": said["address"],
            "preferred": ways[0] if len(ways) == 1 else "",
            "may_text": Way.TEXT in ways,
            "may_call": Way.CALL in ways,
            "may_voicemail": VOICEMAIL in ringing,
            "may_whatsapp": Way.WHATSAPP in ways,
            "may_video": Way.VIDEO in ways,
            "may_email": Way.EMAIL in ways,
            "may_post": Way.POST in ways,
            "may_come": Way.IN_PERSON in ways,
            "helps": list(dict.fromkeys([*careful["helps"], *helps])),
            # What stands on the paper no machine can read: until a person has, none writes.
            "never_times": ". ".join(text for text in never if text),
        }
