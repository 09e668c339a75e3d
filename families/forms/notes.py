"""Notes, contacts and members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel
from familyhubs.govuk.fields import DateField

from ..models import EntryKind, MemberRole, Person, Sensitivity
from .days import day_field, moment_of
from .once import OnceForm
from .part_dates import PartDateField

KINDS = [(EntryKind.CONTACT, _("A contact with the family")), (EntryKind.NOTE, _("A note"))]
YES_NO_UNKNOWN = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]


class PeopleField(forms.ModelMultipleChoiceField):
    """People of one family, by the name they go by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return str(person)


class NoteForm(OnceForm):
    """What was said or done, whom it is about, and who may read it."""

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
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": _("This must be 20,000 characters or fewer")},
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
        choices=[(s, s.label) for s in (Sensitivity.SHARED, Sensitivity.TEAM)],
        initial=Sensitivity.SHARED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who may read it")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = people

    @property
    def values(self):
        values = super().values
        return values | {"happened_at": moment_of(values.pop("happened_on"))}


class AmendForm(forms.Form):
    """The corrected words, and why; the first ones stay."""

    summary = forms.CharField(
        label=_("Summary"),
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
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = forms.CharField(
        label=_("Why are you correcting it?"),
        max_length=200,
        error_messages={
            "required": _("Enter why you are correcting it"),
            "max_length": _("The reason must be 200 characters or fewer"),
        },
    )


class MemberForm(OnceForm):
    """Somebody who belongs to the family, as they give their own name."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a full name"),
            "max_length": _("Full name must be 200 characters or fewer"),
        },
    )
    role = forms.ChoiceField(
        label=_("Who are they in the family?"),
        choices=MemberRole.choices,
        widget=forms.RadioSelect(attrs={"reveals": {MemberRole.UNBORN: "due_on"}}),
        error_messages={"required": _("Select who they are in the family")},
    )
    due_on = DateField(label=_("Due date (optional)"), called=_("Due date"), required=False)
    born_on = PartDateField(
        label=_("Date of birth (optional)"),
        called=_("Date of birth"),
        help_text=_("For example, 27 3 2007. Leave out the day, or day and month, if not known."),
        must_be="today or past",
    )
    relationship = forms.CharField(
        label=_("Relationship (optional)"),
        help_text=_("For example, mother, grandfather, kinship carer."),
        max_length=60,
        required=False,
    )
    has_parental_responsibility = forms.ChoiceField(
        label=_("Do they hold parental responsibility? (optional)"),
        choices=YES_NO_UNKNOWN,
        required=False,
    )
    lives_with = forms.BooleanField(label=_("Lives with the family"), required=False, initial=True)

    def clean_has_parental_responsibility(self):
        said = self.cleaned_data["has_parental_responsibility"]
        return {"yes": True, "no": False}.get(said)

    def clean(self):
        if self.cleaned_data.get("role") != MemberRole.UNBORN:
            self.cleaned_data["due_on"] = None
            self.errors.pop("due_on", None)
        return self.cleaned_data

    @property
    def values(self):
        values = super().values
        values["born_on"], values["born_accuracy"] = values["born_on"]
        return values


class MemberLeavesForm(forms.Form):
    """Why somebody no longer belongs to the family."""

    reason = forms.CharField(
        label=_("Why are they leaving this family?"),
        help_text=_("For example, moved out, in this record by mistake."),
        max_length=200,
        error_messages={
            "required": _("Enter why they are leaving"),
            "max_length": _("The reason must be 200 characters or fewer"),
        },
    )
