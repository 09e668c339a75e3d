"""When somebody reads what families send, for their own pages."""

from django import template
from django.utils import timezone

from .. import clocks

register = template.Library()


@register.simple_tag
def nobody_reads_until():
    """When the front door opens next, where it is shut now; else None."""
    return clocks.nobody_reads_until(timezone.now())
