"""Questions about who asks, for counting only. All on one page: nothing is kept between pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.equality import DISABILITY, ETHNICITY, GENDER, SEX


def question(label, choices, **more):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": _("Select from the list")},
        **{"widget": forms.RadioSelect, **more},
    )


class EqualityForm(forms.Form):
    """Nobody has to answer any of these."""

    sex = question(_("What is your sex? (optional)"), SEX)
    gender_same = question(
        _("Is the gender you identify with the same as your sex registered at birth? (optional)"),
        GENDER,
    )
    ethnicity = question(
        _("What is your ethnic group? (optional)"),
        [("", _("Choose from the list")), *ETHNICITY],
        widget=forms.Select,
    )
    disability = question(
        _(
            "Do you have a physical or mental health condition that lasts, or may last,"
            " 12 months or more? (optional)"
        ),
        DISABILITY,
    )
