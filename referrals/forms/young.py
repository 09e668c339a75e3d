"""The pages on which a young person asks for themselves: their own words, their own choices.

No page takes a parent for granted, and every answer but a name, a way to be in touch and what is
happening may be passed over (R063, R064; domain.md 5.2).
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import OrganisationKind
from familyhubs.contact.models import Channel

from ..models import AtHome, TalkTo
from . import ask, reach
from .fields import AskForm, one_line, words

# The topics of topics.py, as a young person would say them.
GROUPS = {
    "me": (
        _("How I am"),
        (
            ("child_mood", _("My worries, or how I feel")),
            ("self_harm", _("Hurting myself")),
            ("alone", _("I feel alone")),
            ("loss", _("Someone has died, or another loss")),
            ("young_substances", _("My drinking, smoking, vaping or drugs")),
            ("send", _("Autism, ADHD or other needs")),
        ),
    ),
    "school": (
        _("School, college and work"),
        (
            ("attendance", _("Getting to school or college")),
            ("no_school", _("No place, or told to leave")),
            ("bullying", _("Bullying")),
            ("work", _("Work or training")),
        ),
    ),
    "others": (
        _("Other people"),
        (
            ("arguments", _("Arguments where I live")),
            ("abuse", _("Someone hurts, scares or controls me")),
            ("online", _("Something that happened online")),
            ("risky", _("Gangs, or people who get me into trouble")),
            ("missing", _("Running away")),
        ),
    ),
    "life": (
        _("My life"),
        (
            ("young_carer", _("I look after someone")),
            ("new_baby", _("I am, or might be, pregnant, or I have a baby")),
            ("money", _("Money or food")),
            ("housing", _("Where I live")),
            ("other", _("Something else")),
        ),
    ),
}
WORDS = {code: said for _title, topics in GROUPS.values() for code, said in topics}


class YoungNameForm(ask.NameForm):
    """What to call them."""

    title = _("What should we call you?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["contact_name"]
        field.label = self.title
        field.help_text = _("Your first name is enough. It can be another name, if that is safer.")


class AboutYouForm(AskForm):
    """Their age, their school or college: neither is needed."""

    template = "ask/titled.html"
    title = _("About you")
    age = forms.IntegerField(
        label=_("How old are you? (optional)"),
        required=False,
        min_value=5,
        max_value=25,
        widget=forms.NumberInput({"width": "2"}),
        error_messages={
            "invalid": _("Enter your age as a whole number, like 14"),
            "min_value": _("Enter your age, from 5 to 25, or leave it out"),
            "max_value": _("Enter your age, from 5 to 25, or leave it out"),
        },
    )
    school = one_line(
        _("Which school or college do you go to? (optional)"),
        200,
        "",
        required=False,
        hint=_("We do not tell them that you asked us."),
        autocomplete="off",
    )


class YoungPostcodeForm(ask.PostcodeForm):
    """Where they live, so that the right people answer."""

    title = _("What is the postcode where you live?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["postcode"]
        field.label = self.title
        field.help_text = _(
            "We use it to find the people who work near you. We do not come to your door."
        )


class YoungNeedsForm(ask.NeedsForm):
    """What is happening to them."""

    template = "ask/needs.html"
    title = _("What would you like help with?")
    groups = GROUPS


class YoungTodayForm(ask.TodayForm):
    """What a person must look at first, said for oneself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {
            "harm": _("Someone is hurting me or someone else, or might"),
            "fear": _("I am scared of someone I know"),
            "self_harm": _("I am thinking of hurting or killing myself"),
            "hunger": _("I have nothing to eat, or no heating, tonight"),
            "homeless": _("I have nowhere safe to sleep tonight"),
        }
        field = self.fields["today"]
        field.choices = [(code, own.get(code, said)) for code, said in field.choices]


class YoungContactForm(reach.ContactForm):
    """Message or video first; no letters, which others at home may open (R064)."""

    template = "ask/contact.html"
    title = _("How can we get in touch with you safely?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["ways"]
        field.label = self.title
        field.choices = [
            (Channel.TEXT, _("Text message")),
            (Channel.WHATSAPP, _("WhatsApp")),
            (Channel.VIDEO, _("Video call")),
            (Channel.CALL, _("Phone call")),
            (Channel.EMAIL, _("Email")),
            (Channel.IN_PERSON, _("I will come in and ask")),
        ]


class YoungReachForm(reach.ReachForm):
    """Their own number or address, which nobody else reads."""

    not_on_paper = ("address",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in (
            ("phone", _("Your own number, that nobody else answers or reads.")),
            ("email", _("Your own, that nobody else reads. Can your school read its email?")),
        ):
            if name in self.fields:
                self.fields[name].help_text = hint


class AtHomeForm(AskForm):
    """Their choice whether anybody at home may know, and who."""

    template = "ask/young_at_home.html"
    title = _("May parents, carers or anyone at home know?")
    at_home = forms.ChoiceField(
        label=_("It is your choice"),
        help_text=_(
            "We mean parents, carers and whoever you live with. Parents who live somewhere else,"
            " too."
        ),
        choices=[
            (AtHome.NOBODY, _("No. Tell nobody at home")),
            (AtHome.ASK, _("Ask me first")),
            (AtHome.MAY_KNOW, _("Yes. They may know")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whether anyone at home may know"),
            "invalid_choice": _("Select whether anyone at home may know"),
        },
    )
    who_may_know = words(
        _("Who may know, and who must not? (optional)"),
        300,
        rows=2,
        hint=_("For example: my nan may know. My dad must not."),
    )


class YoungCarefulForm(reach.CarefulForm):
    """When it is safe; who must not know has a page of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["must_not_know"].label = _("Who else must not know? (optional)")


class TalkForm(AskForm):
    """Whom they would rather talk to."""

    title = _("Who would you rather talk to?")
    talk_to = forms.ChoiceField(
        label=title,
        help_text=_("We try, and tell you if we cannot."),
        required=False,
        choices=[
            *zip(TalkTo.values, (_("A woman"), _("A man")), strict=True),
            ("any", _("I do not mind")),
        ],
        widget=forms.RadioSelect({"label_as_heading": True}),
        error_messages={"invalid_choice": _("Select from the list")},
    )

    def clean_talk_to(self):
        said = self.cleaned_data["talk_to"]
        return said if said in TalkTo.values else ""


SHARED_WITH = {
    OrganisationKind.SCHOOL: _("School or college"),
    OrganisationKind.NHS: _("School nurse, or others in health"),
    OrganisationKind.GP: _("Doctor (GP)"),
    OrganisationKind.VOLUNTARY: _("A youth group or charity that helps me"),
}


class YoungSharingForm(reach.SharingForm):
    """Whom we may talk to; nobody at home is among them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nobody = self.fields["share"].choices[-1]
        self.fields["share"].choices = [*SHARED_WITH.items(), nobody]


FORMS = {
    "name": YoungNameForm,
    "you": AboutYouForm,
    "postcode": YoungPostcodeForm,
    "hub": ask.HubForm,
    "needs": YoungNeedsForm,
    "story": ask.StoryForm,
    "today": YoungTodayForm,
    "contact": YoungContactForm,
    "reach": YoungReachForm,
    "home": AtHomeForm,
    "careful": YoungCarefulForm,
    "talk": TalkForm,
    "language": reach.LanguageForm,
    "sharing": YoungSharingForm,
}
