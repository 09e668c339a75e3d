"""One person: names and dates, birth, relationships, and who else is around them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from ..kinship import choices
from ..models import ContactScale, LivesWith, MayBeTold, MemberRole, NetworkKind
from .part_dates import PartDate, PartDateField
from .said import MemberSaysForm, PersonField, choice_field, words_field

NOT_SAID = ("", _("Not said"))


class PersonForm(forms.Form):
    """A correction, or something new."""

    full_name = words_field(_("Full name"), 200, _("Enter a full name"))
    known_as = words_field(_("Known as (optional)"), 100)
    born = PartDateField(
        label=_("Date of birth (optional)"), called=_("Date of birth"), must_be="today or past"
    )
    is_estimated = forms.BooleanField(label=_("The date of birth is an estimate"), required=False)
    role = choice_field(
        _("Who are they in the family?"),
        [choice for choice in MemberRole.choices if choice[0] != MemberRole.UNBORN],
        _("Select who they are in the family"),
        widget=forms.RadioSelect,
    )
    lives_with = forms.BooleanField(label=_("Lives with the family"), required=False)
    may_be_told = choice_field(
        _("What may they be told?"),
        MayBeTold.choices,
        _("Select what they may be told"),
        help_text=_("No adult is ever told where another lives, or where and when they get help."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, member, **kwargs):
        person = member.person
        names = ("full_name", "known_as")
        initial = {name: getattr(person, name) for name in names} | {
            "born": PartDate(person.born_on, person.born_accuracy),
            "is_estimated": person.born_accuracy == "EEA",
            "role": member.role,
            "lives_with": member.lives_with,
            "may_be_told": member.may_be_told,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if member.role == MemberRole.UNBORN:
            for name in ("born", "is_estimated"):
                del self.fields[name]
            self.fields["role"].choices = [(MemberRole.UNBORN, MemberRole.UNBORN.label)]

    @property
    def values(self):
        values = dict(self.cleaned_data)
        values["born_on"], values["born_accuracy"] = values.pop("born", PartDate())
        if values.pop("is_estimated", False) and values["born_accuracy"] == "AAA":
            values["born_accuracy"] = "EEA" if values["born_on"] else "AAA"
        return values


class BirthForm(forms.Form):
    """The unborn child was born."""

    born_on = DateField(
        label=_("Date of birth"),
        called=_("Date of birth"),
        must_be="today or past",
        error_messages={"required": _("Enter the date of birth")},
    )
    full_name = words_field(_("Full name"), 200, _("Enter a full name"))
    twin_name = words_field(
        _("Full name of a twin (optional)"),
        200,
        help_text=_("They get the same parents and brothers and sisters."),
    )


class RelateForm(MemberSaysForm):
    """What another member is to this one."""

    called = "other"
    person = PersonField(label=_("Who?"), missing=_("Select somebody of the family"))
    kind = choice_field("", [], _("Select what they are to each other"))
    lives_with = choice_field(
        _("Do they live together? (optional)"),
        [NOT_SAID, *LivesWith.choices],
        _("Select whether they live together"),
        required=False,
    )
    contact = choice_field(
        _("How often do they see each other? (optional)"),
        [NOT_SAID, *ContactScale.choices],
        _("Select how often they see each other"),
        required=False,
    )
    is_main_carer = forms.BooleanField(label=_("Main carer"), required=False)
    is_next_of_kin = forms.BooleanField(label=_("Next of kin"), required=False)
    is_emergency_contact = forms.BooleanField(label=_("Emergency contact"), required=False)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        label = _("What are they to %(person)s?") % {"person": member.person}
        self.fields["kind"].label = label
        self.fields["kind"].choices = [("", _("Select one")), *choices()]
        self.fields["person"].empty_label = _("Select one")


class NetworkForm(MemberSaysForm):
    """Somebody around this person who is no member of the family."""

    full_name = words_field(_("Full name"), 200, _("Enter a full name"))
    kind = choice_field(
        _("Who are they?"),
        NetworkKind.choices,
        _("Select who they are"),
        widget=forms.RadioSelect,
    )
    role = words_field(
        _("What they are, or their job (optional)"),
        100,
        help_text=_("For example, grandmother, health visitor."),
    )
    agency = words_field(_("Where they work, if a professional (optional)"), 200)
    contact = choice_field(
        _("How often do they see each other? (optional)"),
        [NOT_SAID, *ContactScale.choices],
        _("Select how often they see each other"),
        required=False,
    )
    reach = words_field(_("Phone or email (optional)"), 200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["since"]

    def clean(self):
        said = self.cleaned_data
        if said.get("kind") == NetworkKind.PROFESSIONAL and not said.get("agency"):
            self.add_error("agency", _("Enter where they work"))
        return said
