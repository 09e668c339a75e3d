"""Special educational needs, languages and ethnicity, as told for the work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed
from hubs.languages import spoken

from ..backgrounds import (
    CENSUS,
    MAY_BE_EITHER,
    Broad,
    Disability,
    Ethnicity,
    SendNeed,
    SendStage,
    SendStatus,
    groups_of,
)
from .days import day_field, moment_of
from .held import line, source_field

STRANGE = _("Select from the list")


def several(label, choices):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"small": True}),
        error_messages={"invalid_choice": STRANGE},
    )


def some_day(label, called, **more):
    return DateField(label=label, called=called, required=False, **more)


class SendStatusForm(forms.Form):
    """A child's status with its codes, from one day on."""

    status = forms.ChoiceField(
        label=_("What is their status?"),
        choices=SendStatus.choices,
        widget=forms.RadioSelect(
            {"reveals": {SendStatus.PLAN: ("plan_issued_on", "plan_review_due_on")}}
        ),
        error_messages={"required": _("Select their status"), "invalid_choice": STRANGE},
    )
    stages = several(_("Where do things stand? (optional)"), SendStage.choices)
    need_types = several(_("Types of need (optional)"), SendNeed.choices)
    disabilities = several(_("Disabilities (optional)"), Disability.choices)
    assessment_asked_on = some_day(
        _("EHC needs assessment asked for on (optional)"),
        _("The day it was asked for"),
        must_be="today or past",
    )
    plan_issued_on = some_day(
        _("Plan issued on (optional)"), _("The day of the plan"), must_be="today or past"
    )
    plan_review_due_on = some_day(_("Plan reviewed by (optional)"), _("The day of the review"))
    since = day_field(_("Since when?"))
    source = source_field()

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data

    @property
    def values(self):
        values = dict(self.cleaned_data)
        return values | {"happened_at": moment_of(values.pop("since"))}


class LanguagesForm(forms.Form):
    """The language they speak most, and others."""

    main = forms.ChoiceField(
        label=_("Which language do they speak most?"),
        error_messages={
            "required": _("Select the language they speak most"),
            "invalid_choice": _("Select the language they speak most"),
        },
    )
    other = forms.ChoiceField(label=_("Another language (optional)"), required=False)
    third = forms.ChoiceField(label=_("One more language (optional)"), required=False)
    source = source_field()

    def __init__(self, *args, known=(), **kwargs):
        names = ("main", "other", "third")
        super().__init__(*args, initial=dict(zip(names, known, strict=False)), **kwargs)
        # Whoever speaks more than there are lines keeps the rest.
        self.more = known[len(names) :]
        for name in names:
            self.fields[name].choices = [("", _("Select a language")), *spoken()]

    @property
    def values(self):
        values = dict(self.cleaned_data)
        others = {values.pop("other"), values.pop("third"), *self.more} - {""}
        return values | {"others": sorted(others)}


class EthnicityForm(forms.Form):
    """Two steps on one page: the broad group opens its own list."""

    broad = forms.ChoiceField(
        label=_("What is their ethnic group?"),
        choices=Broad.choices,
        widget=forms.RadioSelect({"reveals": {one: one.value for one in Broad if groups_of(one)}}),
        error_messages={
            "required": _("Select their ethnic group"),
            "invalid_choice": _("Select their ethnic group"),
        },
    )
    described = line(_("How do they say it themselves? (optional)"))
    census_code = forms.ChoiceField(
        label=_("Code for the school census (optional)"),
        help_text=_("Only where a family chose another one than follows from the group."),
        choices=[("", _("As the group says")), ("WIRT", "WIRT"), ("WROM", "WROM")],
        required=False,
        error_messages={"invalid_choice": STRANGE},
    )
    source = source_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for broad in Broad:
            if groups := groups_of(broad):
                self.fields[broad.value] = forms.ChoiceField(
                    label=broad.label,
                    choices=groups,
                    required=False,
                    widget=forms.RadioSelect({"small": True, "label_size": "s"}),
                    error_messages={
                        "required": _("Select the group that fits best"),
                        "invalid_choice": STRANGE,
                    },
                )

    def clean(self):
        settle_revealed(self)
        said = self.cleaned_data
        fits = MAY_BE_EITHER.get(said.get(said.get("broad")), ())
        code = said.get("census_code")
        if code and code not in (*fits, CENSUS.get(self.group)):
            self.add_error("census_code", _("Select a census code that fits the group"))
        return said

    @property
    def group(self):
        broad = self.cleaned_data.get("broad")
        return Ethnicity.NOT_SAID if broad == Broad.NOT_SAID else self.cleaned_data.get(broad)

    @property
    def values(self):
        kept = ("described", "census_code", "source")
        return {"group": self.group} | {name: self.cleaned_data[name] for name in kept}
