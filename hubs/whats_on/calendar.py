"""Sessions as a calendar file (RFC 5545): stable names, a rising sequence, times in UTC.

Written line by line: to build each event out of objects takes many times as long.
"""

from datetime import UTC
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..finding.where import OF_A_PLACE, OF_A_SITE
from ..masking import public_place
from ..models import REMOTE, SessionMode, SessionState, Site

# Who wants more names a hub or a day.
MOST = 300
LONGEST_LINE = 75  # In bytes, without the line's end.
ESCAPED = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
    # Other signs that control something have no place in a text.
    | {chr(code): None for code in (*range(32), 127) if chr(code) not in "\n\t"}
)


# What an event says, and no more, in one query: in half a year of a county each row counts.
SAID = (
    "pk",
    "activity",
    "site",
    "room",
    "starts_at",
    "ends_at",
    "updated_at",
    "state",
    "cancel_reason",
    "revision",
    "activity__name",
    "activity__description",
    "activity__mode",
    "room__name",
    *OF_A_SITE,
)
NOTHING = UUID(int=0)


def calendar_response(sessions, *, called, link="", name="whats-on"):
    """The file of a queryset; `link` is the join link of somebody who has booked."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Family hubs//What's on//EN",
        "METHOD:PUBLISH",
        line("X-WR-CALNAME", called),
    ]
    heads, places = {}, {}
    # The address of none of them: to look each up takes as long as to write its event.
    address = settings.PUBLIC_URL + reverse("whats_on:activity", args=[NOTHING])
    for session in sessions.values_list(*SAID, named=True):
        at = (session.activity, session.site, session.room)
        if session.activity not in heads:
            heads[session.activity] = heads_of(session, address)
        if at not in places:
            places[at] = line("LOCATION", place_of(session))
        lines += event(session, *heads[session.activity], places[at], link)
    lines += ["END:VCALENDAR", ""]
    content = "\r\n".join(lines)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def heads_of(session, address):
    """The lines that are the same for all of an activity."""
    return (
        line("SUMMARY", session.activity__name),
        folded(f"URL:{address.replace(str(NOTHING), str(session.activity))}"),
    )


def event(session, summary, url, place, link=""):
    """One session. In UTC it needs no table of time zones, and no clock change moves it."""
    is_off = session.state == SessionState.CANCELLED
    words = [session.cancel_reason, session.activity__description, link]
    if is_off:
        summary = line("SUMMARY", _("Cancelled: %s") % session.activity__name)
    return [
        "BEGIN:VEVENT",
        summary,
        f"DTSTART:{moment(session.starts_at)}",
        f"DTEND:{moment(session.ends_at)}",
        f"DTSTAMP:{moment(session.updated_at)}",
        folded(f"UID:{session.pk}@{_host()}"),
        f"SEQUENCE:{session.revision}",
        line("DESCRIPTION", "\n\n".join(word for word in words if word)),
        place,
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        url,
        "END:VEVENT",
    ]


def moment(at):
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def line(name, text):
    """A property with words in it."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return folded(f"{name}:{text.translate(ESCAPED)}")


def folded(text):
    """In lines of no more bytes than a reader must take, none broken inside a letter."""
    whole = text.encode()
    if len(whole) <= LONGEST_LINE:
        return text
    parts, start, room = [], 0, LONGEST_LINE
    while start < len(whole):
        stop = min(start + room, len(whole))
        while stop < len(whole) and whole[stop] & 0xC0 == 0x80:
            stop -= 1
        parts.append(whole[start:stop].decode())
        # The space before what goes on is one of its bytes.
        start, room = stop, LONGEST_LINE - 1
    return "\r\n ".join(parts)


def place_of(session):
    """Where to go, in one line."""
    if session.site is None or session.activity__mode in REMOTE:
        return str(SessionMode(session.activity__mode).label)
    site = Site(**{name: getattr(session, f"site__{name}") for name in OF_A_PLACE})
    place = public_place(site)
    return ", ".join(part for part in (session.room__name, place.name, place.lines) if part)


def _host():
    return settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
