"""The one way to a site's address for pages, files and searches that the public can reach."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class PublicPlace:
    """What anybody may know of where a site is; of a hidden one, nothing that leads there."""

    name: str
    inside: str = ""
    address: str = ""
    postcode: str = ""
    longitude: float | None = None
    latitude: float | None = None
    is_hidden: bool = False

    @property
    def is_placed(self):
        return self.longitude is not None

    @property
    def lines(self):
        """The address as one line, or what to do instead."""
        if self.is_hidden:
            return _("We tell you the address when you ring")
        # A postcode stays on one line.
        parts = (self.address, self.postcode.replace(" ", "\N{NO-BREAK SPACE}"))
        return ", ".join(part for part in parts if part)


def public_place(site):
    """Where a site is, as far as anybody may know."""
    if site.is_address_hidden:
        return PublicPlace(str(site), is_hidden=True)
    return PublicPlace(
        str(site), site.inside, site.address, site.postcode, site.longitude, site.latitude
    )


def told(site=""):
    """For a query: the sites of which it may be said where they are, or in what sort of area."""
    return Q(**{f"{site}is_address_hidden": False})


def placed(site=""):
    """For a query: the sites that may be near or far; `site` is the way to them, as `site__`."""
    return Q(**{f"{site}longitude__isnull": False, f"{site}is_address_hidden": False})
