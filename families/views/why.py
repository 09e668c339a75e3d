"""Why can I see this, and why not that? In words, per rule and per part (access.md section 6)."""

from django.shortcuts import render

from ..models import Agreement, Grant, Involvement, SharingDecision, SupportAssignment
from ..permissions import can_open_in_emergency
from ..why import part_words, parts_said, why
from .doors import family_for


def of_family(request, pk):
    """The rules that open this family, since when, until when, and each part; unseen is 404."""
    family = family_for(request, pk, what="why_seen")
    me = request.user
    helpers = Involvement.objects.current().visible_to(me, within=family).filter(user=me)
    looks = Grant.objects.current().filter(family=family).order_by("-starts_at")
    acts_for = SupportAssignment.objects.current().filter(user=me).opening(family)
    context = {
        "family": family,
        "rules": why(family, me, involvements=helpers, grants=list(looks), acts_for=acts_for[:1]),
        "parts": parts_said(family),
    }
    if not me.organisation.is_council:
        context |= _agreed(family, me)
    return render(request, "families/why.html", context)


def _agreed(family, user):
    """What the family agreed to, or what was decided, for this user's organisation."""
    rows = (Agreement.objects.in_force().filter(purpose="share"), SharingDecision.objects.current())
    agreed, decided = (
        list(
            found.visible_to(user, within=family)
            .filter(organisation=user.organisation)
            .select_related("person")
            .order_by("starts_at", "pk")
        )
        for found in rows
    )
    return {"agreed": agreed, "decided": decided}


def in_general(request):
    """Who may see a family at all. It knows of no family, so it gives none away."""
    parts = part_words().values()
    context = {"parts": parts, "may_break_glass": can_open_in_emergency(request.user)}
    return render(request, "families/why_in_general.html", context)
