"""What people agree to, and stopping it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.web import is_uuid

from ..models import AgreementStatus, Capacity, Method, Person, Purpose, Wording
from .days import day_field, end_of, moment_of

CAPACITIES = [
    (Capacity.SELF, _("Adult, for themselves")),
    (Capacity.PARENT, _("Somebody with parental responsibility, for a child")),
    (Capacity.YOUNG_PERSON, _("Young person, for themselves")),
    (Capacity.COUNCIL, _("The council or a court, for a child")),
]
ABOUT_CAPACITY = {
    Capacity.YOUNG_PERSON: _(
        "Under 16, first write down whether they are able to decide this one thing."
    ),
}


class PersonField(forms.ModelChoiceField):
    """One person of the family."""

    widget = forms.RadioSelect

    def label_from_instance(self, person):
        return str(person)


def organisation_field(label, missing):
    """One organisation, asked only where the purpose needs one."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Organisation.objects.none(),
        required=False,
        error_messages={
            "required": missing,
            "invalid_choice": _("Select an organisation from the list"),
        },
        empty_label=_("Select an organisation"),
    )


class DecisionForm(forms.Form):
    """About whom, and what they are asked: one decision."""

    person = PersonField(
        label=_("Whom is the agreement about?"),
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Select whom the agreement is about"),
            "invalid_choice": _("Select somebody in this family"),
        },
        empty_label=None,
    )
    purpose = forms.ChoiceField(
        label=_("What were they asked?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect(
            attrs={"reveals": {Purpose.SHARE: "shared_with", Purpose.GATHER: "asked_of"}}
        ),
        error_messages={"required": _("Select what they were asked")},
    )
    shared_with = organisation_field(
        _("Which organisation may we share with?"), _("Select the organisation we may share with")
    )
    asked_of = organisation_field(
        _("Which organisation may we ask?"), _("Select the organisation we may ask")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(kind="council").filter(ended_on=None)
        for name in ("shared_with", "asked_of"):
            self.fields[name].queryset = others
        self.fields["person"].queryset = people

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def values(self):
        values = dict(self.cleaned_data)
        values["organisation"] = values.pop("shared_with") or values["asked_of"]
        del values["asked_of"]
        return values | {"happened_at": moment_of(values.pop("happened_on"))}


class AgreementForm(DecisionForm):
    """One person's answer for one purpose, with the words that were read to them."""

    status = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(AgreementStatus.GIVEN, _("Yes")), (AgreementStatus.DECLINED, _("No"))],
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": _("Select yes or no")},
    )
    capacity = forms.ChoiceField(
        label=_("As what did they answer?"),
        choices=CAPACITIES,
        widget=forms.RadioSelect(
            attrs={
                "hints": ABOUT_CAPACITY,
                "reveals": {
                    Capacity.COUNCIL: "on_behalf",
                },
            }
        ),
        error_messages={"required": _("Select as what they answered")},
    )
    on_behalf = forms.CharField(
        label=_("Who spoke for the council or court, and by what order?"),
        required=False,
        max_length=300,
        error_messages={
            "required": _("Enter who spoke for the council or court, and by what order"),
            "max_length": _("This must be 300 characters or fewer"),
        },
    )
    given_by = PersonField(
        label=_("Who answered?"),
        help_text=_("Nobody, where the council or a court answered."),
        queryset=Person.objects.none(),
        required=False,
        error_messages={
            "required": _("Select who answered"),
            "invalid_choice": _("Select somebody in this family"),
        },
        empty_label=None,
    )
    method = forms.ChoiceField(
        label=_("How was it given?"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how it was given")},
    )
    happened_on = day_field(_("When did they answer?"))
    last_day = DateField(
        label=_("Last day, if they named one"),
        help_text=_("Without one it holds until they stop it. We ask again after a year."),
        called=_("The last day"),
        must_be="today or future",
        required=False,
    )
    language = forms.ChoiceField(
        label=_("In which language were the words read?"),
        choices=[(one.code, one.name) for one in LANGUAGES.values()],
        initial=ENGLISH,
        error_messages={"required": _("Select the language")},
    )
    words_shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, people=people, **kwargs)
        self.fields["given_by"].queryset = people
        in_force = list(Wording.objects.in_force())
        spoken = {row.language for row in in_force}
        if spoken == {ENGLISH}:
            del self.fields["language"]
        else:
            languages = self.fields["language"].choices
            self.fields["language"].choices = [one for one in languages if one[0] in spoken]
        shown = {row.purpose: row for row in in_force if row.language == ENGLISH}
        hints = {purpose: row.said_of(_("the organisation")) for purpose, row in shown.items()}
        self.fields["purpose"].widget.attrs["hints"] = hints
        self.fields["words_shown"].initial = ",".join(str(row.pk) for row in shown.values())

    def clean(self):
        super().clean()
        by_council = self.cleaned_data.get("capacity") == Capacity.COUNCIL
        if (
            not by_council
            and not self.cleaned_data.get("given_by")
            and "given_by" not in self.errors
        ):
            self.add_error("given_by", self.fields["given_by"].error_messages["required"])
        return self.cleaned_data

    @property
    def wording(self):
        """The words that stood on the page, also where newer ones have come since."""
        purpose = self.cleaned_data["purpose"]
        language = self.cleaned_data.get("language", ENGLISH)
        shown = [part for part in self.cleaned_data["words_shown"].split(",") if is_uuid(part)]
        rows = Wording.objects.filter(pk__in=shown, purpose=purpose, language=language)
        return rows.first() or Wording.objects.shown(purpose, language)

    @property
    def values(self):
        values = super().values
        del values["words_shown"]
        values.pop("language", None)
        last_day = values.pop("last_day")
        return values | {"until": last_day and end_of(last_day), "wording": self.wording}


class CompetenceForm(DecisionForm):
    """Whether a young person can decide one thing, by somebody who talked it through with them."""

    is_able = forms.ChoiceField(
        label=_("Are they able to decide this?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect(attrs={"reveals": {"yes": "kept_from_parents"}}),
        error_messages={"required": _("Select whether they are able to decide this")},
    )
    kept_from_parents = forms.BooleanField(
        label=_("They do not want their parents to see this part"), required=False
    )
    understood = forms.CharField(
        label=_("What did they understand?"),
        help_text=_("What it is for, what may happen, and what if they say no. In their words."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter what they understood"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )
    reasons = forms.CharField(
        label=_("Why do you think so?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why you think so"),
            "max_length": _("This must be 2,000 characters or fewer"),
        },
    )
    happened_on = day_field(_("When did you talk with them?"))

    @property
    def values(self):
        values = super().values
        return values | {"is_able": values["is_able"] == "yes"}


class WithdrawForm(forms.Form):
    """Who said stop, and in what words."""

    said_by = PersonField(
        label=_("Who said so?"),
        help_text=_(
            "If another parent than the one who agreed says so, it is an objection: a manager"
            " decides, and nothing stops until then."
        ),
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Select who said so"),
            "invalid_choice": _("Select somebody in this family"),
        },
        empty_label=None,
    )
    reason = forms.CharField(
        label=_("What did they say?"),
        help_text=_("In their own words if you can. No reason is needed to stop."),
        max_length=200,
        error_messages={
            "required": _("Enter what they said"),
            "max_length": _("This must be 200 characters or fewer"),
        },
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset = people
