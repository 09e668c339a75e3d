"""What people say to join a hub, on the web and at its desk."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel, SafeHours
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed

from ..models import HeardOf, Hears, Hub, MemberChannel
from .rules import Unread, months_of

YES, NO = "yes", "no"


def hears_field(label, hint=""):
    """Each thing to hear about has its own box, and none is ticked."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=Hears.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select from the list")},
    )


def name_field(label, missing, hint=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=100,
        error_messages={
            "required": missing,
            "max_length": _("Use fewer words here"),
        },
        widget=forms.TextInput({"autocomplete": "off", "width": "20"}),
    )


def phone_field(label):
    said = _("Enter a phone number, like 07700 900 982")
    return PhoneField(
        label=label, required=False, error_messages={"required": said, "max_length": said}
    )


def email_field():
    said = _("Enter an email address, like name@example.com")
    return forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages=dict.fromkeys(("required", "invalid", "max_length"), said),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


def heard_of_field():
    return forms.ChoiceField(
        label=_("How did you hear of us? (optional)"),
        choices=[("", _("Choose, or leave it")), *HeardOf.choices],
        required=False,
        error_messages={"invalid_choice": _("Select from the list")},
    )


class ChildrenField(forms.CharField):
    """Ages or months of birth, one child a line; cleans to months."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Your children’s ages (optional)"))
        kwargs.setdefault(
            "help_text",
            _(
                "One child on each line, like: 3 years, 8 months, or March 2024. Is your baby not"
                " born yet? Write when it is due, like: due May 2027. We keep only the month. It"
                " tells us what may suit you, and when to forget you: when your youngest is six,"
                " unless you have booked something."
            ),
        )
        super().__init__(
            max_length=400,
            required=False,
            error_messages={"max_length": _("Use fewer words here")},
            widget=forms.Textarea({"rows": 3}),
            **kwargs,
        )

    def clean(self, value):
        try:
            return months_of(super().clean(value), timezone.localdate())
        except Unread as unread:
            said = _now("We could not read “%s”. Write an age, or a month and a year")
            raise ValidationError(said % str(unread)[:40]) from None


class JoinForm(forms.Form):
    """Joining on the web: little, and one safe way to be told."""

    name = name_field(
        _("What can we call you?"),
        _("Enter a name we can call you by"),
        _("A first name is enough."),
    )
    children = ChildrenField()
    hears = hears_field(
        _("What would you like to hear about?"), _("Select what you like, or nothing.")
    )
    way = forms.ChoiceField(
        label=_("How shall we tell you?"),
        choices=[(Channel.TEXT, _("Text message")), (Channel.EMAIL, _("Email"))],
        widget=forms.RadioSelect({"reveals": {Channel.TEXT: "phone", Channel.EMAIL: "email"}}),
        error_messages={
            name: _("Select text message or email") for name in ("required", "invalid_choice")
        },
    )
    phone = phone_field(_("Mobile number"))
    email = email_field()
    safe = forms.ChoiceField(
        label=_("Is it safe for us to write to you there?"),
        help_text=_("Say no if somebody who must not know might read it."),
        choices=[(YES, _("Yes, it is safe")), (NO, _("No, or I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={
            name: _("Select whether it is safe to write to you there")
            for name in ("required", "invalid_choice")
        },
    )
    safe_hours = forms.MultipleChoiceField(
        label=_("When is a good time? (optional)"),
        required=False,
        choices=SafeHours.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select a time from the list")},
    )
    heard_of = heard_of_field()
    # For machines, who fill in everything.
    website = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        max_length=100_000,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = forms.CharField(
        required=False,
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("Open this page again, then send it")},
    )

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Clear the box that should be empty, then send it again"))
        return ""

    @property
    def may_be_written_to(self):
        return self.cleaned_data["safe"] == YES

    @property
    def told(self):
        """What the action takes."""
        answers = self.cleaned_data
        way = answers["way"]
        contact = {
            "preferred": way,
            "phone": answers["phone"],
            "email": answers["email"],
            "may_text": way == Channel.TEXT,
            "may_email": way == Channel.EMAIL,
            "safe_hours": answers["safe_hours"],
        }
        rest = ("name", "children", "hears", "heard_of", "form_key")
        return {"contact": contact, **{name: answers[name] for name in rest}}


class HearsForm(forms.Form):
    """Other things to hear about, by one's own link."""

    hears = hears_field(_("What would you like to hear about?"), _("Untick what you do not want."))


class MemberForm(forms.Form):
    """A member as the desk keeps them."""

    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Hub"),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select the hub they join"),
            "invalid_choice": _("Select from the list"),
        },
    )
    name = name_field(_("Name, or what to call them"), _("Enter a name, or what to call them"))
    children = ChildrenField(
        label=_("Children’s ages, or the month a baby is due (optional)"),
        help_text=_(
            "One child on each line, like: 3 years, 8 months, March 2024, or due May 2027. Tell"
            " them: we keep only the month. It tells us what may suit them, and when to forget"
            " them: when the youngest is six, unless they have booked something."
        ),
    )
    way = forms.ChoiceField(
        label=_("How may we reach them safely?"),
        choices=[
            (Channel.TEXT, _("Text message")),
            (Channel.EMAIL, _("Email")),
            (Channel.IN_PERSON, _("Not at all: they ask when they come")),
        ],
        widget=forms.RadioSelect({"reveals": {Channel.TEXT: "phone", Channel.EMAIL: "email"}}),
        error_messages={
            name: _("Select how we may reach them") for name in ("required", "invalid_choice")
        },
    )
    phone = phone_field(_("Mobile number"))
    email = email_field()
    must_not_know = forms.CharField(
        label=_("Who must not know? (optional)"),
        help_text=_("If you name somebody here, the portal sends this member nothing."),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    hears = hears_field(_("What they want to hear about"), _("Ask about each one."))
    heard_of = heard_of_field()
    channel = forms.ChoiceField(
        label=_("Where they join"),
        choices=[
            (channel.value, channel.label) for channel in (MemberChannel.DESK, MemberChannel.BIRTH)
        ],
        initial=MemberChannel.DESK,
        widget=forms.RadioSelect,
        error_messages={
            name: _("Select where they join") for name in ("required", "invalid_choice")
        },
    )
    yes = forms.BooleanField(
        label=_("They are here with me: I have said this to them, and they said yes"),
        help_text=_("Your name and the time are kept with it. The first message names you."),
        error_messages={"required": _("Read it to them, and tick this when they said yes")},
    )

    def __init__(self, *args, hubs=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heard_of"].label = _("How they heard of the hub (optional)")
        if hubs is None:
            for name in ("hub", "channel", "yes"):
                del self.fields[name]
        else:
            self.fields["hub"].queryset = hubs

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def told(self):
        """What the action takes."""
        answers = dict(self.cleaned_data)
        answers.pop("yes", None)
        way = answers.pop("way")
        contact = {
            "preferred": way,
            "phone": answers.pop("phone"),
            "email": answers.pop("email"),
            "may_text": way == Channel.TEXT,
            "may_email": way == Channel.EMAIL,
            "must_not_know": answers.pop("must_not_know"),
        }
        return answers | {"contact": contact}


class MemberSearchForm(forms.Form):
    """Part of a name, or a whole number or address."""

    q = forms.CharField(
        label=_("Name, mobile number or email"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Use fewer words here")},
        widget=forms.TextInput({"autocomplete": "off", "width": "20"}),
    )


class NoticeForm(forms.Form):
    """News, or a question, for the members who chose to hear."""

    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Hub"),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select whose members hear of it"),
            "invalid_choice": _("Select from the list"),
        },
    )
    about = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in (Hears.NEWS, Hears.SAY)],
        widget=forms.RadioSelect,
        error_messages={name: _("Select what it is") for name in ("required", "invalid_choice")},
    )
    title = forms.CharField(
        label=_("Heading"),
        max_length=120,
        error_messages={"required": _("Enter a heading"), "max_length": _("Use fewer words here")},
    )
    words = forms.CharField(
        label=_("What families read"),
        help_text=_("Everybody can read this page. Do not name anybody."),
        max_length=3_000,
        error_messages={
            "required": _("Enter what families read"),
            "max_length": _("Use fewer words here"),
        },
        widget=forms.Textarea({"rows": 6}),
    )
    link = forms.URLField(
        label=_("Link, for example to questions (optional)"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={
            name: _("Enter a whole web address, like https://example.org")
            for name in ("invalid", "max_length")
        },
    )
    form_key = forms.CharField(
        required=False,
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("Open this page again, then send it")},
    )

    def __init__(self, *args, hubs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs
