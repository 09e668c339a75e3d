"""Saying something about one member of a family, and ending what was said."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familyhubs.audit.log import record_look
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import (
    CareArrangement,
    ContactRestriction,
    InviteAnswer,
    NetworkMember,
    OtherParent,
    ParentalResponsibility,
    Relationship,
    Residence,
    SafeAddress,
)
from ..permissions import can_keep_record, can_read_safe_address
from ..sharing import Ground
from .doors import family_for, people_of, send
from .notes import one_form
from .people import member_for


class Saying(NamedTuple):
    """What may be said about somebody: how it is asked, done, and where on the page it stands."""

    form: type
    action: Callable
    title: str
    section: str


def other_parent(family, *, by, full_name="", **said):
    """Known: they are added. Not known, or not safe to ask: that is kept."""
    if full_name:
        return actions.add_other_parent(family, full_name=full_name, by=by, **said)
    return actions.say_other_parent(family, by=by, **said)


_l = gettext_lazy
SAYINGS = {
    "relationship": Saying(
        forms.RelateForm, actions.relate, _l("A relationship of %(person)s"), "relationships"
    ),
    "network": Saying(
        forms.NetworkForm, actions.add_to_network, _l("Somebody around %(person)s"), "network"
    ),
    "home": Saying(forms.HomeForm, actions.move, _l("Where %(person)s lives"), "homes"),
    "safe_address": Saying(
        forms.SafeAddressForm,
        actions.hide_address,
        _l("A restricted address of %(person)s"),
        "homes",
    ),
    "responsibility": Saying(
        forms.ResponsibilityForm,
        actions.answer_for,
        _l("Parental responsibility for %(person)s"),
        "care",
    ),
    "care": Saying(forms.CareForm, actions.arrange_care, _l("Who cares for %(person)s"), "care"),
    "restriction": Saying(
        forms.RestrictionForm, actions.restrain, _l("Who must keep away from %(person)s"), "care"
    ),
    "other_parent": Saying(
        forms.OtherParentForm, other_parent, _l("The other parent of %(person)s"), "relationships"
    ),
    "invite": Saying(
        forms.InviteAnswerForm, actions.answer_invite, _l("Is %(person)s invited?"), "invited"
    ),
}
KEPT = (
    Relationship,
    NetworkMember,
    Residence,
    SafeAddress,
    ParentalResponsibility,
    CareArrangement,
    ContactRestriction,
    OtherParent,
    InviteAnswer,
)


def say(request, pk, member_pk, what):
    """One thing about this member."""
    family = family_for(request, pk)
    member = member_for(request, family, member_pk)
    require(can_keep_record(request.user, family))
    saying = SAYINGS[what]
    people = people_of(family, request.user)
    form = bind(saying.form, request, member=member, people=people)
    if send(form, lambda: saying.action(family, by=request.user, **form.values)):
        return back_to_person(request, member, _("Saved"), saying.section)
    title = saying.title % {"person": member.person}
    return one_form(request, family, form, title, _("Save"), back=page_of_person(member))


def end(request, pk, member_pk, said_pk):
    """It holds no longer."""
    family = family_for(request, pk)
    member = member_for(request, family, member_pk)
    require(can_keep_record(request.user, family))
    row = said_for(request.user, family, said_pk)
    form = bind(forms.EndForm, request)
    if send(form, lambda: actions.end_said(row, by=request.user, **form.cleaned_data)):
        return back_to_person(request, member, _("It holds no longer; that it was said stays"))
    title = _("%(what)s holds no longer") % {"what": row._meta.verbose_name.capitalize()}
    return one_form(request, family, form, title, _("Confirm"), back=page_of_person(member))


def said_for(user, family, said_pk):
    """The row of this family with this id, in whichever table, if this user may see it; or 404."""
    for model in KEPT:
        rows = model.objects.visible_to(user, within=family).filter(family=family, pk=said_pk)
        if row := rows.first():
            return row
    raise Http404


def safe_address(request, pk, member_pk):
    """A restricted address, after a reason; a safeguarding lead reads it at once (access.md 3)."""
    family = family_for(request, pk)
    member = member_for(request, family, member_pk)
    require(can_read_safe_address(request.user, family))
    rows = SafeAddress.objects.visible_to(request.user, within=family).current()
    row = rows.filter(person=member.person_id).first()
    form = bind(forms.ReadSafeAddressForm, request)
    needs_none = Ground.SAFEGUARDING in family.grounds and request.method != "POST"
    if row and (needs_none or form.is_valid()):
        reason = "" if needs_none else form.cleaned_data["reason"]
        record_look(request.user, row, family_id=family.pk, what="read", reason=reason)
        context = {"family": family, "member": member, "row": row}
        return render(request, "families/safe_address.html", context)
    title = _("The restricted address of %(person)s") % {"person": member.person}
    back = page_of_person(member)
    return one_form(request, family, form, title, _("Read it"), back=back)


def page_of_person(member):
    return reverse("families:family_and_home", args=[member.family_id, member.pk])


def back_to_person(request, member, said, section=""):
    """Their page of family and home, with what changed named."""
    messages.success(request, said)
    return redirect(page_of_person(member) + (f"#{section}" if section else ""))
