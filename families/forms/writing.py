"""A note or a contact, as its author writes it: kept while it is unfinished, checked when sent."""

from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from familyhubs.contact.models import Channel

from ..models import EntryKind, Person, Sensitivity
from ..readers import Planned, who_reads
from .days import day_field, moment_of
from .notes import PeopleField
from .once import OnceForm

KINDS = [(EntryKind.CONTACT, _("A contact with the family")), (EntryKind.NOTE, _("A note"))]
CHOICES = (Sensitivity.SHARED, Sensitivity.TEAM, Sensitivity.RESTRICTED)
# More than the form takes; what is longer is cut, never kept whole.
LONGEST_TEXT, MOST_TEXTS = 24_000, 60
NOT_KEPT = {"once", "seen", "warned"}


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Colleagues by name and, from elsewhere, their organisation."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user):
        council = user.organisation is None or user.organisation.is_council
        return user.full_name if council else f"{user.full_name}, {user.organisation}"


class NoteForm(OnceForm):
    """What was said or done, who was there, whom it is about, and who may read it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    warned = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=KINDS,
        initial=EntryKind.CONTACT,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": _("Select a contact or a note")},
    )
    happened_on = day_field()
    channel = forms.ChoiceField(
        label=_("How were you in touch? (optional)"),
        choices=[("", _("Select a way")), *Channel.choices],
        required=False,
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("One line that colleagues see on the timeline."),
        max_length=300,
        error_messages={
            "required": _("Enter a summary"),
            "max_length": _("Summary must be 300 characters or fewer"),
        },
    )
    body = forms.CharField(
        label=_("What was said or done (optional)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": _("This must be 20,000 characters or fewer")},
    )
    present = PeopleField(
        label=_("Who of the family was there? (optional)"),
        queryset=Person.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select people who are in this family"),
            "invalid_pk_value": _("Select people who are in this family"),
        },
    )
    also_present = forms.CharField(
        label=_("Who else was there? (optional)"),
        help_text=_("For example, the health visitor, a neighbour who interpreted."),
        max_length=200,
        required=False,
        error_messages={"max_length": _("This must be 200 characters or fewer")},
    )
    about = PeopleField(
        label=_("Whom is it about? (optional)"),
        help_text=_(
            "A partner reads it only if everybody it is about may be shown to them."
            " Select nobody if it is about the whole family."
        ),
        queryset=Person.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select people who are in this family"),
            "invalid_pk_value": _("Select people who are in this family"),
        },
    )
    sensitivity = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(one, one.label) for one in CHOICES],
        initial=Sensitivity.SHARED,
        widget=forms.RadioSelect(attrs={"reveals": {Sensitivity.RESTRICTED: "readers"}}),
        error_messages={"required": _("Select who may read it")},
    )
    readers = ColleaguesField(
        label=_("Who else may read it? (optional)"),
        help_text=_("You always can. Somebody who does not see this family cannot be named."),
        queryset=User.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select colleagues from the list"),
            "invalid_pk_value": _("Select colleagues from the list"),
        },
    )

    def __init__(self, *args, family, user, people, colleagues, typed=None, **kwargs):
        if typed is not None:
            kwargs["initial"] = shown(self.base_fields, typed)
        super().__init__(*args, user=user, **kwargs)
        self.family, self.user = family, user
        for name in ("about", "present"):
            if name in self.fields:
                self.fields[name].queryset = people
        self.fields["readers"].queryset = colleagues

    def given(self, name):
        """What stands in a box now: sent, or drawn from a draft or the default."""
        return self[name].value() if name in self.fields else None

    @property
    def planned(self):
        """The note as it stands, valid or not: nothing of it is trusted to be anybody's id."""
        named = self.given("readers") if self.given("sensitivity") == "restricted" else ()
        people = self.fields["about"].queryset.filter(pk__in=ids_in(self.given("about")))
        colleagues = self.fields["readers"].queryset.filter(pk__in=ids_in(named))
        sensitivity = self.given("sensitivity")
        return Planned(
            sensitivity=sensitivity if sensitivity in CHOICES else Sensitivity.SHARED,
            about=frozenset(people.values_list("pk", flat=True)),
            named=frozenset(colleagues.values_list("pk", flat=True)),
            text=f"{self.given('summary') or ''}\n{self.given('body') or ''}",
        )

    @property
    def who_reads(self):
        """Who will read it as it stands, and what its author should know before."""
        if not hasattr(self, "_who_reads"):
            self._who_reads = who_reads(self.family, self.planned, author=self.user)
        return self._who_reads

    def clean(self):
        """Whoever is mentioned and may not be shown to a reader: the author is told once."""
        data = self.cleaned_data
        if data.get("sensitivity") != Sensitivity.RESTRICTED:
            data["readers"] = ()
            self.errors.pop("readers", None)
        if not self.errors and self.who_reads.warned not in ("", data.get("warned")):
            self.data = self.data.copy()
            self.data["warned"] = self.who_reads.warned
            for warning in self.who_reads.warnings:
                self.add_error(None, warning)
            self.add_error(None, _("Write it differently, or save again to keep it as it is."))
        return data

    @property
    def key_and_version(self):
        """Which draft this is, and as it stood when the page was drawn; valid or not."""
        self.full_clean()
        return self.cleaned_data.get("once") or uuid4(), self.cleaned_data.get("seen")

    def named(self, key, version):
        """Goes on with the draft of this id."""
        self.fields["once"].initial = self.signed(key)
        self.fields["seen"].initial = version

    def begin_anew(self):
        """What is sent next is a note of its own."""
        self.data = self.data.copy()
        self.data["once"] = self.fields["once"].initial

    @property
    def typed(self):
        """What was typed, cut to what the form could take, as a draft keeps it."""
        names = {part for name in self.fields for part in (name, *parts_of(name))} - NOT_KEPT
        return {
            name: [text[:LONGEST_TEXT] for text in self.data.getlist(name)[:MOST_TEXTS]]
            for name in sorted(names)
            if name in self.data
        }

    @property
    def values(self):
        values = super().values
        values.pop("seen", None)
        del values["warned"]
        return values | {"happened_at": moment_of(values.pop("happened_on"))}


class AgreeForm(forms.Form):
    """A supervisor's answer to what a student or agency worker wrote."""

    answer = forms.ChoiceField(
        label=_("Do you agree to this note?"),
        choices=[("agree", _("Yes, put it on the timeline")), ("back", _("No, send it back"))],
        widget=forms.RadioSelect(attrs={"reveals": {"back": "why"}}),
        error_messages={"required": _("Select whether you agree")},
    )
    why = forms.CharField(
        label=_("What should they change?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("This must be 1,000 characters or fewer")},
    )

    def __init__(self, *args, note, **kwargs):
        super().__init__(*args, **kwargs)
        self.note = note

    def clean(self):
        data = self.cleaned_data
        if data.get("answer") == "back" and not data.get("why", "").strip():
            self.add_error("why", _("Enter what they should change"))
        if data.get("answer") == "agree" and not self.note.is_valid():
            self.add_error("answer", _("Something in it is no longer right. Send it back."))
        return data


def parts_of(name):
    return [f"{name}_{part}" for part in ("day", "month", "year")]


def as_data(typed):
    """What a draft keeps, as a request would send it."""
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name, texts)
    return data


def shown(fields, typed):
    """What was typed, for the boxes: right or wrong."""
    data = as_data(typed)
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in fields.items()
        if name not in NOT_KEPT and not field.widget.value_omitted_from_data(data, {}, name)
    }


def ids_in(given):
    """The ids among what was sent; anything else is nobody."""
    found = []
    for one in given or ():
        try:
            found.append(one.pk if hasattr(one, "pk") else UUID(str(one)))
        except ValueError:
            continue
    return found
