"""Somebody says that the record is wrong: the mark beside it, and what a person decides."""

from django.contrib import messages
from django.shortcuts import redirect, render

from families.models import FamilyMember, TimelineEntry
from families.views.doors import family_for, part_for, people_of, send
from familyhubs.web import bind, require

from .. import actions
from ..forms import requests as forms
from ..models import Dispute
from ..permissions import can_decide_dispute, can_decide_disputes, can_dispute


def entry(request, pk, entry_pk):
    """A line of the timeline."""
    family = family_for(request, pk)
    require(can_dispute(request.user, family))
    line = part_for(TimelineEntry.objects.visible_to(request.user), family, entry_pk)
    form = bind(forms.DisputeForm, request, people=people_of(family, request.user))
    if send(form, lambda: dispute(request, family, form, entry=line)):
        return done(request, "Marked as disputed", "families:timeline", family.pk)
    return page(request, family, form, "Somebody says this is wrong", note=line.summary)


def person(request, pk, member_pk):
    """A fact about somebody."""
    family = family_for(request, pk)
    require(can_dispute(request.user, family))
    member = part_for(FamilyMember.objects.visible_to(request.user), family, member_pk)
    form = bind(forms.DisputeFactForm, request, people=people_of(family, request.user))
    if send(form, lambda: dispute(request, family, form, person=member.person)):
        return done(request, "Marked as disputed", "families:person", family.pk, member.pk)
    return page(request, family, form, "Somebody says this is wrong", note=str(member.person))


def dispute(request, family, form, **about):
    return actions.dispute(family, by=request.user, **about, **form.cleaned_data)


def decide(request, pk, dispute_pk):
    """Who answers for the family decides; their reasons stand beside it."""
    family = family_for(request, pk)
    require(can_decide_disputes(request.user, family))
    rows = Dispute.objects.visible_to(request.user).select_related("entry", "said_by", "person")
    disputed = part_for(rows, family, dispute_pk)
    require(can_decide_dispute(request.user, disputed))
    form = bind(forms.DecideDisputeForm, request)
    choice = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if send(form, lambda: actions.decide_dispute(disputed, by=request.user, **choice)):
        return done(request, "Decided", "families:timeline", family.pk)
    note = f"{disputed.said_by} says: {disputed.words}"
    return page(request, family, form, "Decide what somebody disputes", note=note)


def done(request, said, *where):
    messages.success(request, said)
    return redirect(*where)


def page(request, family, form, title, *, note):
    context = {"family": family, "form": form, "title": title, "note": note, "button": "Record it"}
    return render(request, "registers/form.html", context)
