"""Today: what waits for the person who has just signed in, whatever their role."""

from datetime import timedelta

from django.db.models import Count, Q, Window
from django.shortcuts import redirect, render
from django.utils import timezone

from families.models import NoteDraft, ToDo
from familyhubs.notifications.letters import letter_of
from familyhubs.notifications.models import Message
from familyhubs.records import how_many
from hubs.models import Hub, Role, Session
from hubs.permissions import holds, roles_now
from outcomes.models import Action, Plan, Step
from referrals.models import Chat, Concern, Referral
from referrals.permissions import (
    can_answer_chats,
    can_open_concerns,
    can_open_queue,
    can_refer,
    is_of_the_desk,
)

SHOWN = 10
SHOWN_WHEN_ASKED = 200
AHEAD = timedelta(days=14)
WORKING = (Role.PRACTITIONER, Role.PARTNER, Role.MANAGER, Role.SAFEGUARDING)


def today(request):
    """The home of all staff; some have one of their own: figures, settings, the desk."""
    user = request.user
    if holds(user, Role.COMMISSIONER):
        return redirect("insights:overview")
    if {membership.role for membership in roles_now(user)} == {Role.ADMINISTRATOR}:
        return redirect("pages:settings")
    if is_of_the_desk(user):
        return redirect("desk:desk")
    at_most = SHOWN_WHEN_ASKED if "all" in request.GET else SHOWN
    context = {"has_role": bool(roles_now(user)), "notices": _notices(user)}
    if holds(user, *WORKING):
        context |= _mine(user, at_most)
    if holds(user, Role.MANAGER):
        context |= _of_my_hubs(user, at_most)
    context |= _counts(user)
    if context["led"]["near"]:
        context["sessions_led"] = _led(user)[:SHOWN]
    context["may_refer"] = can_refer(user)
    return render(request, "pages/today.html", context)


def _mine(user, at_most):
    """What this person owes: answers, reviews, actions, tasks; and what others owe them."""
    day = timezone.localdate()
    near = day + AHEAD
    mine = Plan.objects.visible_to(user).led_by(user).review_due(near)
    deeds = Action.objects.own(user).to_do().filter(due_on__lte=near)
    tasks = ToDo.objects.visible_to(user).open().of(user)
    sent = Step.objects.visible_to(user).waiting().filter(sender=user)
    return {
        "works": True,
        "drafts": NoteDraft.objects.for_today(user),
        "answers": _few(_steps(user).filter(receiver=user), at_most),
        "reviews": _few(mine.select_related("family").order_by("review_due_on", "id"), at_most),
        "actions": _few(
            deeds.select_related("goal__plan__family").order_by("due_on", "id"), at_most
        ),
        "tasks": _few(tasks.select_related("family").order_by("due_at", "id"), at_most),
        "sent": _few(
            sent.select_related("plan__family", "receiver").order_by("due_at", "id"), at_most
        ),
    }


def _led(user):
    """The sessions that this person leads, while they see who comes (access.md A9)."""
    now, day = timezone.now(), timedelta(days=1)
    rows = Session.objects.planned().filter(
        leaders__user=user, starts_at__lte=now + day, ends_at__gte=now - day
    )
    return rows.select_related("activity").order_by("starts_at", "pk")


def _of_my_hubs(user, at_most):
    """What is late at a manager's hubs: reviews, and hand-overs that nobody answers."""
    hubs = Hub.objects.where(user, Role.MANAGER)
    yesterday = timezone.localdate() - timedelta(days=1)
    late = Plan.objects.at_hubs(hubs).review_due(yesterday).few_visible_to(user)
    late = late.select_related("family")
    lost = _steps(user).filter(plan__hub__in=hubs).late()
    return {
        "manages": True,
        "late_reviews": _few(late.order_by("review_due_on", "id"), at_most),
        "lost_steps": _few(lost.select_related("receiver"), at_most),
    }


def _counts(user):
    """Sessions led, what waits at the front door and of concerns, in one statement; with them who
    waits in the chat, which the head of the page says."""
    asked = {"led": (_led(user), {"near": Q()})}
    if can_open_queue(user):
        asked["requests"] = _queue(user)
    if can_open_concerns(user):
        asked["concerns"] = _concerns(user)
        if can_answer_chats(user):
            asked["waits"] = (Chat.objects.waiting_for(user), {"here": Q()})
    return how_many(**asked)


def _queue(user):
    """Requests that wait, those that are late, and those a person must look at first."""
    return Referral.objects.in_queue_of(user).waiting(), {
        "waiting": Q(),
        "late": Q(decision_due_at__lt=timezone.now()),
        "flagged": ~Q(safety_flags=[]) & Q(screened_at=None),
    }


def _concerns(user):
    """Safeguarding concerns that are open, untaken, and happening now."""
    untaken = Q(taken_at=None)
    return Concern.objects.visible_to(user).open(), {
        "open": Q(),
        "untaken": untaken,
        "now": untaken & Q(is_now="yes"),
    }


def _steps(user):
    steps = Step.objects.visible_to(user).waiting()
    return steps.select_related("plan__family", "sender").order_by("due_at", "id")


def _few(rows, at_most):
    """The first rows, whether there are more, and the way to those on this page."""
    found = list(rows[: at_most + 1])
    way = "?all=1" if at_most < SHOWN_WHEN_ASKED else ""
    return {"rows": found[:at_most], "more": len(found) > at_most, "way": way}


def _notices(user):
    """The newest unread notices, and how many there are in all."""
    unread = Message.objects.visible_to(user).unread().newest_first()
    newest = list(unread.annotate(unread=Window(Count("pk")))[:5])
    letters = [(message, letter_of(message)) for message in newest]
    return {"newest": letters, "unread": newest[0].unread if newest else 0}
