"""Everybody in the family, now and before, and a page for each of them (R067)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.web import bind, require

from .. import actions
from ..forms import BirthForm, PersonForm
from ..models import FamilyMember, MemberRole
from ..permissions import can_keep_record, can_read_members
from .doors import family_for, part_for, send
from .notes import one_form
from .person_sections import ABOUT, FAMILY_AND_HOME, sections_for

ORDER = (MemberRole.PARENT, MemberRole.OTHER, MemberRole.CHILD, MemberRole.UNBORN)


@require_safe
def people(request, pk):
    """Who is in the family, and who was."""
    family = family_for(request, pk, "people_seen")
    require(can_read_members(request.user, family))
    rows = FamilyMember.objects.visible_to(request.user, within=family)
    rows = rows.select_related("person").order_by("person__born_on", "pk")
    members = sorted((aged(member) for member in rows), key=lambda m: ORDER.index(m.role))
    context = {
        "family": family,
        "now": [member for member in members if member.is_current],
        "before": [member for member in members if not member.is_current],
        "may_keep": can_keep_record(request.user, family),
    }
    return render(request, "families/people.html", context)


@require_safe
def person(request, pk, member_pk):
    """What is held about one person, section by section."""
    return page_of(request, pk, member_pk, ABOUT)


@require_safe
def family_and_home(request, pk, member_pk):
    """Who is who to them, who cares for them, where they live."""
    return page_of(request, pk, member_pk, FAMILY_AND_HOME)


def page_of(request, pk, member_pk, sections):
    """One of the two pages of a person."""
    family = family_for(request, pk, "person_seen", disputes=True)
    member = member_for(request, family, member_pk)
    require(can_read_members(request.user, family))
    context = {
        "family": family,
        "member": aged(member),
        "sections": sections_for(member, request.user, sections),
        "may_keep": can_keep_record(request.user, family),
    }
    return render(request, "families/person.html", context)


def member_for(request, family, member_pk):
    """One member, of now or before, whom this user may see; or 404."""
    rows = FamilyMember.objects.visible_to(request.user, within=family).select_related("person")
    return part_for(rows, family, member_pk)


def aged(member):
    """With the age to be shown."""
    member.age = member.person.age(timezone.localdate())
    return member


def change(request, pk, member_pk):
    """Names, dates, their place in the family, and what they may be told."""
    family = family_for(request, pk)
    member = member_for(request, family, member_pk)
    require(can_keep_record(request.user, family))
    form = bind(PersonForm, request, member=member)
    if send(form, lambda: actions.change_person(member, by=request.user, **form.values)):
        messages.success(request, _("Saved"))
        return redirect("families:person", pk, member_pk)
    title = _("Change what is known of %(person)s") % {"person": member.person}
    back = reverse("families:person", args=[pk, member_pk])
    return one_form(request, family, form, title, _("Save"), back=back)


def birth(request, pk, member_pk):
    """The unborn child was born."""
    family = family_for(request, pk)
    member = member_for(request, family, member_pk)
    require(can_keep_record(request.user, family))
    form = bind(BirthForm, request)
    if send(form, lambda: actions.note_birth(member, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Born"))
        return redirect("families:family_and_home", pk, member_pk)
    title = _("%(person)s was born") % {"person": member.person}
    back = reverse("families:person", args=[pk, member_pk])
    return one_form(request, family, form, title, _("Save"), back=back)
