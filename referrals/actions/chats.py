"""A chat: begun, written in, taken, passed on, ended. Nothing that was taken in is lost (R048)."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.outbox import no_longer_news, notify
from familyhubs.refusals import Refused
from hubs.models import DutyKind

from ..chat.opening import is_open
from ..models import Chat, ChatEnd, ChatEvent, ChatLine, ChatPass, ChatState, Side
from ..safety import flags_in
from .decided import said
from .questions import begin_once, begun_under, make_question, on_duty_for, tell, tell_of_danger

LONGEST, LONGEST_NAME, LONGEST_REASON = 2_000, 40, 300
MOST_LINES, MOST_IN_A_MINUTE, MOST_WAITING = 500, 30, 80
# How often it is written down that a page still asks.
SEEN_EVERY = timedelta(seconds=20)
ENDINGS = {
    ChatEnd.FAMILY: ChatEvent.ENDED_FAMILY,
    ChatEnd.STAFF: ChatEvent.ENDED_STAFF,
    ChatEnd.SILENT: ChatEvent.ENDED_SILENT,
}


class NobodyThere(Refused):
    """The chat has just closed, or its line is full: what was typed becomes a question."""


def start_chat(*, words, key, by, name="", hub=None, language="en-gb"):
    """The family waits, with what they wrote first; the same form pressed twice is one chat."""
    values = {"name": name.strip()[:LONGEST_NAME], "hub": hub}
    words = written(words)
    if known := begun_under(key, words, values):
        return known
    if not is_open(hub) or many_wait():
        raise NobodyThere(_("Nobody can chat just now. You can send this as a question."))

    def begun(chat):
        record("chat.started", by=by, about=chat)
        tell_of_waiting(chat, by=by)
        look_for_danger(chat, words, by=by)

    values |= {"state": ChatState.WAITING, "waits_since": timezone.now(), "language": language}
    return begin_once(key, words, begun=begun, **values)


@beyond_sight("how many wait")
def many_wait():
    return Chat.objects.in_line().count() >= MOST_WAITING


def tell_of_waiting(chat, *, by):
    """Whoever is on chat duty learns that somebody waits, wherever in the portal they are."""
    since = f"{chat.waits_since:%Y%m%d%H%M%S%f}"
    for person in on_duty_for(chat, DutyKind.CHAT):
        tell(chat, person, "chat_waiting", f"chat-waiting:{chat.pk}:{since}:{person.pk}", by=by)


def written(words):
    """What can be a line: something, and not too much."""
    words = said(words, _("Write something first"))
    if len(words) > LONGEST:
        raise Refused(_("Use fewer words, or send this in two parts"))
    return words


@transaction.atomic
def say(chat, *, words, by, side, token=None):
    """One line more; the same form sent twice is one, other words under its key are another."""
    words = written(words)
    chat = Chat.objects.lock(chat)
    token = token or uuid4()
    known = chat.lines.filter(token=token).first()
    if known is not None and (known.words, known.side) == (words, side):
        return known
    refuse_over(chat)
    refuse_flood(chat)
    if side == Side.STAFF:
        refuse_not_held(chat, by)
    values = {"side": side, "words": words, "token": uuid4() if known else token}
    line = ChatLine.objects.create(chat=chat, by=by if side == Side.STAFF else None, **values)
    line.refresh_from_db(fields=["number"])
    if side == Side.FAMILY:
        look_for_danger(chat, words, by=by)
    return line


def refuse_over(chat):
    if chat.is_over:
        raise Refused(_("This chat has ended. Nothing more can be written in it."))


def refuse_flood(chat):
    lately = timezone.now() - timedelta(minutes=1)
    if chat.lines.filter(recorded_at__gt=lately).count() >= MOST_IN_A_MINUTE:
        raise Refused(_("That was a lot at once. Wait a minute, then send it again."))
    if chat.last_line >= MOST_LINES:
        raise Refused(_("This chat has become very long. Please end it and begin a new one."))


def refuse_not_held(chat, by):
    if chat.state != ChatState.TALKING or chat.held_by_id != by.pk:
        raise Refused(_("You do not have this chat any more. What you typed is still here."))


def look_for_danger(chat, words, *, by):
    """Words only raise a flag: whoever talks with them sees it, safeguarding is told once."""
    raise_flags(chat, flags_in(words), by=by)


@transaction.atomic
def tick_danger(chat, ticked, *, by):
    """The family ticked what is happening now, while its chat went on (safety.TODAY)."""
    chat = Chat.objects.lock(chat)
    raise_flags(chat, ticked, by=by)
    return chat


def raise_flags(chat, flags, *, by):
    new = [flag for flag in flags if flag not in chat.flags]
    if new:
        chat.flags = [*chat.flags, *new]
        chat.save(update_fields=["flags", "updated_at"])
        record("chat.flagged", by=by, about=chat, flags=new)
        tell_of_danger(chat, by=by)


@transaction.atomic
def take_chat(chat, *, by):
    """This person talks with them from now on; of two who press at once the first has it."""
    now = timezone.now()
    free = Chat.objects.filter(pk=chat.pk, state=ChatState.WAITING)
    held = {"held_by": by, "held_at": now, "staff_seen_at": now, "staff_read": 0}
    held |= {"first_taken_at": Coalesce("first_taken_at", now)}
    if not free.update(state=ChatState.TALKING, waits_since=None, updated_at=now, **held):
        return already_taken(chat, by)
    no_longer_news(chat, "chat_waiting", "Somebody has taken it.")
    note(chat, ChatEvent.JOINED, by=by)
    record("chat.taken", by=by, about=chat)
    return Chat.objects.get(pk=chat.pk)


def already_taken(chat, by):
    """Fine where it is one's own; else in words what has become of it."""
    chat = Chat.objects.select_related("held_by").get(pk=chat.pk)
    if chat.state == ChatState.TALKING and chat.held_by_id == by.pk:
        return chat
    if chat.state == ChatState.TALKING:
        raise Refused(_("%(who)s has just taken this chat.") % {"who": chat.held_by})
    if chat.state == ChatState.ASKED:
        raise Refused(_("Nobody took this chat in time. It is a question now: answer it below."))
    raise Refused(_("This chat has ended."))


def note(chat, event, *, by=None):
    """A line of the portal's own: what happened."""
    return ChatLine.objects.create(chat=chat, side=Side.NOTE, event=event, by=by)


@transaction.atomic
def pass_chat(chat, *, to, reason, by):
    """Somebody else talks with them from now on, or whoever is free where `to` is None."""
    reason = said(reason, _("Enter why you pass it on"))[:LONGEST_REASON]
    chat = Chat.objects.lock(chat)
    refuse_over(chat)
    refuse_not_held(chat, by)
    if to is not None and to.pk == by.pk:
        raise Refused(_("You have this chat already."))
    ChatPass.objects.create(chat=chat, by=by, to=to, reason=reason)
    if to is None:
        return wait_again(chat, by=by)
    now = timezone.now()
    chat.held_by, chat.held_at, chat.staff_seen_at, chat.staff_read = to, now, now, 0
    chat.save(update_fields=["held_by", "held_at", "staff_seen_at", "staff_read", "updated_at"])
    note(chat, ChatEvent.PASSED, by=to)
    record("chat.passed_on", by=by, about=chat, to=to.pk)
    key = f"chat-passed:{chat.pk}:{now:%Y%m%d%H%M%S%f}"
    notify(to, key=key, kind="chat_passed", by=by, about=chat, link=chat.get_absolute_url())
    return chat


def wait_again(chat, *, by):
    """Back to its old place in the line. The family is told."""
    chat.state, chat.waits_since = ChatState.WAITING, timezone.now()
    chat.held_by = chat.held_at = chat.staff_seen_at = None
    names = ["state", "waits_since", "held_by", "held_at", "staff_seen_at", "updated_at"]
    chat.save(update_fields=names)
    note(chat, ChatEvent.BACK)
    record("chat.waits_again", by=by, about=chat)
    tell_of_waiting(chat, by=by)
    return chat


@transaction.atomic
def end_chat(chat, *, because, by):
    """It is over, for both; twice changes nothing."""
    chat = Chat.objects.lock(chat)
    if chat.is_over:
        return chat
    if because == ChatEnd.STAFF:
        refuse_not_held(chat, by)
    return finish(chat, because, by=by)


def finish(chat, because, *, by):
    """The last note, then the end: after it nothing is written."""
    if because in ENDINGS:
        note(chat, ENDINGS[because])
    chat.state, chat.waits_since = ChatState.ENDED, None
    chat.ended_at, chat.ended_because = max(timezone.now(), chat.opened_at), because
    names = ["state", "waits_since", "ended_at", "ended_because", "updated_at"]
    chat.save(update_fields=names)
    no_longer_news(chat, "chat_waiting", "The chat has ended.")
    record("chat.ended", by=by, about=chat, because=because)
    return chat


@transaction.atomic
def leave_as_question(chat, *, by):
    """The family will not wait: what they wrote is answered later."""
    chat = Chat.objects.lock(chat)
    if chat.state == ChatState.WAITING:
        make_question(chat, by=by)
        note(chat, ChatEvent.ASKED)
    return chat


def note_family_here(chat, *, now=None):
    """Their page still asks; written down a few times a minute at most."""
    now = now or timezone.now()
    if now - chat.family_seen_at >= SEEN_EVERY:
        Chat.objects.filter(pk=chat.pk).update(family_seen_at=now)


def note_colleague_here(user, *, now=None):
    """Whoever talks is at their screen: for every chat of theirs, from any of these pages."""
    now = now or timezone.now()
    stale = Chat.objects.talking_with(user).filter(staff_seen_at__lt=now - SEEN_EVERY)
    stale.order_by().update(staff_seen_at=now)


def note_read(chat, number, *, by):
    """The holder has these lines on the screen."""
    number = min(number, chat.last_line)
    if chat.held_by_id == by.pk and number > chat.staff_read:
        rows = Chat.objects.filter(pk=chat.pk, held_by=by, staff_read__lt=number)
        rows.update(staff_read=number)
