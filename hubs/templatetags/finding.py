"""How what was found is said, and named on somebody's list."""

from django import template
from django.utils.translation import gettext as _

from ..masking import public_place

register = template.Library()


@register.filter
def where(site):
    """What anybody may know of where a site is, in one line."""
    place = public_place(site)
    postcode = _("address not shown") if place.is_hidden else place.postcode
    return ", ".join(part for part in (place.name, postcode) if part)


@register.filter
def entry(row):
    """What a form calls a service or a session: "service:<id>"."""
    return f"{row._meta.model_name}:{row.pk}"
