"""Inviting families of some groups to a session, and the log of who was invited (R076, R078)."""

from collections import Counter

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Session

from .. import actions
from ..forms import AtHubForm, InviteForm, ResultForm, SendForm
from ..forms.invitations import SESSIONS_SHOWN
from ..inviting import LEFT_OUT
from ..models import Attendance, Family, Invitation
from ..permissions import can_keep_priorities, can_reach_out
from .doors import part_for, send
from .notes import one_form
from .priorities import PURPOSE, seen_for_outreach


def invite(request):
    """Hub, then session and groups by GET; who is found, who is left out and why; then it goes."""
    require(can_reach_out(request.user))
    where = AtHubForm(request.GET if "hub" in request.GET else None)
    if not where.is_valid():
        return render(request, "families/invite.html", {"where": where})
    hub = where.cleaned_data["hub"]
    told = {"sessions": sessions_at(hub), "initial": {"hub": hub.pk}}
    chosen = InviteForm(request.GET if "session" in request.GET else None, **told)
    context = {"where": where, "chosen": chosen}
    if chosen.is_valid():
        return preview(request, chosen.cleaned_data, context)
    return render(request, "families/invite.html", context)


def preview(request, asked, context):
    """Who would be invited; nothing leaves before the button is pressed."""
    record_look(request.user, Family, what="list_made", reason=PURPOSE)
    lines = actions.matches(request.user, **asked)
    form = bind(SendForm, request, lines=lines)
    done = []
    session, told = asked["session"], {"hub": asked["hub"], "groups": asked["groups"]}
    if send(
        form,
        lambda: done.extend(actions.invite(session, by=request.user, looked_at=form.ids, **told)),
    ):
        said = ngettext("%s person is invited", "%s people are invited", len(done)) % len(done)
        messages.success(request, said)
        return redirect("families:invitations")
    left = Counter(line.left_out for line in lines if line.left_out)
    context |= {
        "form": form,
        "lines": [line for line in lines if line.way],
        "left_out": [(words, left[why]) for why, words in LEFT_OUT.items() if left[why]],
        "to_look_at": "looked_at" in form.fields,
        "session": session,
        "is_full": len({line.chosen.family.pk for line in lines}) >= actions.MOST_INVITED,
    }
    return render(request, "families/invite.html", context)


def sessions_at(hub):
    """What is still to come there and can be invited to from a list."""
    rows = Session.objects.planned().filter(
        starts_at__gt=timezone.now(), activity__hub=hub, activity__kind__is_joint=False
    )
    rows = rows.filter(activity__is_youth_only=False).once_a_day().in_order()
    ids = list(rows.values_list("pk", flat=True)[:SESSIONS_SHOWN])
    return Session.objects.filter(pk__in=ids).select_related("activity").in_order()


@require_safe
def invitations(request):
    """Who was invited by whom, how, and what came of it; those to ring alone, where asked."""
    require(can_reach_out(request.user))
    record_look(request.user, Family, what="invitations_seen")
    came = Attendance.objects.filter(
        family=OuterRef("family"), person=OuterRef("person"), session=OuterRef("session")
    )
    rows = Invitation.objects.visible_to(request.user).annotate(came=Exists(came))
    to_ring = "to_ring" in request.GET
    if to_ring:
        rows = rows.filter(way="call", result="", session__starts_at__gt=timezone.now())
    rows = rows.select_related("family", "person", "session__activity__hub", "invited_by")
    page = page_of(request, rows, "-invited_at", "-pk")
    context = {"page": page, "to_ring": to_ring, "now": timezone.now()}
    return render(request, "families/invitations.html", context)


def result(request, pk, invitation_pk):
    """What came of one invitation."""
    family = seen_for_outreach(request, pk)
    rows = Invitation.objects.visible_to(request.user, within=family)
    invitation = part_for(rows.select_related("person", "session__activity"), family, invitation_pk)
    require(can_keep_priorities(request.user, family))
    form = bind(ResultForm, request)
    by = request.user
    if send(form, lambda: actions.say_what_came(invitation, by=by, **form.cleaned_data)):
        messages.success(request, _("Saved"))
        return redirect("families:invitations")
    title = _("%(person)s, invited to %(session)s") % {
        "person": invitation.person,
        "session": invitation.session.activity.name,
    }
    return one_form(request, family, form, title, _("Save"))
