"""The number beside "Notices" in the staff bar."""

from django import template

from familyhubs.notifications.models import Message

register = template.Library()


@register.simple_tag
def unread_notices(user):
    """How many notices this person has not read."""
    return Message.objects.visible_to(user).unread().count()
