"""What happens to chats by the clock: nobody waits unseen, nothing is kept too long (R048)."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import notify_address
from hubs.escalation import Rung

from .. import clocks
from ..models import Chat, ChatEnd, ChatEvent, ChatState
from .chats import finish, note, wait_again
from .questions import first_to_answer, make_question, moved, tell
from .telling import already_told

logger = logging.getLogger(__name__)
KINDS = {
    Rung.WORKER: "question_waiting",
    Rung.MANAGER: "question_waiting_above",
    Rung.SERVICE: "question_waiting_above",
}


def look_after_chats(*, by, now=None):
    """Those that nobody took, whose colleague is gone, whose family is; each on its own."""
    now = now or timezone.now()
    with acting_as(by):
        keys = list(Chat.objects.live().order_by("opened_at", "id").values_list("pk", flat=True))
    for pk in keys:
        try:
            look_after(pk, by=by, now=now)
        except Exception:  # One that fails never stops the others.
            logger.exception("A chat could not be looked after", extra={"chat": str(pk)})


def look_after(pk, *, by, now):
    """What this chat's time has come for, seen under its lock."""
    with acting_as(by):
        chat = Chat.objects.live().select_for_update(of=("self",)).filter(pk=pk).first()
        if chat is None:
            return
        if chat.state == ChatState.WAITING:
            if chat.waits_since < now - minutes("chat_wait_minutes"):
                make_question(chat, by=by, now=now)
                note(chat, ChatEvent.ASKED)
        elif chat.staff_seen_at < now - minutes("chat_away_minutes"):
            wait_again(chat, by=by)
        elif is_silent(chat, now):
            finish(chat, ChatEnd.SILENT, by=by)


def minutes(name):
    return timedelta(minutes=getattr(council(), name))


def is_silent(chat, now):
    """We wrote last, and the family has written nothing since; whoever waits for us is never it."""
    return chat.spoke == "staff" and chat.spoke_at < now - minutes("chat_silent_minutes")


def remind_questions_waiting(*, by, now=None):
    """A question past its time: the desk, its manager, the service, the mailbox; each once."""
    now = now or timezone.now()
    if not clocks.may_remind(now):
        return
    with acting_as(by):
        keys = list(Chat.objects.late(now).values_list("pk", flat=True))
    for pk in keys:
        try:
            remind(pk, by=by, now=now)
        except Exception:  # One that fails never stops the others.
            logger.exception("A reminder could not be written", extra={"chat": str(pk)})


def remind(pk, *, by, now):
    with acting_as(by):
        late = Chat.objects.late(now).select_for_update(of=("self",))
        chat = late.filter(pk=pk).first()
        if chat is None:
            return
        key = f"question-late:{pk}{moved(chat)}"
        owed = {f"{key}:{rung.value}": rung for rung in rungs_reached(chat, now)}
        for key in owed.keys() - already_told(owed):
            remind_one(chat, owed[key], key=key, by=by)


def rungs_reached(chat, now):
    """By the council's escalation days; the mailbox where there is one."""
    days = clocks.days_overdue(chat.answer_due_at, now)
    manager, service, queue = council().escalation_days
    steps = [(Rung.WORKER, 0), (Rung.MANAGER, manager), (Rung.SERVICE, service)]
    if council().watched_email:
        steps.append((Rung.QUEUE, queue))
    return [rung for rung, after in steps if days >= after]


def remind_one(chat, rung, *, key, by):
    if rung == Rung.QUEUE:
        words = f"{settings.PUBLIC_URL}{chat.get_absolute_url()}"
        letter = {"key": key, "kind": "mailbox_question", "words": words}
        notify_address(council().watched_email, by=by, about=chat, **letter)
    elif told := first_to_answer(chat, rung):
        tell(chat, told, KINDS[rung], key, by=by)
    else:
        logger.error("Nobody can be told of a question", extra={"chat": str(chat.pk)})
        return
    record("chat.reminded", by=by, about=chat, rung=rung.name.lower())


def remind_chats_to_keep(*, by, now=None):
    """What a family wants kept and its colleague does not see to: somebody above knows, once."""
    now = now or timezone.now()
    with acting_as(by):
        for chat in Chat.objects.unsettled(now).select_related("hub")[:1_000]:
            key = f"chat-to-keep:{chat.pk}"
            if already_told([key]):
                continue
            if told := first_to_answer(chat, Rung.MANAGER):
                tell(chat, told, "chat_to_keep", key, by=by)
            else:
                logger.error("Nobody can be told of a chat to keep", extra={"chat": str(chat.pk)})


def delete_ended_chats(*, by, now=None):
    """Gone for good when the council's days are over; what is with a request goes with that."""
    before = (now or timezone.now()) - timedelta(days=council().chat_days)
    rows = Chat.objects.over_since(before)
    keys = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1_000])
    Chat.objects.filter(pk__in=keys).delete()
    if keys:
        record("chat.deleted", by=by, about=Chat, count=len(keys))
