"""Looks a typed postcode up in the council's own table, and finds the hub that serves it."""

from dataclasses import dataclass
from enum import StrEnum

from .geography import kilometres, normalise
from .models import Postcode, Site, SiteKind


class Answer(StrEnum):
    """The three things a look-up can say."""

    FOUND = "found"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Lookup:
    """What a look-up found: `text` is the postcode as it should be spelt."""

    answer: Answer
    text: str = ""
    postcode: Postcode | None = None

    @property
    def found(self):
        return self.answer is Answer.FOUND


def find(text):
    """Look up whatever somebody typed: found, malformed, or well spelt but unknown to us."""
    spelt = normalise(text)
    if not spelt:
        return Lookup(Answer.MALFORMED)
    postcode = Postcode.objects.select_related("ward__hub").filter(postcode=spelt).first()
    if postcode is None:
        return Lookup(Answer.UNKNOWN, spelt)
    return Lookup(Answer.FOUND, spelt, postcode)


def hub_for(postcode):
    """The hub that serves a postcode: its ward's, else the nearest main building's, else None."""
    if postcode.ward is not None and postcode.ward.hub is not None:
        return postcode.ward.hub
    mains = Site.objects.open().filter(kind=SiteKind.MAIN, longitude__isnull=False)
    nearest = by_distance(mains.select_related("hub"), postcode)
    return nearest[0][1].hub if nearest else None


def by_distance(sites, postcode):
    """(kilometres, site) from this postcode, nearest first; those without a place come last."""
    here = (postcode.longitude, postcode.latitude)
    placed = [
        (kilometres(here, (site.longitude, site.latitude)), site)
        for site in sites
        if site.longitude is not None
    ]
    unplaced = [(None, site) for site in sites if site.longitude is None]
    return sorted(placed, key=lambda pair: (pair[0], pair[1].name)) + unplaced
