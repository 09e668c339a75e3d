"""Which chats and questions a family's browser opens: its session names them, no address does."""

from hashlib import sha256
from uuid import UUID

from familyhubs.database.actor import open_with

from ..models import Chat

SESSION_KEY, CODE_KEY, OTHERS_KEY = "chat", "chat_code", "chats_before"
MOST_BESIDE = 5


def chat_of(request):
    """This browser's chat or question, or None: its session opens it, and its code."""
    key = uuid_of(request.session.get(SESSION_KEY))
    if key is None:
        return None
    open_with(key)
    return Chat.objects.filter(pk=key).select_related("hub", "held_by").first()


def uuid_of(text):
    try:
        return UUID(str(text))
    except ValueError:
        return None


def mark_of(chat):
    """What a page and its forms carry of its chat, so that no other gets what is typed there.

    It opens nothing.
    """
    return sha256(chat.pk.bytes).hexdigest()[:16]


def is_of(request, chat):
    """Whether the page that asks shows this chat; one that names none is a page of ours without."""
    mark = request.POST.get("of") or request.GET.get("of")
    return not mark or mark == mark_of(chat)


def hold(request, chat):
    """This browser's session opens it from now on; what it opened before is a button away."""
    before = chat_of(request)
    keys = [key for key in request.session.get(OTHERS_KEY, []) if key != str(chat.pk)]
    if before is not None and not before.is_over and before.pk != chat.pk:
        keys = [str(before.pk), *(key for key in keys if key != str(before.pk))]
    request.session[SESSION_KEY] = str(chat.pk)
    request.session[OTHERS_KEY] = keys[:MOST_BESIDE]
    request.session.pop(CODE_KEY, None)


def others_of(request):
    """What this browser opens beside: those that go on; a question only where there are any."""
    keys = [key for text in request.session.get(OTHERS_KEY, []) if (key := uuid_of(text))]
    open_with(*keys)
    found = list(Chat.objects.filter(pk__in=keys).going_on()) if keys else []
    for chat in found:
        chat.mark = mark_of(chat)
    return found
