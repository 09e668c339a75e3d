"""Sessions as a calendar file (RFC 5545): stable names, a rising sequence, times in UTC."""

from datetime import UTC

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..masking import public_place

# A fifth of a second to write; who wants more names a hub or a day.
MOST = 300


def calendar_response(sessions, *, called, link="", name="whats-on"):
    """The file; `link` is the join link of somebody who has booked."""
    calendar = Calendar()
    calendar.add("prodid", "-//Family hubs//What's on//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", called)
    for session in sessions:
        calendar.add_component(event_of(session, link))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def event_of(session, link=""):
    """One session. In UTC it needs no table of time zones, and no clock change moves it."""
    activity = session.activity
    event = Event()
    event.add("uid", f"{session.pk}@{_host()}")
    event.add("dtstamp", session.updated_at.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("sequence", session.revision)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("summary", _("Cancelled: %s") % activity if session.is_cancelled else activity.name)
    event.add("location", place_of(session))
    words = [session.cancel_reason, activity.description, link]
    event.add("description", "\n\n".join(word for word in words if word))
    event.add("url", settings.PUBLIC_URL + activity.get_absolute_url())
    return event


def place_of(session):
    """Where to go, in one line."""
    if session.site is None or session.activity.is_remote:
        return str(session.activity.get_mode_display())
    place = public_place(session.site)
    parts = (session.room.name if session.room else "", place.name, place.lines)
    return ", ".join(part for part in parts if part)


def _host():
    return settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
