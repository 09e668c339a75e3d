"""What a chat's lines say: to the family, to colleagues, and on paper (R048, domain.md 5.9)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.languages.known import ENGLISH

from ..models import ChatEvent, Side

MOST_KEPT = 19_000


def named(user):
    """The first name that a family reads; some accounts have none that is one."""
    return (user.first_name if user else "") or _("A colleague")


def note_to_family(event, who):
    """What happened, in the family's words."""
    said = {
        ChatEvent.JOINED: _("%(who)s is here. You are talking with %(who)s now."),
        ChatEvent.PASSED: _("%(who)s talks with you now. You need not say it all again."),
        ChatEvent.BACK: _("Sorry, we had to stop for a moment. Somebody else will be with you."),
        ChatEvent.ASKED: _("We kept what you wrote. It is a question to us now."),
        ChatEvent.ENDED_FAMILY: _("You ended the chat."),
        ChatEvent.ENDED_STAFF: _("%(who)s ended the chat."),
        ChatEvent.ENDED_SILENT: _("You wrote nothing for a while, so we ended the chat."),
    }
    return said[event] % {"who": who}


def note_to_staff(event, who):
    """The same for colleagues."""
    said = {
        ChatEvent.JOINED: _("%(who)s took the chat."),
        ChatEvent.PASSED: _("Passed on to %(who)s."),
        ChatEvent.BACK: _("Back in the line: nobody was with them."),
        ChatEvent.ASKED: _("It became a question."),
        ChatEvent.ENDED_FAMILY: _("The family ended it."),
        ChatEvent.ENDED_STAFF: _("We ended it."),
        ChatEvent.ENDED_SILENT: _("The family wrote nothing more, so it ended."),
    }
    return said[event] % {"who": who}


def dated(lines):
    """Each with whether its day must be said: a question goes on for days."""
    today = timezone.localdate()
    for line in lines:
        line.is_older = timezone.localtime(line.recorded_at).date() != today
        yield line


def for_family(lines, chat):
    """Lines as the family's page shows them."""
    for line in dated(lines):
        line.mine = line.side == Side.FAMILY
        line.language = chat.language if line.mine else ENGLISH
        line.who = _("You") if line.mine else named(line.by)
        if line.side == Side.NOTE:
            line.said = note_to_family(line.event, named(line.by or chat.held_by))
    return lines


def for_staff(lines, chat, user=None):
    """Lines as colleagues read them; one's own stand on the right."""
    for line in dated(lines):
        line.mine = line.side == Side.STAFF
        line.language = chat.language if line.side == Side.FAMILY else ENGLISH
        line.who = called(chat) if line.side == Side.FAMILY else str(line.by or "")
        if line.side == Side.NOTE:
            line.said = note_to_staff(line.event, str(line.by or chat.held_by or ""))
    return lines


def called(chat):
    """What to call them: what they gave, else what they are to us."""
    return chat.name or _("The family")


def transcript(chat):
    """All of it as plain text, in as many parts as a note's length asks for: each line with its
    time and who wrote it, and the day above the first of it."""
    parts, day = [""], None
    for line in for_staff(list(chat.lines.select_related("by")), chat):
        at = timezone.localtime(line.recorded_at)
        text = (
            f"{at:%H:%M} {line.said if line.side == Side.NOTE else f'{line.who}: {line.words}'}\n"
        )
        heading = f"{date_format(at, 'j F Y')}\n"
        if len(parts[-1]) + len(heading) + len(text) > MOST_KEPT:
            parts.append("")
            day = None
        parts[-1] += text if at.date() == day else heading + text
        day = at.date()
    return [part.rstrip() for part in parts]
