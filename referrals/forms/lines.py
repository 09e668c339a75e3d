"""Somebody of the family on one line of a form that a colleague or a professional fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from .fields import one_line, words
from .people import ADULT, CHILD, ELSEWHERE, UNBORN, a_due_date

# Who somebody must be for this to be said of them.
FITS = {"age": CHILD, "due_on": UNBORN}
SHOWN_FOR = {kind: name for name, kind in FITS.items()}


class PersonLine(forms.Form):
    """All that may be told of somebody: who they are, how old, when due; an empty line is nobody.

    `strict`: what does not fit who they are is an error, for those who see no boxes come and go.
    """

    full_name = one_line(_("Full name"), 200, "", required=False, spellcheck="false")
    kind = forms.ChoiceField(
        label=_("Who"),
        choices=[
            (CHILD, _("Child")),
            (UNBORN, _("Unborn child")),
            (ADULT, _("Adult")),
            (ELSEWHERE, _("Parent who lives elsewhere")),
        ],
        required=False,
        initial=CHILD,
        widget=forms.RadioSelect({"small": True, "reveals": SHOWN_FOR}),
        error_messages={"invalid_choice": _("Select who they are")},
    )
    age = forms.IntegerField(
        label=_("Age in years (optional)"),
        required=False,
        min_value=0,
        max_value=25,
        widget=forms.NumberInput({"width": "2"}),
        error_messages={
            "invalid": _("Enter the age as a whole number, like 4"),
            "min_value": _("Enter the age as a whole number, like 4"),
            "max_value": _("Enter an age up to 25, or say they are an adult"),
        },
    )
    due_on = DateField(
        label=_("When is the baby due? (optional)"), called=_("The due date"), required=False
    )
    born_on = DateField(
        label=_("Date of birth (optional)"),
        called=_("Date of birth"),
        must_be="today or past",
        required=False,
    )
    note = words(_("What should we know about them? (optional)"), 500, rows=2)

    def __init__(self, *args, strict=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.strict = strict

    def clean_kind(self):
        return self.cleaned_data["kind"] or CHILD

    def clean_due_on(self):
        return a_due_date(self.cleaned_data["due_on"])

    def clean(self):
        typed = {n for n in FITS if n in self.errors or self.cleaned_data.get(n) is not None}
        settle_revealed(self)
        said = self.cleaned_data
        if self.strict and "kind" in said:
            for name in typed:
                if said["kind"] != FITS[name]:
                    self.add_error(name, _("Leave this empty for somebody like this"))
        if said.get("kind") == UNBORN:
            if said.get("born_on"):
                self.add_error("born_on", _("Leave this empty for an unborn child"))
            if said.get("full_name") == "":
                said["full_name"] = str(_("Baby on the way"))
        told = said.get("born_on") or said.get("note") or said.get("age") is not None
        if told and not said.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Enter a name"))
        return said

    @property
    def is_somebody(self):
        return bool(self.cleaned_data.get("full_name"))

    def told(self):
        """The values of ReferralPerson."""
        said = self.cleaned_data
        return {
            "full_name": said["full_name"],
            "is_child": said["kind"] in (CHILD, UNBORN),
            "is_unborn": said["kind"] == UNBORN,
            "lives_elsewhere": said["kind"] == ELSEWHERE,
            "age_told": said["age"],
            "born_on": said["born_on"],
            "due_on": said["due_on"],
            "note": said["note"],
        }


def with_contact(told, name, *, is_child=False):
    """These people, of whom the one with this name is the one we answer; else they come first.

    An adult is taken before a child of the same name; never a parent who lives elsewhere.
    """
    named = [
        at
        for at, one in enumerate(told)
        if one["full_name"].casefold() == name.casefold()
        and not one["is_unborn"]
        and not one.get("lives_elsewhere")
    ]
    if not named:
        return [{"full_name": name, "is_child": is_child, "is_contact": True}, *told]
    here = min(named, key=lambda at: told[at]["is_child"] != is_child)
    return [one | {"is_contact": at == here} for at, one in enumerate(told)]
