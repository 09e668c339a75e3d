"""“Ask us”: a question that is answered later, with a clock and reminders (R048)."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import beyond_sight, open_with
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.notifications.outbox import drop_about, no_longer_news, notify, notify_address
from familyhubs.refusals import Refused
from hubs.escalation import Rung, climb, ladder_of
from hubs.models import Absence, DutyKind, DutyShift, Membership, Role

from .. import clocks
from ..codes import digest_of, new_code
from ..models import AnswerWay, Chat, ChatEnd, ChatLine, ChatPass, ChatState, Side
from ..safety import flags_of
from .decided import said
from .receiving import answering_hub
from .telling import safeguarding_leads

logger = logging.getLogger(__name__)


# A second press comes at once; later the same form may be in somebody else's hands.
SECOND_PRESS = timedelta(seconds=30)


def begin_once(key, words, *, begun, **values):
    """A chat or question that begins with these words; the same form pressed twice is one.

    `begun` is what is done with a new one. Refused where the form was sent longer ago, or said
    otherwise: what somebody changed must not be taken for what is kept.
    """
    if known := begun_under(key, words, values):
        return known
    now = timezone.now()
    try:
        with transaction.atomic():
            chat = Chat.objects.create(pk=key, opened_at=now, family_seen_at=now, **values)
            ChatLine.objects.create(chat=chat, side=Side.FAMILY, words=words, token=key)
            begun(chat)
    except IntegrityError:
        known = begun_under(key, words, values)
        if known is None:
            raise
        return known
    return Chat.objects.get(pk=key)


# What two presses of one form have alike, beside its first words.
TYPED = ("name", "hub", "flags", "way", "reach")


def begun_under(key, words, values):
    """What this form has begun a moment ago, or None."""
    open_with(key)
    known = Chat.objects.filter(pk=key).select_related("hub").first()
    if known is None:
        return None
    typed = {name: value for name, value in values.items() if name in TYPED}
    is_same = known.lines.get(token=key).words == words
    is_same = is_same and all(getattr(known, name) == value for name, value in typed.items())
    if not is_same or timezone.now() - known.opened_at > SECOND_PRESS:
        raise Refused(_("This was sent already. Send it again if it is a new one."))
    return known


def ask_question(*, words, key, by, ticked=(), name="", hub=None, language="en-gb", **way):
    """A question for the desk of a hub; the same form sent twice is one question.

    `ticked`: what is happening now (safety.TODAY). `way` is how they want the answer: way, reach.
    """
    words, now = said(words, _("Write your question")), timezone.now()

    def begun(chat):
        record("chat.asked", by=by, about=chat, flags=chat.flags)
        tell_of_question(chat, by=by)
        if chat.flags:
            tell_of_danger(chat, by=by)

    values = {"state": ChatState.ASKED, "name": name.strip(), "language": language}
    values |= {"flags": flags_of(ticked, (), words), "hub": hub or answering_hub(None)}
    values |= {"asked_at": now, "answer_due_at": clocks.question_due(now)} | way
    return begin_once(key, words, begun=begun, **values)


def make_question(chat, *, by, now=None):
    """What waited for somebody is answered later; the caller holds its row."""
    now = now or timezone.now()
    chat.state, chat.waits_since = ChatState.ASKED, None
    chat.hub = chat.hub or answering_hub(None)
    chat.asked_at, chat.answer_due_at = now, clocks.question_due(now)
    chat.way = chat.way or AnswerWay.LOOK
    chat.save(
        update_fields=[
            "state", "waits_since", "hub", "asked_at", "answer_due_at", "way", "updated_at",
        ]
    )  # fmt: skip
    no_longer_news(chat, "chat_waiting", "It is a question now.")
    record("chat.asked", by=by, about=chat, flags=chat.flags)
    tell_of_question(chat, by=by)


@transaction.atomic
def choose_way(chat, *, way, by, reach=""):
    """How the family wants the answer; they may change it until it is answered."""
    chat = Chat.objects.lock(chat)
    if chat.state != ChatState.ASKED:
        raise Refused(_("Your question is answered already. You find the answer here."))
    chat.way, chat.reach = way, reach
    chat.save(update_fields=["way", "reach", "updated_at"])
    record("chat.way_chosen", by=by, about=chat, way=way)
    return chat


@transaction.atomic
def give_code(chat, *, by):
    """A code to come back by; a new one takes the place of the one before."""
    chat, code = Chat.objects.lock(chat), new_code()
    chat.code_digest = digest_of(code)
    chat.save(update_fields=["code_digest", "updated_at"])
    record("chat.code_given", by=by, about=chat)
    return code


@transaction.atomic
def answer_question(chat, *, words, key, by):
    """The answer, once: the family reads it with its code, or is rung and it says what was said."""
    words = said(words, _("Write the answer"))
    chat = Chat.objects.lock(chat)
    if chat.state == ChatState.ENDED and chat.lines.filter(token=key).exists():
        return chat
    if chat.state != ChatState.ASKED:
        raise Refused(_("Somebody else has answered this. What you typed is still here."))
    ChatLine.objects.create(chat=chat, side=Side.STAFF, words=words, by=by, token=key)
    now = max(timezone.now(), chat.opened_at)
    chat.state, chat.ended_at, chat.ended_because = ChatState.ENDED, now, ChatEnd.ANSWERED
    chat.held_by, chat.held_at, chat.staff_seen_at = by, now, now
    if chat.way == AnswerWay.EMAIL:
        tell_of_answer(chat, by=by)
    # Their number or address has served its purpose.
    chat.way, chat.reach = AnswerWay.LOOK, ""
    names = ["state", "ended_at", "ended_because", "held_by", "held_at", "staff_seen_at"]
    chat.save(update_fields=[*names, "way", "reach", "updated_at"])
    record("chat.answered", by=by, about=chat)
    return chat


def tell_of_answer(chat, *, by):
    """That there is one, and where; what it says only the code opens."""
    address = f"{settings.PUBLIC_URL}{reverse('chat:back')}"
    letter = {"key": f"question-answered:{chat.pk}", "kind": "question_answered"}
    letter["language"] = chat.language if chat.language in LANGUAGES else ENGLISH
    notify_address(chat.reach, by=by, about=chat, words=address, **letter)


@beyond_sight("what somebody else may know")
def may_answer(user, chat):
    return user.may_sign_in and Chat.objects.visible_to(user).filter(pk=chat.pk).exists()


def ladder_for(chat):
    """The desk of the hub, who is on duty there first; its manager; the service's lead."""
    shifts = DutyShift.objects.answering_now(DutyKind.CHAT, DutyKind.FRONT_DESK)
    on_duty = list(shifts.at_hub(chat.hub_id).values_list("user", flat=True))
    hub = chat.hub or answering_hub(None)
    ladder = ladder_of(None, list(Membership.objects.answering_for(hub)))
    desk = Membership.objects.current().filter(hub=chat.hub_id, role=Role.FRONT_OF_HOUSE)
    people = User.objects.may_sign_in().select_related("organisation")
    people = people.filter(pk__in={*on_duty, *desk.values_list("user", flat=True)})
    people = people.exclude(pk__in=Absence.objects.current().values("user"))
    ladder[Rung.WORKER] = sorted(
        people, key=lambda user: (user.pk not in on_duty, user.pk.int ^ chat.pk.int)
    )
    return ladder


def first_to_answer(chat, rung=Rung.WORKER):
    """One answerable person on this rung or above it, or None."""
    return climb(ladder_for(chat), rung, lambda user: may_answer(user, chat)).person


@transaction.atomic
def move_question(chat, *, hub, reason, by):
    """Another hub answers it, by the same hour; why is kept, and its people are told.

    The family is told nothing: its question is with us, as before.
    """
    reason = said(reason, _("Enter why it is moved"))
    chat = Chat.objects.lock(chat)
    if chat.state != ChatState.ASKED:
        raise Refused(_("This is no question that waits for an answer."))
    if hub.pk == chat.hub_id:
        raise Refused(_("It is this hub’s already."))
    ChatPass.objects.create(chat=chat, by=by, hub=hub, reason=reason)
    before, chat.hub = chat.hub_id, hub
    chat.save(update_fields=["hub", "updated_at"])
    record("chat.moved", by=by, about=chat, before=before, hub=hub.pk)
    drop_about(chat, "question_new", "The question was moved to another hub.")
    tell_of_question(chat, by=by)
    if chat.flags:
        tell_of_danger(chat, by=by)
    return chat


def moved(chat):
    """How often it was moved, for the keys of its messages: each hub hears of it anew."""
    times = chat.passes.exclude(hub=None).count()
    return f":moved-{times}" if times else ""


def tell_of_question(chat, *, by):
    """Somebody of the desk learns that a question waits; nothing of what it says."""
    told = first_to_answer(chat)
    if told is None:
        logger.error("Nobody can be told of a question", extra={"chat": str(chat.pk)})
        return
    tell(chat, told, "question_new", f"question-new:{chat.pk}{moved(chat)}", by=by)


def tell(chat, to, kind, key, *, by):
    notify(to, key=key, kind=kind, by=by, about=chat, link=chat.get_absolute_url())


def tell_of_danger(chat, *, by):
    """Words or a tick may tell of danger: safeguarding on duty, else every lead; the night contact.

    Each of them once, however often it is said.
    """
    leads = on_duty_for(chat, DutyKind.SAFEGUARDING) or safeguarding_leads()
    is_shut = not clocks.is_open(timezone.now())
    people = {*leads, *(on_duty_for(chat, DutyKind.OUT_OF_HOURS) if is_shut else ())}
    for person in people:
        tell(chat, person, "chat_flagged", f"chat-flagged:{chat.pk}:{person.pk}", by=by)
    if is_shut and (address := council().out_of_hours_email):
        words = f"{settings.PUBLIC_URL}{chat.get_absolute_url()}"
        letter = {"key": f"chat-flagged:{chat.pk}", "kind": "chat_out_of_hours"}
        notify_address(address, by=by, about=chat, words=words, **letter)


def on_duty_for(chat, kind):
    """Who is on this duty now, for the council or the chat's hub, and may read it."""
    shifts = DutyShift.objects.answering_now(kind)
    shifts = shifts.at_hub(chat.hub_id) if chat.hub_id else shifts
    people = {shift.user for shift in shifts.select_related("user__organisation")}
    return [person for person in people if may_answer(person, chat)]
