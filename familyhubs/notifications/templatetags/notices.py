"""The way to the demo's outbox."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def outbox_address():
    """Where the demo shows what it would have sent; empty outside the demo."""
    return reverse("notifications:outbox") if settings.DEMO else ""
