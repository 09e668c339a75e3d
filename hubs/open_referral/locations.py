"""Sites as locations: never more of where they are than `masking` gives away."""

from familyhubs.council.current import council

from .. import masking
from ..models import SiteKind
from . import accessibility, opening, terms
from .ids import made
from .plain import page, without_blanks


def location(site, *, nested=True):
    """A site; without its lists where it stands in a list itself."""
    place = masking.public_place(site)
    plain = {
        "id": str(site.pk),
        "location_type": "virtual" if site.kind == SiteKind.VIRTUAL else "physical",
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    if not nested:
        return without_blanks(plain)
    word = terms.word_for(site)
    return without_blanks(
        plain
        | {
            "addresses": addresses(site, place),
            "attributes": [
                terms.attribute(site.pk, "location", terms.network_term(word)) for word in [word]
            ]
            if word
            else [],
            "schedules": opening.of_site(site),
            "accessibility": accessibility.of_site(site),
            # Which family hub it belongs to: the standard has no field for it.
            "x_family_hub": None if place.is_hidden else hub_of(site),
        }
    )


def addresses(site, place):
    """One where the postcode may be known; its parts are never blank."""
    if not place.postcode or site.kind == SiteKind.VIRTUAL:
        return []
    lines = [part.strip() for part in place.address.split(",") if part.strip()]
    city = lines.pop() if len(lines) > 1 else council().name
    return [
        {
            "id": made(site.pk, "address"),
            "location_id": str(site.pk),
            "address_1": ", ".join(filter(None, (place.inside, *lines))) or place.name,
            "city": city,
            "state_province": council().name,
            "postal_code": place.postcode,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def hub_of(site):
    if site.hub is None:
        return None
    hub = site.hub
    return {"id": str(hub.pk), "name": hub.name, "url": page(hub.get_absolute_url())}
