"""What an officer types when a request is worked: tries, questions, decisions."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.contact.models import Channel as Way
from familyhubs.govuk.fields import DateField
from hubs.models import Hub, Session

from ..actions.triage import own_hub
from ..models import ADVISING, DECLINING, Decision, Funded
from ..safe_enquiry import adults_of, why_no_joint
from ..topics import TOPICS
from .fields import one_line
from .when import WhenForm

SESSIONS_AHEAD = timedelta(days=42)


def reason(label, message, *, required=True, hint="", longest=2_000):
    """The officer's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        error_messages={"required": message, "max_length": _("Use fewer words here")},
        widget=forms.Textarea({"rows": 4}),
    )


def one_of(label, choices, message, *, hint="", **attrs):
    """A choice of one, whose one message says what to do."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect({"small": True, **attrs}),
        error_messages={"required": message, "invalid_choice": message},
    )


def who_helps():
    """Which organisation helps."""
    return forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Who gives the help? (optional)"),
        empty_label=_("Nobody in particular"),
        required=False,
        error_messages={"invalid_choice": _("Select an organisation from the list")},
    )


def funded():
    """Whether money comes with it (R060)."""
    return forms.ChoiceField(
        label=_("Is that help paid for? (optional)"),
        choices=[("", _("Select if you named who helps")), *Funded.choices],
        required=False,
        error_messages={"invalid_choice": _("Select whether it is paid for")},
    )


def couples_tick():
    """Whether it is an offer of help with arguments between parents (R052)."""
    return forms.BooleanField(
        label=_("This offers help with arguments between parents, or a joint session"),
        help_text=_("Only after a safe enquiry, asked alone."),
        required=False,
    )


def for_adults():
    """Each of whom has said alone that they are safe."""
    return forms.MultipleChoiceField(
        label=_("Which adults is that for?"),
        help_text=_("Each of them must have been asked alone first."),
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_list"), _("Select adults from the list")
        ),
    )


class BesideForm(forms.Form):
    """What may stand beside a decision that helps; a joint offer is not shown where there is abuse,
    or where somebody did not want to say.

    Nothing of it is needed: no proof is asked before help is given (R055).
    """

    provider = who_helps()
    is_funded = funded()
    is_couple = couples_tick()
    for_adults = for_adults()

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        helpers = Organisation.objects.filter(ended_on=None).order_by("name")
        self.fields["provider"].queryset = helpers
        self.no_joint = why_no_joint(referral)
        self.adults = {str(person.pk): person for person in adults_of(referral)}
        if self.no_joint:
            del self.fields["is_couple"]
        if self.no_joint or len(self.adults) < 2:
            del self.fields["for_adults"]
        else:
            names = [(pk, person.full_name) for pk, person in self.adults.items()]
            self.fields["for_adults"].choices = names

    def clean_for_adults(self):
        return [self.adults[pk] for pk in self.cleaned_data["for_adults"]]

    def is_joint(self, said):
        """Whether it is an offer to two adults together."""
        return said.get("is_couple")

    def clean(self):
        said = super().clean() or self.cleaned_data
        asks = "for_adults" in self.fields and "for_adults" not in self.errors
        if asks and self.is_joint(said) and not said.get("for_adults"):
            self.add_error("for_adults", _("Select which adults it is for"))
        if said.get("provider") and not said.get("is_funded"):
            self.add_error("is_funded", _("Select whether that help is paid for"))
        if said.get("is_funded") and not said.get("provider"):
            self.add_error("provider", _("Select who gives the help"))
        return said


class AdviseForm(BesideForm, WhenForm):
    """Advice, a signpost or a place at a session, and what was said."""

    needs_referral = True
    decision = one_of(
        _("What helped?"),
        [(decision, decision.label) for decision in Decision if decision in ADVISING],
        _("Select what helped"),
    )
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=_("Which session? (only where you book one)"),
        empty_label=_("No session"),
        required=False,
        error_messages={"invalid_choice": _("Select a session from the list")},
    )
    reason = reason(_("What did you tell them?"), _("Enter what you told them"))
    field_order = ("decision", "session", "reason")

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, referral=referral, **kwargs)
        self.fields["session"].queryset = sessions_at(referral.hub, joint=not self.no_joint)
        self.fields["session"].label_from_instance = session_words

    def is_joint(self, said):
        session = said.get("session")
        return super().is_joint(said) or (session and session.activity.kind.is_joint)

    def clean(self):
        said = super().clean()
        booking = said.get("decision") == Decision.BOOK_SESSION
        if booking and not said.get("session") and "session" not in self.errors:
            self.add_error("session", _("Select the session to book"))
        if said.get("session") and said.get("decision") and not booking:
            self.add_error("session", _("Select “No session”, or that you book one"))
        return said


def sessions_at(hub, *, joint):
    """What can be booked by the session at this hub in the next weeks; joint ones or not (R052)."""
    now = timezone.now()
    rows = Session.objects.planned().filter(
        starts_at__gt=now,
        starts_at__lt=now + SESSIONS_AHEAD,
        activity__hub=hub,
        activity__needs_booking=True,
        activity__is_course=False,
    )
    rows = rows if joint else rows.exclude(activity__kind__is_joint=True)
    return rows.select_related("activity__kind").order_by("starts_at", "pk")


def session_words(session):
    starts = timezone.localtime(session.starts_at)
    words = f"{session.activity.name}, {date_format(starts, 'D j M, H:i')}"
    return _now("%s (for both parents)") % words if session.activity.kind.is_joint else words


class DeclineForm(WhenForm):
    """No further action, why, and what the family can do now: never a dead end."""

    decision = one_of(
        _("Why is nothing more needed from us?"),
        [(decision, decision.label) for decision in Decision if decision in DECLINING],
        _("Select why nothing more is needed"),
    )
    next_step = reason(
        _("What can the family do next?"),
        "",
        required=False,
        hint=_("A service, a session or a number; they can always ask again. Not for a duplicate."),
    )
    reason = reason(_("Reason"), _("Enter the reason"))
    field_order = ("decision", "reason", "next_step")

    def clean(self):
        said = super().clean()
        duplicate = said.get("decision") == Decision.DUPLICATE
        if said.get("decision") and not duplicate and not said.get("next_step", "").strip():
            self.add_error("next_step", _("Enter what the family can do next"))
        return said


class PrepareForm(WhenForm):
    """Not ready yet (R061)."""

    review_on = DateField(
        label=_("When do you look again?"),
        called=_("The day to look again"),
        must_be="future",
        error_messages={"required": _("Enter when you look again")},
    )
    reason = reason(
        _("What would make them ready, and who helps?"),
        _("Enter what would make them ready"),
        longest=300,
    )


class ProposeForm(WhenForm):
    """One of two people: could not be reached."""

    reason = reason(_("What did you try?"), _("Enter what you tried"))


class AnswerForm(WhenForm):
    """The other of two people."""

    agreed = one_of(
        _("Do you agree to close it?"),
        [("yes", _("Yes: close it as not reached")), ("no", _("No: go on trying"))],
        _("Select yes if you agree"),
    )
    answer = reason(_("What should be tried next? (if you do not agree)"), "", required=False)
    next_step = reason(_("What can the family do next? (if you agree)"), "", required=False)

    def clean_agreed(self):
        return self.cleaned_data["agreed"] == "yes"

    def clean(self):
        said = super().clean()
        needed = {True: "next_step", False: "answer"}.get(said.get("agreed"))
        message = {
            "next_step": _("Enter what the family can do next"),
            "answer": _("Enter what to try next"),
        }
        if needed and not said.get(needed, "").strip():
            self.add_error(needed, message[needed])
        return said


class NeedForm(forms.Form):
    """Something else that matters (R054)."""

    topic = forms.ChoiceField(
        label=_("What else is there?"),
        choices=[("", _("Select a need")), *((code, t.words) for code, t in TOPICS.items())],
        error_messages={
            "required": _("Select a need"),
            "invalid_choice": _("Select a need from the list"),
        },
    )


class EscalateForm(WhenForm):
    """Passed to children's social care."""

    reason = reason(
        _("What were you told, and what worries you?"),
        _("Enter what worries you"),
        hint=_("Their own words where you can. The safeguarding leads are told at once."),
    )


class AskMoreForm(WhenForm):
    """What we wait for."""

    question = one_line(
        _("What did you ask the family?"),
        300,
        _("Enter what you asked"),
        hint=_("The time for a decision stands still until you go on."),
    )


class AttemptForm(WhenForm):
    """One try to reach the family."""

    channel = one_of(_("How did you try?"), Way.choices, _("Select how you tried"))
    reached = one_of(
        _("Did you reach them?"),
        [("yes", _("Yes")), ("no", _("No"))],
        _("Select yes if you reached them"),
        inline=True,
    )
    note = reason(_("Note (optional)"), "", required=False)

    def clean_reached(self):
        return self.cleaned_data["reached"] == "yes"


class MoveForm(forms.Form):
    """Another hub: the postcode’s own first; another one says why."""

    needs_referral = True

    hub = forms.ModelChoiceField(
        Hub.objects.none(),
        label=_("Which hub should answer?"),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select a hub"),
            "invalid_choice": _("Select a hub from the list"),
        },
    )

    reason = reason(
        _("Why this hub? (only where the postcode belongs to another one)"),
        "",
        required=False,
        longest=300,
    )

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        own = own_hub(referral)
        if own and own.pk != referral.hub_id:
            self.initial["hub"] = own.pk
        self.fields["hub"].help_text = own and _("Its postcode belongs to %(hub)s.") % {"hub": own}
        self.fields["hub"].queryset = Hub.objects.exclude(pk=referral.hub_id).order_by("name")
