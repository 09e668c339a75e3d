"""Members, and the page that asks one thing."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import MemberForm, MemberLeavesForm
from ..models import FamilyMember
from ..permissions import can_keep_record
from .doors import back_to, family_for, part_for, send


def add_member(request, pk):
    """Somebody who belongs to the family."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    form = bind(MemberForm, request, user=request.user)
    if send(form, lambda: actions.add_member(family, by=request.user, **form.values)):
        return back_to(request, family, _("Added to the family"), "members")
    return one_form(request, family, form, _("Add somebody to the family"), _("Add"))


def member_leaves(request, pk, member_pk):
    """Somebody who no longer belongs to it."""
    family = family_for(request, pk)
    member = part_for(FamilyMember.objects.visible_to(request.user), family, member_pk)
    require(can_keep_record(request.user, family))
    form = bind(MemberLeavesForm, request)
    if send(form, lambda: actions.end_membership(member, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("No longer in this family"), "members")
    title = _("%(person)s leaves this family") % {"person": member.person}
    return one_form(request, family, form, title, _("Confirm"))


def one_form(request, family, form, title, button, **context):
    """The page that asks one thing about a family."""
    context |= {"family": family, "form": form, "title": title, "button": button}
    return render(request, "families/form.html", context)
