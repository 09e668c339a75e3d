"""What an information governance officer types."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.references import read_reference

from ..models import Article6, Article9, CaseKind, Purpose
from .access import reason_field
from .decisions import long_text


class FindRecordForm(forms.Form):
    """A family by its reference; a name is never asked."""

    reference = forms.CharField(
        label=_("Reference of the family"),
        help_text=_("For example, FH-7K3M-2Q9T."),
        max_length=40,
        error_messages={
            "required": _("Enter the reference"),
            "max_length": _("Enter the reference"),
        },
    )

    def clean_reference(self):
        found = read_reference(self.cleaned_data["reference"], "FH")
        if not found:
            raise forms.ValidationError(_("Enter a reference like FH-7K3M-2Q9T"))
        return found


class CaseForm(forms.Form):
    """Why an officer must read a record, and by when they are done."""

    kind = forms.ChoiceField(
        label=_("What kind of case?"),
        choices=CaseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of case")},
    )
    why = long_text(_("Why must you read this record?"), _("Enter why you must read this record"))
    due_on = DateField(
        label=_("By when is it due?"),
        called=_("The day it is due"),
        must_be="today or future",
        error_messages={"required": _("Enter when it is due")},
    )


class CloseCaseForm(forms.Form):
    """What came of a case."""

    result = reason_field(_("What came of it?"), _("Enter what came of it"))


class PurposeForm(forms.Form):
    """For which purpose."""

    purpose = forms.ChoiceField(
        label=_("For which purpose?"),
        choices=Purpose.choices,
        error_messages={"required": _("Select the purpose")},
    )


class WordingForm(PurposeForm):
    """The words in which families are asked from now on."""

    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=[(one.code, one.name) for one in LANGUAGES.values()],
        initial=ENGLISH,
        error_messages={"required": _("Select the language")},
    )
    text = long_text(
        _("The words"),
        _("Enter the words"),
        help_text=_("Write [organisation] where the name of the organisation belongs."),
    )


class BasisForm(PurposeForm):
    """The law that the council relies on for a purpose."""

    article_6 = forms.ChoiceField(
        label=_("Article 6(1)"),
        choices=Article6.choices,
        error_messages={"required": _("Select the ground of Article 6")},
    )
    article_9 = forms.ChoiceField(
        label=_("Article 9(2), where health, origin or faith is touched"),
        choices=[("", _("Not touched")), *Article9.choices],
        required=False,
    )
    law = long_text(_("The Acts and sections"), _("Enter the Acts and sections"))
