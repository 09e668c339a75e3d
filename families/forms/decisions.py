"""A decision to share without agreement, and its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation, User
from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from ..models import Person, SharingAgreement, SharingBasis
from ..staff import workers_for
from .access import StaffField, reason_field
from .agreements import PersonField
from .once import OnceForm

HINTS = {
    SharingBasis.SAFEGUARDING: _("Somebody is at risk of harm."),
    SharingBasis.DUTY: _("The law says that it must be shared."),
    SharingBasis.COURT: _("A court has ordered it."),
    SharingBasis.STATUTORY: _("Another function that the law gives to them or us."),
}


def long_text(label, missing, **kwargs):
    """A few lines of text."""
    return forms.CharField(
        label=label,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": missing,
            "max_length": _("This must be 4,000 characters or fewer"),
        },
        **kwargs,
    )


class OrganisationField(forms.ModelChoiceField):
    """An organisation, with what stands in the way of its seeing anything."""

    def label_from_instance(self, organisation):
        if organisation.pk in self.in_force:
            return organisation.name
        return _("%s: no sharing agreement in force") % organisation.name


class SharingDecisionForm(OnceForm):
    """Who may see whom without agreement, why, and until when."""

    person = PersonField(
        label=_("Whom is it about?"),
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Select whom it is about"),
            "invalid_choice": _("Select somebody in this family"),
        },
    )
    organisation = OrganisationField(
        label=_("Which organisation may see it?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Select an organisation"),
        error_messages={
            "required": _("Select the organisation"),
            "invalid_choice": _("Select an organisation from the list"),
        },
    )
    basis = forms.ChoiceField(
        label=_("On what ground?"),
        choices=SharingBasis.choices,
        widget=forms.RadioSelect(attrs={"hints": HINTS}),
        error_messages={"required": _("Select the ground for sharing")},
    )
    reason = long_text(_("What is the concern?"), _("Enter what the concern is"))
    items = long_text(
        _("What may be shared?"),
        _("Enter what may be shared"),
        help_text=_("No more than is needed. For example, name, school and the plan’s goals."),
    )
    family_told = forms.ChoiceField(
        label=_("Has the family been told?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect(attrs={"reveals": {"no": "why_not_told"}}),
        error_messages={"required": _("Select whether the family has been told")},
    )
    why_not_told = long_text(
        _("Why not?"),
        _("Enter why the family has not been told"),
        required=False,
        help_text=_("For example, because telling them would put somebody at risk."),
    )
    asked_by = StaffField(
        label=_("Which colleague asks for it?"),
        queryset=User.objects.none(),
        empty_label=_("Select a colleague"),
        help_text=_("Nobody decides what they ask for themselves."),
        error_messages={
            "required": _("Select which colleague asks for it"),
            "invalid_choice": _("Select a colleague from the list"),
        },
    )
    review_due_on = DateField(
        label=_("When will it be looked at again?"),
        called=_("The day of the review"),
        must_be="today or future",
        error_messages={"required": _("Enter when it will be looked at again")},
    )
    last_day = DateField(
        label=_("Last day, if there is one"),
        help_text=_("Without one it holds until somebody ends it."),
        called=_("The last day"),
        must_be="today or future",
        required=False,
    )

    def __init__(self, *args, family, people, **kwargs):
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.exclude(kind="council").filter(ended_on=None)
        agreed = SharingAgreement.objects.current().values_list("organisation", flat=True)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].in_force = set(agreed)
        self.fields["person"].queryset = people
        colleagues = workers_for(family.hub).filter(organisation__kind="council")
        self.fields["asked_by"].queryset = colleagues.exclude(pk=kwargs["user"].pk)

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def values(self):
        values = super().values
        return values | {"family_told": values["family_told"] == "yes"}


class EndSharingDecisionForm(forms.Form):
    """Why it need not be shared any more."""

    reason = reason_field(_("Why is it ending?"), _("Enter why it is ending"))
