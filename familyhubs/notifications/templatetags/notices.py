"""The number beside "Notices" in the staff bar, and the way to the demo's outbox."""

from django import template
from django.conf import settings
from django.urls import reverse

from familyhubs.notifications.models import Message

register = template.Library()


@register.simple_tag
def unread_notices(user, known=None):
    """How many notices this person has not read; a page that has counted them gives it."""
    return known if isinstance(known, int) else Message.objects.visible_to(user).unread().count()


@register.simple_tag
def outbox_address():
    """Where the demo shows what it would have sent; empty outside the demo."""
    return reverse("notifications:outbox") if settings.DEMO else ""
