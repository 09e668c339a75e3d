"""Until when a record is kept, on its page."""

from django import template

from ..kept import kept_until

register = template.Library()
register.simple_tag(kept_until)
