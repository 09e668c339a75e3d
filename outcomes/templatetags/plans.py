"""What a plan's pages say about an action's owner."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def owner_for(action, seen_people):
    """The owner's name; a family member whom this reader may not see stays unnamed."""
    hidden = seen_people is not None and action.owner_person_id not in {None, *seen_people}
    return _("Somebody in the family") if hidden else str(action.owner)
