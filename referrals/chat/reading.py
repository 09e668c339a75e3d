"""What a chat's page shows, and only what is new of it: few questions, and none twice (R048)."""

from datetime import timedelta
from hashlib import sha256

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from familyhubs.database.actor import beyond_sight

from ..models import Chat, ChatState

LATELY, ENOUGH = timedelta(hours=2), 3
BY_SCRIPT = "X-Requested-With"


def lines_after(chat, number):
    """The lines that came after this one; no question where there can be none."""
    if number >= chat.last_line:
        return []
    return list(chat.lines.filter(number__gt=number).select_related("by"))


def last_seen(text):
    """The number that a page names as the last line it has; none at all for nonsense."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@beyond_sight("how many wait, and how long others did")
def place_of(chat):
    """How many are before this one, and it: its place in the line; 0 where it does not wait."""
    return Chat.objects.before(chat).count() + 1 if chat.state == ChatState.WAITING else 0


@beyond_sight("how many wait, and how long others did")
def wait_lately(now=None):
    """In how many minutes chats were taken lately; None where too few were to speak of it."""
    since = (now or timezone.now()) - LATELY
    took = ExpressionWrapper(F("first_taken_at") - F("opened_at"), DurationField())
    rows = Chat.objects.filter(first_taken_at__gt=since)
    found = rows.aggregate(n=Count("pk"), wait=Avg(took))
    if found["n"] < ENOUGH:
        return None
    return max(1, round(found["wait"] / timedelta(minutes=1)))


def by_script(request):
    """Whether the page's own script asks, not a browser that turns to a new page."""
    return request.headers.get(BY_SCRIPT) == "fetch"


def fragment(request, template, context, *, status=200, **headers):
    """A part of a page for its script; 304 and nothing where it has this already."""
    text = render_to_string(template, context, request)
    tag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    if status == 200 and request.method == "GET" and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": "no-store"})
    return HttpResponse(
        text, status=status, headers={"ETag": tag, "Cache-Control": "no-store"} | headers
    )
