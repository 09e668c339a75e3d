"""Somebody of the family on one line of a form that a colleague fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import settle_revealed

from .fields import one_line, words
from .people import CHILD, ELSEWHERE, UNBORN, a_due_date


class PersonLine(forms.Form):
    """Somebody else the request is about; an empty line is nobody."""

    full_name = one_line(_("Full name"), 200, "", required=False, spellcheck="false")
    kind = forms.ChoiceField(
        label=_("Who"),
        choices=[("child", _("Child")), ("unborn", _("Unborn child")), ("adult", _("Adult"))],
        required=False,
        initial="child",
        error_messages={"invalid_choice": _("Select child, unborn child or adult")},
    )
    born_on = DateField(
        label=_("Date of birth (optional)"),
        called=_("Date of birth"),
        must_be="today or past",
        required=False,
    )

    def clean(self):
        said = super().clean()
        if said.get("born_on") and not said.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Enter a name"))
        if said.get("kind") == "unborn" and said.get("born_on"):
            self.add_error("born_on", _("Leave this empty for an unborn child"))
        return said

    def told(self):
        said = self.cleaned_data
        return {
            "full_name": said["full_name"],
            "is_child": said.get("kind") != "adult",
            "is_unborn": said.get("kind") == "unborn",
            "born_on": said["born_on"],
        }


class ToldLine(PersonLine):
    """All that a family may tell of somebody: a parent elsewhere, when a baby is due, a note."""

    kind = forms.ChoiceField(
        label=_("Who"),
        choices=[
            *PersonLine.base_fields["kind"].choices,
            (ELSEWHERE, _("Parent who lives elsewhere")),
        ],
        required=False,
        initial=CHILD,
        widget=forms.RadioSelect({"small": True, "reveals": {UNBORN: "due_on"}}),
        error_messages={"invalid_choice": _("Select who they are")},
    )
    due_on = DateField(
        label=_("When is the baby due? (optional)"), called=_("The due date"), required=False
    )
    note = words(_("What should we know about them? (optional)"), 500, rows=2)

    def clean_due_on(self):
        return a_due_date(self.cleaned_data["due_on"])

    def clean(self):
        settle_revealed(self)
        said = super().clean()
        if said.get("kind") == UNBORN and said.get("full_name") == "":
            said["full_name"] = str(_("Baby on the way"))
        if said.get("note") and not said.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Enter a name"))
        return said

    def told(self):
        kind, told = self.cleaned_data.get("kind"), super().told()
        is_elsewhere = {"is_child": False, "lives_elsewhere": True} if kind == ELSEWHERE else {}
        return {
            **told,
            "due_on": self.cleaned_data.get("due_on"),
            "note": self.cleaned_data.get("note", ""),
            **is_elsewhere,
        }
