"""The desk's own page: who waits, what is on today, what was asked, what nobody has answered."""

from django.db.models import Count, Q, Window
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from families.permissions import can_look_up
from familyhubs.notifications.models import Message
from familyhubs.records import how_many
from hubs.members.births import appointments_today
from hubs.models import Session, Site

from ..models import Chat, Enquiry, Referral, Status
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
    enquiries = enquiries_today(request.user, hub)
    context = {
        "hub": hub,
        "hubs": hubs,
        "form": log_form(request),
        "last": Enquiry.objects.visible_to(request.user).last_by(request.user, hub),
        "enquiries": enquiries,
        "enquiries_today": enquiries[0].of_all if enquiries else 0,
        "here": [row for row in waiting(request.user, hub) if row.is_here],
        "sessions": sessions_today(hub),
        "sites": Site.objects.open().hub_sites().filter(hub=hub).main_first(),
        "prompts": prompts(),
        "looks_up": can_look_up(request.user),
        **numbers(request.user, hub),
    }
    return render(request, "desk/desk.html", context)


def sessions_today(hub):
    """Today's sessions and appointments of this hub that are not over, with their places."""
    today = timezone.localdate()
    rows = Session.objects.between_days(today, today).to_come().filter(activity__hub=hub)
    return list(rows.select_related("activity", "room", "site").with_places().in_order()[:MOST])


def enquiries_today(user, hub):
    """The newest of today's, each with how many there are in all."""
    rows = Enquiry.objects.visible_to(user).at(hub).of_today().select_related("service")
    return list(rows.newest_first().annotate(of_all=Window(Count("pk")))[:SHOWN])


def numbers(user, hub):
    """What waits for this person or this desk: births, requests, notices, signposts, chats."""
    mine = Referral.objects.visible_to(user).filter(taken_by=user).exclude(status=Status.DECIDED)
    counted = how_many(
        births=appointments_today([hub]),
        requests_open=mine,
        unread=Message.objects.visible_to(user).unread(),
        to_ask=Enquiry.objects.visible_to(user).at(hub).filter(did="signposted", helped=""),
        # The head of the page says it too.
        waits=(
            Chat.objects.waiting_for(user),
            {"waiting": Q(state="waiting"), "asked": Q(state="asked")},
        ),
    )
    return counted | {"notices": {"unread": counted["unread"]}}
