"""The first pages on which a family asks for support: who, where and what is happening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hubs import postcodes
from hubs.models import Hub

from ..models import Asker
from ..safety import TODAY
from ..topics import GROUPS
from .fields import AskForm, one_line, words

STORY = 5_000


class WhoForm(AskForm):
    """Who needs help."""

    template = "ask/who.html"
    title = _("Who needs help?")
    asker = forms.ChoiceField(
        label=title,
        choices=[
            (Asker.MYSELF, _("Me")),
            (Asker.MY_FAMILY, _("Me and my family")),
            (Asker.SOMEBODY_ELSE, _("Someone else")),
        ],
        widget=forms.RadioSelect({"label_as_heading": True}),
        error_messages={
            "required": _("Select who needs help"),
            "invalid_choice": _("Select who needs help"),
        },
    )


class Under18Form(AskForm):
    """Whether who asks for themselves is a child: their own way keeps it from those at home."""

    template = "ask/under18.html"
    title = _("Are you under 18?")
    under18 = forms.ChoiceField(
        label=title,
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect({"label_as_heading": True}),
        error_messages={
            "required": _("Select yes if you are under 18"),
            "invalid_choice": _("Select yes if you are under 18"),
        },
    )


class NameForm(AskForm):
    """Whom we answer."""

    title = _("What is your name?")
    contact_name = one_line(
        title,
        200,
        _("Enter your name, or what we should call you"),
        hint=_("Your first name is enough if you like."),
        autocomplete="name",
        spellcheck="false",
        label_as_heading=True,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (self.journey.cleaned("who") or {}).get("asker") == Asker.SOMEBODY_ELSE:
            field = self.fields["contact_name"]
            self.title = field.label = _("Who should we get in touch with?")
            field.help_text = _(
                "You, or the person who needs help. What comes later about getting in touch is"
                " about this person."
            )
            if (self.journey.cleaned("agreed") or {}).get("agreed") != "agrees":
                field.help_text = _(
                    "Give your own name: they have not said yes, so we talk with you first. What"
                    " comes later about getting in touch is about you."
                )


class PostcodeForm(AskForm):
    """Where the family lives, so that the right hub answers."""

    title = _("What is your postcode?")
    postcode = forms.CharField(
        label=title,
        required=False,
        max_length=60,
        help_text=_("We use it to find the people who work near you."),
        error_messages={"max_length": _("We could not understand that postcode. Check it")},
        widget=forms.TextInput(
            {
                "label_as_heading": True,
                "autocomplete": "postal-code",
                "width": "10",
                "spellcheck": "false",
            }
        ),
    )
    no_fixed_address = forms.BooleanField(
        label=_("I do not have a fixed address just now"), required=False
    )
    skip = forms.BooleanField(label=_("I am not sure, or would rather not say"), required=False)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["no_fixed_address"]:
            return cleaned | {"postcode": "", "lookup": None}
        if not cleaned["postcode"]:
            if not cleaned["skip"]:
                self.add_error("postcode", _("Enter your postcode, or tick what fits you below it"))
            return cleaned | {"lookup": None}
        lookup = postcodes.find(cleaned["postcode"])
        if lookup.answer is postcodes.Answer.MALFORMED:
            self.add_error(
                "postcode",
                _("We could not understand that postcode. Check it, for example M33 7ZF"),
            )
        return cleaned | {"postcode": lookup.text, "lookup": lookup}


class HubForm(AskForm):
    """Which hub, where the postcode does not tell."""

    template = "ask/hub.html"
    title = _("Which place is easiest for you?")
    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Choose a place (optional)"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Select a place from the list")},
        help_text=_("If you do not mind, go on without choosing."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = Hub.objects.order_by("name")


class NeedsForm(AskForm):
    """What is happening: as many or as few as wanted."""

    template = "ask/needs.html"
    title = _("What is happening?")
    groups = {
        name: (title, [(topic.code, topic.words) for topic in topics])
        for name, (title, topics) in GROUPS.items()
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, (title, topics) in self.groups.items():
            self.fields[code] = forms.MultipleChoiceField(
                label=title,
                choices=topics,
                required=False,
                widget=forms.CheckboxSelectMultiple({"label_size": "m"}),
                error_messages={"invalid_choice": _("Select from the list")},
            )

    @classmethod
    def topics(cls, cleaned):
        """The topics ticked, in the order of the page."""
        return [code for group in cls.groups for code in cleaned.get(group, ())]


class StoryForm(AskForm):
    """In their own words."""

    template = "ask/story.html"
    title = _("What would you like to tell us?")
    story = words(
        title,
        STORY,
        rows=8,
        label_as_heading=True,
        count=True,
        threshold="80",
        hint=_("A few words are enough. You will not have to tell it all again."),
    )

    def clean_story(self):
        story = self.cleaned_data["story"]
        if not story and not self.journey.topics:
            raise forms.ValidationError(
                _("Tell us a little about what is happening, or go back and tick what fits")
            )
        return story


class TodayForm(AskForm):
    """What a person must look at first."""

    title = _("Is any of this happening now?")
    today = forms.MultipleChoiceField(
        label=title,
        help_text=_(
            "We ask so that we know whom to help first."
            " Whatever you tick, we take what you send us."
        ),
        required=False,
        choices=[*TODAY.items(), ("none", _("None of these"))],
        widget=forms.CheckboxSelectMultiple(
            {
                "label_as_heading": True,
                "divider_before": {"none": _("or")},
                "exclusive": "none",
            }
        ),
        error_messages={"invalid_choice": _("Select from the list")},
    )

    def clean_today(self):
        """Somebody who ticks a danger and "none" by mistake is heard."""
        return [code for code in self.cleaned_data["today"] if code != "none"]
