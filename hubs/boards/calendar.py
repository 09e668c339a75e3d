"""Meetings of a board as a calendar file (RFC 5545)."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ..whats_on.calendar import folded, line, moment


def calendar_response(board, meetings):
    """The file: one event a meeting, by the same name each time; no end is known."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Family hubs//Boards//EN"]
    lines += ["METHOD:PUBLISH", line("X-WR-CALNAME", board.name)]
    for meeting in meetings:
        lines += event(board, meeting)
    content = "\r\n".join([*lines, "END:VCALENDAR", ""])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="board.ics"'
    return response


def event(board, meeting):
    is_off = meeting.cancelled_at is not None
    host = settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
    words = [meeting.cancel_reason, meeting.link, meeting.agenda]
    return [
        "BEGIN:VEVENT",
        line("SUMMARY", _("Cancelled: %s") % board.name if is_off else board.name),
        f"DTSTART:{moment(meeting.starts_at)}",
        f"DTSTAMP:{moment(meeting.updated_at)}",
        folded(f"UID:{meeting.pk}@{host}"),
        f"SEQUENCE:{meeting.revision}",
        line("DESCRIPTION", "\n\n".join(word for word in words if word)),
        line("LOCATION", meeting.place),
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "END:VEVENT",
    ]
