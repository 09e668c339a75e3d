"""Who waits for an answer in the chat and at “ask us”, for the head of every staff page (R048)."""

from django import template

from familyhubs.notifications.models import Message
from familyhubs.records import how_many

from ..models import Chat
from ..permissions import can_answer_chats

register = template.Library()


@register.simple_tag
def head_numbers(user, notices="", waits=""):
    """Unread notices, and how many chats and questions wait, in one statement.

    A page that has counted them gives them: `notices.unread`, and `waits` by state.
    """
    if not user or not user.is_authenticated:
        return {}
    rows = {} if notices else {"unread": Message.objects.visible_to(user).unread()}
    if not waits and can_answer_chats(user):
        rows["waits"] = Chat.objects.waiting_for(user)
    known = {"unread": notices and notices["unread"], "waits": waits and sum(waits.values())}
    return known | (how_many(**rows) if rows else {})
