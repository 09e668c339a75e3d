"""Who answers for a child, who cares for it, who must keep away, who is invited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..kinship import KINDS
from ..models import (
    CareKind,
    Holds,
    Invite,
    OtherParentAnswer,
    ResponsibilityBasis,
    RestrictionKind,
)
from .said import MemberSaysForm, PersonField, choice_field, words_field

KNOWN = "known"
SEEN = _("For example, birth certificate seen on 3 November.")


class ResponsibilityForm(MemberSaysForm):
    """Whether somebody holds parental responsibility for this child."""

    called = "child"
    holder = PersonField(
        label=_("Who?"),
        missing=_("Select somebody of the family"),
        required=False,
        empty_label=_("The council"),
    )
    answer = choice_field(
        _("Do they hold parental responsibility?"),
        Holds.choices,
        _("Select whether they hold parental responsibility"),
        widget=forms.RadioSelect,
    )
    basis = choice_field(
        _("On what basis?"),
        [("", _("Not held")), *ResponsibilityBasis.choices],
        _("Select on what basis they hold it"),
        required=False,
    )
    evidence = words_field(_("What was seen (optional)"), 200, help_text=SEEN)

    def clean(self):
        said = self.cleaned_data
        if said.get("answer") in (Holds.YES, Holds.SHARED) and not said.get("basis"):
            self.add_error("basis", _("Select on what basis they hold it"))
        return said


class CareForm(MemberSaysForm):
    """Somebody else cares for this child."""

    called = "child"
    kind = choice_field(
        _("How is the child cared for?"),
        CareKind.choices,
        _("Select how the child is cared for"),
        widget=forms.RadioSelect,
    )
    carer = PersonField(
        label=_("By whom? (optional)"),
        missing=_("Select somebody of the family"),
        required=False,
        empty_label=_("Nobody of this family"),
    )
    carer_name = words_field(_("Their name, if not in this family (optional)"), 200)


class RestrictionForm(MemberSaysForm):
    """Whom somebody must keep away from this person."""

    called = "protects"
    kind = choice_field(
        _("What is not allowed?"),
        RestrictionKind.choices,
        _("Select what is not allowed"),
        widget=forms.RadioSelect,
    )
    against = PersonField(
        label=_("Against whom?"),
        missing=_("Select somebody of the family"),
        required=False,
        empty_label=_("Somebody who is not in this family"),
    )
    against_name = words_field(_("Their name, if not in this family"), 200)
    told_by = words_field(_("Who told us?"), 200, _("Enter who told us"))
    evidence = words_field(_("What was seen (optional)"), 200, help_text=SEEN)

    def clean(self):
        said = self.cleaned_data
        if (
            not said.get("against")
            and not said.get("against_name")
            and "against" not in self.errors
        ):
            self.add_error("against_name", _("Enter whom it is against"))
        return said


class OtherParentForm(MemberSaysForm):
    """Dad, or the other parent: known, not known, not safe to ask (R080)."""

    called = "child"
    answer = choice_field(
        _("Dad, or the other parent"),
        [(KNOWN, _("Known: add them")), *OtherParentAnswer.choices],
        _("Select what you know of the other parent"),
        widget=forms.RadioSelect(attrs={"reveals": {KNOWN: "full_name"}}),
    )
    full_name = words_field(_("Their full name"), 200)
    kind = choice_field(
        _("If known: who are they?"),
        [(code, KINDS[code].words) for code in ("FTH", "MTH", "PRN")],
        _("Select whether this is the mother or the father"),
        required=False,
    )
    reason = words_field(_("If not: how do you know, or why did you not ask?"), 200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["since"]

    def clean(self):
        said = self.cleaned_data
        if said.get("answer") == KNOWN and not said.get("full_name"):
            self.add_error("full_name", _("Enter their full name"))
        if said.get("answer") in OtherParentAnswer.values and not said.get("reason"):
            self.add_error("reason", _("Enter how you know, or why you did not ask"))
        return said

    @property
    def is_known(self):
        return self.cleaned_data["answer"] == KNOWN

    @property
    def values(self):
        values = super().values
        names = ("full_name", "kind") if self.is_known else ("answer", "reason")
        given = {name: values[name] for name in names} | {"child": values["child"]}
        if self.is_known and not given["kind"]:
            given["kind"] = "PRN"
        return given


class InviteAnswerForm(MemberSaysForm):
    """Both parents are invited, unless it is not safe or they do not want it."""

    answer = choice_field(
        _("Invite them?"),
        Invite.choices,
        _("Select whether to invite them"),
        widget=forms.RadioSelect,
    )
    reason = words_field(_("Why not? (optional if invited)"), 200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["since"]

    def clean(self):
        said = self.cleaned_data
        if said.get("answer") in (Invite.NOT_SAFE, Invite.NOT_WANTED) and not said.get("reason"):
            self.add_error("reason", _("Enter why they are not invited"))
        return said
