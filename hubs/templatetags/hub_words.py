"""How places are said."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hubs.geography import miles

register = template.Library()


@register.filter
def in_miles(km):
    """A distance as people say it: "under half a mile", "1 mile", "3 miles"."""
    distance = miles(km)
    if distance < 0.5:
        return _("under half a mile")
    if distance < 0.95:
        return _("under a mile")
    whole = round(distance)
    return ngettext("about %(miles)s mile", "about %(miles)s miles", whole) % {"miles": whole}


@register.filter
def one_line_address(site):
    """Address and postcode, without commas that lead nowhere; the postcode stays on one line."""
    parts = (site.address, site.postcode.replace(" ", "\N{NO-BREAK SPACE}"))
    return ", ".join(part for part in parts if part)
