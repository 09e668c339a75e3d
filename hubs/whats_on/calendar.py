"""Sessions as a calendar file (RFC 5545): stable names, a rising sequence, times in UTC.

Written line by line: to build each event out of objects takes many times as long.
"""

from datetime import UTC
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..finding.where import OF_A_PLACE
from ..masking import public_place
from ..models import Activity, Room, SessionMode, SessionState, Site

# Who wants more names a hub or a day.
MOST = 300
LONGEST_LINE = 75  # In bytes, without the line's end.
ESCAPED = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
    # Other signs that control something have no place in a text.
    | {chr(code): None for code in (*range(32), 127) if chr(code) not in "\n\t"}
)


# What an event says, and no more: with half a year of a county in it, each column counts.
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
)
NOTHING = UUID(int=0)
OF_AN_ACTIVITY = ("name", "description", "mode")


def calendar_response(sessions, *, called, link="", name="whats-on"):
    """The file of a queryset; `link` is the join link of somebody who has booked."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Family hubs//What's on//EN",
        "METHOD:PUBLISH",
        line("X-WR-CALNAME", called),
    ]
    for session, heads, place in with_places(list(sessions.values_list(*SAID, named=True))):
        lines += event(session, heads, place, link)
    lines += ["END:VCALENDAR", ""]
    content = "\r\n".join(lines)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def with_places(sessions):
    """Each session with what is the same for its whole activity, and with where it is."""
    activities = Activity.objects.only(*OF_AN_ACTIVITY).in_bulk({one.activity for one in sessions})
    sites = Site.objects.only(*OF_A_PLACE).in_bulk({one.site for one in sessions if one.site})
    rooms = Room.objects.only("name").in_bulk({one.room for one in sessions if one.room})
    # The address of none of them: to look each up takes as long as to write its event.
    address = settings.PUBLIC_URL + reverse("whats_on:activity", args=[NOTHING])
    heads = {pk: Heads(activity, address) for pk, activity in activities.items()}
    places = {}
    for session in sessions:
        key = (session.activity, session.site, session.room)
        if key not in places:
            activity, site, room = activities[key[0]], sites.get(key[1]), rooms.get(key[2])
            places[key] = line("LOCATION", place_of(activity, site, room))
        yield session, heads[session.activity], places[key]


class Heads:
    """The lines that are the same for all of an activity."""

    def __init__(self, activity, address):
        self.name, self.description = activity.name, activity.description
        self.summary = line("SUMMARY", activity.name)
        self.url = folded(f"URL:{address.replace(str(NOTHING), str(activity.pk))}")


def event(session, heads, place, link=""):
    """One session. In UTC it needs no table of time zones, and no clock change moves it."""
    is_off = session.state == SessionState.CANCELLED
    words = [session.cancel_reason, heads.description, link]
    return [
        "BEGIN:VEVENT",
        line("SUMMARY", _("Cancelled: %s") % heads.name) if is_off else heads.summary,
        f"DTSTART:{moment(session.starts_at)}",
        f"DTEND:{moment(session.ends_at)}",
        f"DTSTAMP:{moment(session.updated_at)}",
        folded(f"UID:{session.pk}@{_host()}"),
        f"SEQUENCE:{session.revision}",
        line("DESCRIPTION", "\n\n".join(word for word in words if word)),
        place,
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        heads.url,
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


def place_of(activity, site, room):
    """Where to go, in one line."""
    if site is None or activity.is_remote:
        return str(SessionMode(activity.mode).label)
    place = public_place(site)
    parts = (room.name if room else "", place.name, place.lines)
    return ", ".join(part for part in parts if part)


def _host():
    return settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
