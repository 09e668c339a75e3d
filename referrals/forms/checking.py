"""A child's name and date of birth, and nothing more."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField

from .fields import one_line


class OpenCheckForm(forms.Form):
    """Whom a professional asks about."""

    full_name = one_line(
        _("The child’s full name"),
        200,
        _("Enter the child’s full name"),
        spellcheck="false",
        autocomplete="off",
    )
    born_on = DateField(
        label=_("Their date of birth"),
        called=_("Date of birth"),
        must_be="today or past",
        error_messages={"required": _("Enter the child’s date of birth")},
    )
