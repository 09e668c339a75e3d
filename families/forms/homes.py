"""Where people live, and the address that nobody may pass on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import PostcodeField

from ..models import AddressUse, HomeKind, Person
from .notes import PeopleField
from .said import MemberSaysForm, choice_field, words_field


class TogetherForm(MemberSaysForm):
    """A place, and who lives there with this member."""

    people = PeopleField(
        label=_("Who lives there with them? (optional)"),
        queryset=Person.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select people who are in this family"),
            "invalid_pk_value": _("Select people who are in this family"),
        },
    )

    @property
    def values(self):
        values = super().values
        return values | {"people": [values.pop("person"), *values["people"]]}


class HomeForm(TogetherForm):
    """Everything but the kind is optional: not everybody has an address."""

    kind = choice_field(
        _("What kind of place is it?"),
        HomeKind.choices,
        _("Select what kind of place it is"),
        widget=forms.RadioSelect,
    )
    lines = words_field(_("Address (optional)"), 300, widget=forms.Textarea(attrs={"rows": 3}))
    postcode = PostcodeField(label=_("Postcode (optional)"), required=False)
    uprn = words_field(
        _("UPRN (optional)"), 12, help_text=_("Up to 12 numbers, from the council’s gazetteer.")
    )
    use = choice_field(
        _("What is it for?"),
        AddressUse.choices,
        _("Select what the address is for"),
        initial=AddressUse.HOME,
    )
    is_main = forms.BooleanField(
        label=_("They mainly live there"),
        help_text=_("Their main address before this one ends."),
        required=False,
        initial=True,
    )
    is_family_home = forms.BooleanField(
        label=_("Find and count the family by this place"), required=False
    )


class SafeAddressForm(TogetherForm):
    """A refuge, or an address that somebody must not learn."""

    address = words_field(
        _("The address"),
        400,
        _("Enter the address"),
        help_text=_("It is encrypted. It is on no map, in no search and no letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_refuge = forms.BooleanField(label=_("It is a refuge"), required=False)


class ReadSafeAddressForm(forms.Form):
    """Why somebody needs to read it now (access.md section 3)."""

    reason = words_field(
        _("Why do you need to read it now?"),
        300,
        _("Enter why you need to read it"),
        help_text=_("Your reason is kept in the log."),
    )
