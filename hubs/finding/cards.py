"""All that a line of a list says of a service or a session: what is not here cannot stand there.

Each is worked out anew for every page, from rows and through the mask; only its markup is kept.
"""

from datetime import datetime, time
from typing import NamedTuple
from uuid import UUID

from django.utils.formats import localize
from django.utils.translation import gettext as _

from ..masking import public_place
from ..models import SessionMode
from ..templatetags.hub_words import in_miles
from .where import OF_A_SITE

# What a card reads of its rows, and no more: most of a row is words for its own page.
OF_A_SERVICE = (
    "name",
    "slug",
    "summary",
    "provider__name",
    "cost",
    "modes",
    "age_bands",
    "is_send_friendly",
    "phone",
)
OF_AN_ACTIVITY = (
    "name",
    "bands",
    "cost",
    "language",
    "is_send_friendly",
    "mode",
    "needs_booking",
    "is_course",
    "capacity",
    "slot_minutes",
    "ends",
    "hub__name",
    "hub__public_name",
)
OF_A_SESSION = (
    "starts_at",
    "ends_at",
    "state",
    "cancel_reason",
    "capacity",
    *(f"activity__{name}" for name in OF_AN_ACTIVITY),
    *OF_A_SITE,
)


class ServiceCard(NamedTuple):
    """A service among what was found."""

    entry: str
    number: int
    is_kept: bool
    name: str
    slug: str
    distance: str
    summary: str
    where: str
    others: int
    provider: str
    bands: tuple
    is_free: bool
    modes: tuple
    is_send_friendly: bool


class SessionCard(NamedTuple):
    """A session among what was found, or on the timetable."""

    entry: str
    is_kept: bool
    name: str
    activity: UUID
    distance: str
    starts_at: datetime
    ends_at: datetime
    cancelled: str
    is_here: bool
    where: str
    mode: str
    hub: str
    bands: tuple
    cost: str
    is_send_friendly: bool
    language: str
    needs_booking: bool
    appointments_until: time | None
    is_full: bool


class NearestCard(NamedTuple):
    """The network's own site that is nearest, and its hub."""

    name: str
    slug: str
    distance: str
    where: str
    phone: str
    hub_term: str


class Way(NamedTuple):
    """A way in without a building."""

    channel: str
    value: str
    label: str
    hours: str
    other_language: str


class Ways(NamedTuple):
    """Several of them."""

    points: tuple


def nearest_card(site, hub_term):
    """Of a site that was found as the nearest (where.py)."""
    hub = site.hub
    return NearestCard(str(hub), hub.slug, distance(site), where(site), hub.phone, hub_term)


def ways(points):
    """Of access points."""
    return Ways(tuple(Way(*(getattr(point, name) for name in Way._fields)) for point in points))


def service_card(service, kept=(), number=0):
    """Of a service that was dressed (search.py); its number on the map, or 0."""
    entry, places = entry_of(service), service.places
    return ServiceCard(
        entry=entry,
        number=number,
        is_kept=entry in kept,
        name=str(service),
        slug=service.slug,
        distance=distance(service),
        summary=service.summary,
        where=where(places[0]) if places else "",
        others=max(0, len(places) - 1),
        provider=str(service.provider or ""),
        bands=tuple(service.age_bands),
        is_free=service.cost == "free",
        modes=tuple(service.modes),
        is_send_friendly=service.is_send_friendly,
    )


def session_card(session, kept=(), *, near=True):
    """Of a session that was fetched `with_places`; where it is as a search says it, or in short."""
    activity, site = session.activity, session.site
    entry, is_here = entry_of(session), site is not None and not activity.is_remote
    return SessionCard(
        entry=entry,
        is_kept=entry in kept,
        name=str(activity),
        activity=activity.pk,
        distance=distance(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        cancelled=session.cancel_reason,
        is_here=is_here,
        where=(where(site) if near else str(site)) if is_here else "",
        mode=""
        if is_here and activity.mode == "in_person"
        else str(SessionMode(activity.mode).label),
        hub=str(activity.hub),
        bands=tuple(activity.bands),
        cost=localize(activity.cost) if activity.cost else "",
        is_send_friendly=activity.is_send_friendly,
        language=activity.language,
        needs_booking=activity.needs_booking,
        appointments_until=activity.ends if activity.slot_minutes else None,
        is_full=session.is_full,
    )


def distance(row):
    """In words, where it may be said."""
    km = getattr(row, "km", None)
    return "" if km is None else in_miles(km)


def where(site):
    """What anybody may know of where a site is, in one line."""
    place = public_place(site)
    postcode = _("address not shown") if place.is_hidden else place.postcode
    return ", ".join(part for part in (place.name, postcode) if part)


def entry_of(row):
    """What a form calls a service or a session: "service:<id>"."""
    return f"{row._meta.model_name}:{row.pk}"
