"""What families and colleagues type in a chat or a question (R048)."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.once import OnceForm
from families.models import Sensitivity
from familyhubs.accounts.models import User
from familyhubs.database.actor import open_with
from familyhubs.govuk.fields import PhoneField
from familyhubs.govuk.forms import settle_revealed
from hubs.models import Hub

from ..actions.chats import LONGEST, LONGEST_NAME, LONGEST_REASON
from ..codes import digest_of
from ..desk.forms import TAPPED
from ..desk.topics import CHOICES
from ..forms.fields import one_line
from ..forms.reach import SendForm
from ..forms.saving import BackForm
from ..models import AnswerWay, Chat, ChatWish
from ..safety import TODAY

TOO_LONG = _("Use fewer words, or send this in two parts")


def typed(label, message, *, rows=3, **attrs):
    """A box to write in, of which the length is counted only near its end."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        error_messages={"required": message, "max_length": TOO_LONG},
        widget=forms.Textarea({"rows": rows, "count": True, "threshold": "75", **attrs}),
    )


def what_to_call_you():
    return one_line(
        _("What should we call you? (optional)"),
        LONGEST_NAME,
        "",
        required=False,
        hint=_("A first name is enough. It need not be your real one."),
        spellcheck="false",
        autocomplete="off",
        width="20",
    )


class BeginForm(OnceForm, SendForm):
    """The first words, and a name if they like."""

    name = what_to_call_you()
    words = typed(
        _("What would you like to talk about?"), _("Write what you would like to talk about")
    )


class WayForm(forms.Form):
    """How somebody wants the answer; only what is safe for them."""

    way = forms.ChoiceField(
        label=_("How would you like the answer?"),
        choices=[
            (AnswerWay.LOOK, _("I look here, with a code that you give me")),
            (AnswerWay.EMAIL, _("Email me that there is an answer")),
            (AnswerWay.CALL, _("Ring me")),
        ],
        initial=AnswerWay.LOOK,
        error_messages={
            "required": _("Select how you would like the answer"),
            "invalid_choice": _("Select how you would like the answer"),
        },
        widget=forms.RadioSelect({"reveals": {"email": "email", "call": "phone"}}),
        help_text=_("Choose only what is safe. Nobody else should see it."),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        required=False,
        max_length=254,
        help_text=_("The email does not say what you asked or what we answer."),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address, like name@example.com"),
            "max_length": _("Enter an email address, like name@example.com"),
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = PhoneField(
        label=_("Your phone number"),
        required=False,
        help_text=_("We do not leave a voicemail."),
        error_messages={"required": _("Enter your phone number")},
    )

    def clean(self):
        said = super().clean()
        settle_revealed(self)
        return said

    @property
    def chosen(self):
        """What the action takes."""
        said = self.cleaned_data
        return {"way": said["way"], "reach": said.get("email") or said.get("phone") or ""}


class TodayTicks(forms.Form):
    """What is happening now, for those whose words no scan can read."""

    today = forms.MultipleChoiceField(
        label=_("Is any of this happening now? (optional)"),
        help_text=_("We ask so that we know whom to help first."),
        required=False,
        choices=TODAY.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select from the list")},
    )


class AskUsForm(OnceForm, SendForm, WayForm, TodayTicks):
    """A question, how to answer it, and whom it is for."""

    words = typed(_("What would you like to know?"), _("Write your question"), rows=5)
    name = what_to_call_you()
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Which place is near you? (optional)"),
        required=False,
        empty_label=_("I do not know"),
        error_messages={"invalid_choice": _("Select a place from the list")},
    )
    field_order = ["words", "today", "name", "hub", "way", "email", "phone", "website", "once"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = Hub.objects.order_by("name")

    @property
    def question(self):
        """What the action takes."""
        said = self.cleaned_data
        told = {"words": said["words"], "name": said["name"], "hub": said["hub"]}
        told |= {"ticked": said["today"]}
        return told | {"key": said["once"]} | self.chosen


class SayForm(forms.Form):
    """One line more; its token makes a second press the same line."""

    words = typed(_("Write here"), _("Write something first"), autocomplete="off")
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()

    def clean_token(self):
        """A spoilt one is replaced by a fresh one."""
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid4()


class ComeBackForm(BackForm):
    """The code of a chat or a question."""

    chat = None

    def clean_code(self):
        typed = self.cleaned_data["code"]
        digest = digest_of(typed)
        open_with(digest)
        self.chat = Chat.objects.opened_by(digest)
        if self.chat is None:
            raise forms.ValidationError(
                _("We do not know that code. Check it. It may also be too old")
            )
        return typed


class AnswerForm(SayForm):
    """The answer to a question."""

    words = typed(_("Your answer"), _("Write the answer"), rows=6, autocomplete="off")


class WishForm(forms.Form):
    """Whether the family wants it kept, by one button."""

    wish = forms.ChoiceField(
        choices=ChatWish.choices,
        error_messages={name: _("Press what you want") for name in ("required", "invalid_choice")},
    )


class PassForm(forms.Form):
    """Who talks with them instead, and why."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who talks with them?"),
        required=False,
        empty_label=_("Whoever is free: back to the line"),
        error_messages={"invalid_choice": _("Select a colleague from the list")},
    )
    reason = one_line(_("Why?"), LONGEST_REASON, _("Enter why you pass it on"), autocomplete="off")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = lambda user: user.full_name


class MoveForm(forms.Form):
    """Which hub answers a question instead, and why."""

    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Which hub answers it?"),
        empty_label=_("Select"),
        error_messages={
            "required": _("Select a hub"),
            "invalid_choice": _("Select a hub from the list"),
        },
    )
    reason = one_line(_("Why?"), LONGEST_REASON, _("Enter why it is moved"), autocomplete="off")

    def __init__(self, *args, chat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = Hub.objects.exclude(pk=chat.hub_id).order_by("name")


class AboutForm(forms.Form):
    """What a chat was about and what we did: the two taps of any enquiry."""

    topic = forms.ChoiceField(
        label=_("What was it about?"),
        choices=[("", _("Select")), *CHOICES],
        error_messages={
            "required": _("Select what it was about"),
            "invalid_choice": _("Select what it was about"),
        },
    )
    did = forms.ChoiceField(
        label=_("What did we do?"),
        choices=[(did, did.label) for did in TAPPED],
        error_messages={
            "required": _("Select what we did"),
            "invalid_choice": _("Select what we did"),
        },
    )


class KeepForm(forms.Form):
    """Where what was said is kept, by the reference of a family or a request."""

    reference = forms.CharField(
        label=_("Reference of the family or the request"),
        max_length=40,
        error_messages={
            "required": _("Enter a reference, like FH-7K3M-2Q9T or ASK-7K3M-2Q9T"),
            "max_length": _("Enter a reference, like FH-7K3M-2Q9T or ASK-7K3M-2Q9T"),
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "width": "20"}),
    )
    sensitivity = forms.ChoiceField(
        label=_("On a family's record: who may read it?"),
        choices=[
            (Sensitivity.TEAM, Sensitivity.TEAM.label),
            (Sensitivity.SHARED, Sensitivity.SHARED.label),
        ],
        initial=Sensitivity.TEAM,
        error_messages={
            name: _("Select who may read it") for name in ("required", "invalid_choice")
        },
    )
    agreed = forms.BooleanField(label=_("They agreed in the chat that we keep it"), required=False)
