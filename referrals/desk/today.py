"""The desk's own page: who waits, what is on today, what was asked, what nobody has answered."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from families.permissions import can_look_up
from familyhubs.notifications.models import Message
from hubs.members.births import appointments_today
from hubs.models import Session, Site

from ..models import Enquiry, Referral, Status
from .enquiries import log_form
from .place import desk_of
from .prompts import prompts
from .walk_ins import waiting

SHOWN = 8
MOST = 40


@require_safe
def desk(request):
    """Everything for the next person in the queue on one screen."""
    hub, hubs = desk_of(request)
    enquiries = Enquiry.objects.visible_to(request.user).at(hub).of_today()
    context = {
        "hub": hub,
        "hubs": hubs,
        "form": log_form(request),
        "last": Enquiry.objects.visible_to(request.user).last_by(request.user, hub),
        "enquiries": list(enquiries.select_related("service").newest_first()[:SHOWN]),
        "enquiries_today": enquiries.count(),
        "here": [row for row in waiting(request.user, hub) if row.is_here],
        "sessions": sessions_today(hub),
        "sites": Site.objects.open().hub_sites().filter(hub=hub).main_first(),
        "prompts": prompts(),
        "looks_up": can_look_up(request.user),
        "births": appointments_today([hub]).count(),
        **unanswered(request.user, hub),
    }
    return render(request, "desk/desk.html", context)


def sessions_today(hub):
    """Today's sessions and appointments of this hub that are not over, with their places."""
    today = timezone.localdate()
    rows = Session.objects.between_days(today, today).to_come().filter(activity__hub=hub)
    return list(rows.select_related("activity", "room", "site").with_places().in_order()[:MOST])


def unanswered(user, hub):
    """What waits for this person or this desk: their requests, their notices, signposts."""
    mine = Referral.objects.visible_to(user).filter(taken_by=user).exclude(status=Status.DECIDED)
    to_ask = Enquiry.objects.visible_to(user).at(hub).filter(did="signposted", helped="")
    return {
        "requests_open": mine.count(),
        "unread": Message.objects.visible_to(user).unread().count(),
        "to_ask": to_ask.count(),
    }
