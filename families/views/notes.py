"""Notes, contacts and members."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import AmendForm, MemberForm, MemberLeavesForm, NoteForm
from ..models import FamilyMember, TimelineEntry
from ..permissions import can_amend, can_keep_record, can_write_note
from .doors import back_to, family_for, part_for, people_of, send


def write_note(request, pk):
    """A note, or a contact with the family."""
    family = family_for(request, pk)
    require(can_write_note(request.user, family))
    people = people_of(family, request.user)
    form = bind(NoteForm, request, user=request.user, people=people)
    if send(form, lambda: actions.write_note(family, by=request.user, **form.values)):
        return back_to(request, family, _("Added to the timeline"), "timeline")
    return one_form(request, family, form, _("Write a note or log a contact"), _("Save"))


def amend_note(request, pk, entry_pk):
    """A correction that stands beside what was written first."""
    family = family_for(request, pk)
    entry = part_for(TimelineEntry.objects.visible_to(request.user), family, entry_pk)
    require(can_amend(request.user, entry))
    form = bind(AmendForm, request, initial={"summary": entry.summary, "body": entry.body})
    if send(form, lambda: actions.amend_note(entry, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Corrected; the first version stays"), "timeline")
    return one_form(request, family, form, _("Correct an entry"), _("Save the correction"))


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
