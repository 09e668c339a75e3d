"""What is typed about priority groups, offers of help and objections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from familyhubs.govuk.fields import DateField

from ..models import Basis, Person, PriorityGroup


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups by the words in force."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return group.words_now


class GroupsForm(forms.Form):
    """The tick list, as it stood at the last contact."""

    groups = GroupsField(
        label=_("True of this family now"),
        queryset=PriorityGroup.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Select groups from the list"),
            "invalid_pk_value": _("Select groups from the list"),
        },
    )
    basis = forms.ChoiceField(
        label=_("How do you know what is new?"),
        choices=Basis.choices,
        initial=Basis.FAMILY,
        error_messages={"required": _("Select how you know")},
    )
    person = forms.ModelChoiceField(
        label=_("Whom is what is new about? (optional)"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("The whole family"),
        error_messages={"invalid_choice": _("Select people who are in this family")},
    )

    def __init__(self, *args, groups, ticked=(), people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups
        self.fields["groups"].initial = ticked
        self.fields["person"].queryset = people


class OfferForm(forms.Form):
    """Who offers help, and until when."""

    owner = forms.ModelChoiceField(
        label=_("Who gets in touch with them?"),
        queryset=User.objects.none(),
        empty_label=_("Select a colleague"),
        error_messages={
            "required": _("Select who gets in touch"),
            "invalid_choice": _("Select who gets in touch"),
        },
    )
    due_on = DateField(
        label=_("By when?"),
        called=_("The day"),
        must_be="today or future",
        error_messages={"required": _("Enter the day by which they do")},
    )

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class NotNowForm(forms.Form):
    """Why not, and when to look again."""

    reason = forms.CharField(
        label=_("Why not now?"),
        max_length=300,
        error_messages={
            "required": _("Enter why not now"),
            "max_length": _("The reason must be 300 characters or fewer"),
        },
    )
    look_again_on = DateField(
        label=_("Look again on"),
        called=_("The day"),
        must_be="future",
        error_messages={"required": _("Enter the day to look again")},
    )


class ObjectionForm(forms.Form):
    """Who does not want to be on the lists, in their words."""

    person = forms.ModelChoiceField(
        label=_("Who says so?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("The whole family"),
        error_messages={"invalid_choice": _("Select people who are in this family")},
    )
    text = forms.CharField(
        label=_("In their own words (optional)"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("This must be 300 characters or fewer")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class EndObjectionForm(forms.Form):
    """What they said when they changed their mind."""

    reason = forms.CharField(
        label=_("What did they say?"),
        max_length=200,
        error_messages={
            "required": _("Enter what they said"),
            "max_length": _("This must be 200 characters or fewer"),
        },
    )
