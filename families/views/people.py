"""Everybody in the family, now and before, and a page for each of them (R067)."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.web import require

from ..models import FamilyMember
from ..permissions import can_keep_record, can_read_members
from .doors import family_for, part_for
from .person_sections import sections_for


@require_safe
def people(request, pk):
    """Who is in the family, and who was."""
    family = family_for(request, pk, "people_seen")
    require(can_read_members(request.user, family))
    rows = FamilyMember.objects.visible_to(request.user, within=family)
    rows = rows.select_related("person").order_by("role", "person__born_on", "pk")
    members = [aged(member) for member in rows]
    context = {
        "family": family,
        "now": [member for member in members if member.is_current],
        "before": [member for member in members if not member.is_current],
        "may_keep": can_keep_record(request.user, family),
    }
    return render(request, "families/people.html", context)


@require_safe
def person(request, pk, member_pk):
    """All that is held about one person, section by section."""
    family = family_for(request, pk, "person_seen")
    member = member_for(request, family, member_pk)
    require(can_read_members(request.user, family))
    context = {
        "family": family,
        "member": aged(member),
        "sections": sections_for(member, request.user),
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
