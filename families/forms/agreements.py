"""What people agree to, and stopping it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.forms import settle_revealed

from ..models import AgreementStatus, Capacity, Method, Person, Purpose
from .days import day_field, moment_of


class PersonField(forms.ModelChoiceField):
    """One person of the family."""

    widget = forms.RadioSelect

    def label_from_instance(self, person):
        return str(person)


class AgreementForm(forms.Form):
    """One person's answer for one purpose."""

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
    shared_with = forms.ModelChoiceField(
        label=_("Which organisation may we share with?"),
        queryset=Organisation.objects.none(),
        required=False,
        error_messages={
            "required": _("Select the organisation we may share with"),
            "invalid_choice": _("Select an organisation from the list"),
        },
        empty_label=_("Select an organisation"),
    )
    asked_of = forms.ModelChoiceField(
        label=_("Which organisation may we ask?"),
        queryset=Organisation.objects.none(),
        required=False,
        error_messages={
            "required": _("Select the organisation we may ask"),
            "invalid_choice": _("Select an organisation from the list"),
        },
        empty_label=_("Select an organisation"),
    )
    status = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(AgreementStatus.GIVEN, _("Yes")), (AgreementStatus.DECLINED, _("No"))],
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={"required": _("Select yes or no")},
    )
    given_by = PersonField(
        label=_("Who answered?"),
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Select who answered"),
            "invalid_choice": _("Select somebody in this family"),
        },
        empty_label=None,
    )
    capacity = forms.ChoiceField(
        label=_("As what did they answer?"),
        choices=[choice for choice in Capacity.choices if choice[0] != Capacity.COUNCIL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select as what they answered")},
    )
    method = forms.ChoiceField(
        label=_("How was it given?"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how it was given")},
    )
    happened_on = day_field(_("When did they answer?"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(kind="council").filter(ended_on=None)
        for name in ("shared_with", "asked_of"):
            self.fields[name].queryset = others
        for name in ("person", "given_by"):
            self.fields[name].queryset = people

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def values(self):
        values = dict(self.cleaned_data)
        values["organisation"] = values.pop("shared_with") or values.pop("asked_of", None)
        values.pop("asked_of", None)
        return values | {"happened_at": moment_of(values.pop("happened_on"))}


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
