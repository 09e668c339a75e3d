"""A photo of the paper form, instead of typing: a name, a way to be in touch, the photo."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel as Way
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed
from familyhubs.uploads.fields import UploadsField
from hubs import postcodes

from ..models import MOST_FILES, Asker, Channel, SourceCode
from .fields import one_line
from .reach import SendForm

# For staff, so in English whatever language the family has chosen.
READ_FIRST = "Read the photo first: it may say when and how not to get in touch"


class PhotoForm(SendForm):
    """Kept with the draft as it was typed, the photos too: a wrong answer loses nothing."""

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
        choices=[
            (Way.TEXT, _("Text message")),
            (Way.CALL, _("Phone call")),
            (Way.EMAIL, _("Email")),
            (Way.IN_PERSON, _("I will come in and ask")),
        ],
        widget=forms.CheckboxSelectMultiple({"reveals": {Way.EMAIL: "email"}}),
        error_messages={
            "required": _("Select at least one way to get in touch"),
            "invalid_choice": _("Select a way from the list"),
        },
    )
    phone = PhoneField(label=_("Phone number, if we may text or ring (optional)"), required=False)
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
    postcode = one_line(
        _("Postcode (optional)"),
        60,
        "",
        required=False,
        hint=_("We use it to find the people who work near you."),
        autocomplete="postal-code",
        width="10",
    )
    photos = UploadsField(
        label=_("Photo of the form"),
        help_text=_("Up to 5 photos (JPEG, PNG or HEIC) or PDFs, each smaller than 10 MB."),
        message=_("Choose a photo of the form"),
        most=MOST_FILES,
    )

    def __init__(self, *args, has_photos=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].required = not has_photos
        self.order_fields(["contact_name", "ways", "phone", "email", "postcode", "photos"])

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
        by_phone = {Way.TEXT, Way.CALL} & set(said.get("ways", ()))
        if by_phone and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Enter a phone number, like 07700 900 982"))
        return said

    def request(self):
        """What the form says, as the keyword arguments of `actions.receive`."""
        said, ways = self.cleaned_data, self.cleaned_data["ways"]
        name = said["contact_name"]
        return {
            "channel": Channel.WEB,
            "source": SourceCode.FAMILY,
            "asker": Asker.MY_FAMILY,
            "contact_name": name,
            "people": [{"full_name": name, "is_child": False, "is_contact": True}],
            "postcode": said["postcode"],
            "contact": {
                "phone": said["phone"] if {Way.TEXT, Way.CALL} & set(ways) else "",
                "email": said["email"],
                "preferred": ways[0],
                "may_text": Way.TEXT in ways,
                "may_call": Way.CALL in ways,
                "may_email": Way.EMAIL in ways,
                # What stands on the paper no machine can read: until a person has, none writes.
                "never_times": READ_FIRST,
            },
        }
