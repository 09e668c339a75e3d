"""Search before create, and the desk's two facts."""

from django import forms
from django.core import signing
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField, PostcodeField
from hubs.models import Hub

from ..matching import Facts
from ..models import MemberRole
from .once import OnceForm

SEARCH_LASTS = 30 * 60


def name_field(**kwargs):
    return forms.CharField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a full name"),
            "max_length": _("Full name must be 100 characters or fewer"),
        },
        **kwargs,
    )


def birth_field():
    return DateField(
        label=_("Date of birth (optional)"),
        called=_("Date of birth"),
        help_text=_("For example, 27 3 2007"),
        must_be="today or past",
        required=False,
    )


class DeskForm(forms.Form):
    """A name and one more fact; nothing is found by a name alone (access.md A5)."""

    name = name_field(help_text=_("Of anybody in the family."))
    born_on = birth_field()
    postcode = PostcodeField(label=_("Postcode (optional)"), required=False)
    reference = forms.CharField(
        label=_("Reference (optional)"),
        help_text=_("Begins with FH or ASK."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"width": "20", "spellcheck": "false"}),
    )

    def clean(self):
        given = ("born_on", "postcode", "reference")
        if not any(self.cleaned_data.get(name) for name in given) and not self.errors:
            self.add_error("born_on", _("Enter a date of birth, a postcode or a reference"))
        return self.cleaned_data


class OutOfHoursForm(forms.Form):
    """A reference, or a name with a date of birth; and why (access.md A6)."""

    reference = forms.CharField(
        label=_("Reference of the family (optional)"),
        help_text=_("Begins with FH. With it you need no name."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"width": "20", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Full name of anybody in the family (optional)"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    born_on = birth_field()
    reason = forms.CharField(
        label=_("Why do you need to read this family’s record now?"),
        help_text=_("Your reason is kept in the log."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why you need to read it"),
            "max_length": _("The reason must be 500 characters or fewer"),
        },
    )

    def clean(self):
        said = self.cleaned_data
        if said.get("reference"):
            return said
        if not said.get("name"):
            self.add_error("reference", _("Enter a reference, or a name and a date of birth"))
        elif not said.get("born_on") and "born_on" not in self.errors:
            self.add_error("born_on", _("Enter a date of birth as well as the name"))
        return said


class EmergencyForm(OutOfHoursForm):
    """The same facts, and the emergency in words (access.md D)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What is the emergency?")
        self.fields["reason"].help_text = _(
            "The safeguarding leads read this at once, and one of them reviews it."
        )
        self.fields["reason"].error_messages["required"] = _("Enter what the emergency is")


class FindForm(forms.Form):
    """Whom we may know already."""

    name = name_field()
    born_on = birth_field()
    postcode = PostcodeField(label=_("Postcode (optional)"), required=False)

    @property
    def facts(self):
        said = self.cleaned_data
        return Facts(said["name"], said["born_on"], said["postcode"])

    def proof(self, user):
        """What was searched for, sealed for this person: a record starts only from it."""
        said = self.facts
        born_on = said.born_on.isoformat() if said.born_on else ""
        return signing.dumps([said.name, born_on, said.postcode], salt=salt_of(user))


def salt_of(user):
    return f"families.searched:{user.pk}"


class StartForm(OnceForm):
    """A new record for somebody who was searched for and not found."""

    searched = forms.CharField(widget=forms.HiddenInput, max_length=1000, required=False)
    name = forms.CharField(
        label=_("What will colleagues call this family?"),
        help_text=_("Usually the last name."),
        max_length=200,
        error_messages={
            "required": _("Enter a name for the family"),
            "max_length": _("The name must be 200 characters or fewer"),
        },
    )
    hub = forms.ModelChoiceField(
        label=_("Which hub?"),
        queryset=Hub.objects.none(),
        empty_label=_("Select a hub"),
        error_messages={
            "required": _("Select a hub"),
            "invalid_choice": _("Select a hub from the list"),
        },
    )
    role = forms.ChoiceField(
        label=_("Who is this person in the family?"),
        choices=[choice for choice in MemberRole.choices if choice[0] != MemberRole.UNBORN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who this person is in the family")},
    )
    no_fixed_address = forms.BooleanField(
        label=_("The family has no fixed address"), required=False
    )

    def __init__(self, *args, user, hubs, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        self.fields["hub"].queryset = hubs

    def clean(self):
        try:
            sealed = self.cleaned_data.get("searched", "")
            name, born_on, postcode = signing.loads(
                sealed, salt=salt_of(self.user), max_age=SEARCH_LASTS
            )
            self.searched_for = Facts(name, parse_date(born_on) if born_on else None, postcode)
        except signing.BadSignature:
            raise forms.ValidationError(
                _("Search for the family again. The last search was too long ago.")
            ) from None
        if self.cleaned_data.get("no_fixed_address") and postcode:
            self.add_error("no_fixed_address", _("You searched with a postcode. Untick this."))
        return self.cleaned_data

    @property
    def values(self):
        values = super().values
        values.pop("searched")
        return values | {"first": self.searched_for}
