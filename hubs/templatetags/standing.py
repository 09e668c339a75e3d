"""What somebody's roles say of them, where a page offers ways onward."""

from django import template

from .. import permissions

register = template.Library()


@register.filter
def reads_only(user):
    """Whether every other way is shut to them, so that a page offers none (access.md A12)."""
    return permissions.reads_only(user)
