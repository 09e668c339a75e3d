"""How the pages of this app find a family, send a form and come back to the record."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from familyhubs.audit.log import record_look
from familyhubs.database.actor import open_with
from familyhubs.refusals import Refused

from ..models import Family, FamilyMember, Person
from ..permissions import can_govern


def family_for(request, pk, what="form_seen", *, reason="", oversight=False, disputes=False):
    """The family with why this user sees it, or 404.

    `oversight`: a page of agreements or logs, open to governance of any family (A7). `disputes`: a
    page that says what is disputed.
    The look is an event whatever the method: a form that is sent back shows the page again.
    """
    if oversight and can_govern(request.user):
        open_with(pk)
    families = Family.objects.with_grounds(request.user, pk, oversight=oversight)
    if disputes:
        families = families.with_disputes()
    family = get_object_or_404(families.select_related("hub"))
    seen_as = family.seen_as
    told = {"what": what, "reason": reason, "seen_as": seen_as}
    record_look(request.user, family, family_id=family.pk, **told)
    return family


def part_for(rows, family, pk):
    """One row of this family among the visible ones, or 404."""
    row = get_object_or_404(rows.filter(family=family), pk=pk)
    # The row stands with the family that was fetched with its grounds.
    row.family = family
    return row


def members_of(family, user):
    """The members this user may see, parents first."""
    members = FamilyMember.objects.current().visible_to(user, within=family)
    return members.select_related("person").order_by("role", "recorded_at", "pk")


def people_of(family, user, **which):
    members = members_of(family, user).filter(**which)
    return Person.objects.filter(pk__in=members.values("person")).order_by("full_name")


def send(form, action):
    """Whether the action was done; a refusal stands on the form in the action's own words."""
    if not form.is_valid():
        return False
    try:
        action()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def back_to(request, family, said, part=""):
    """The record, with what changed named."""
    messages.success(request, said)
    return redirect(family.get_absolute_url() + (f"#{part}" if part else ""))
