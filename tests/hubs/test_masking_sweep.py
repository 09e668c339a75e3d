"""Wherever a secret site lies, all that the public can reach says the same, byte for byte.

So nothing of its address, postcode, ward, place on the map, way in or distance stands in any of it,
nor does the order of a list, the number of things found or a map tell it.
"""

import re
from datetime import time
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from familyhubs.pages.finding.collected import KEY, on_list
from familyhubs.pages.finding.mail import words_of
from hubs.models import ServiceHours, Site
from tests.factories.hubs import (
    AreaFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import ActivityFactory, SessionFactory
from tests.sweep import all_addresses

from .whats_on.conftest import ask as ask_for

ROOMS = ("help:", "hubs:", "offer:", "open_referral:", "whats_on:", "join:")
LETTER = "letter"
FEED = "/open-referral/v3"
# Both of these are postcodes that we know, each in a ward of another hub.
POSTCODES = {"ZZ1 1AA": (-2.31, 53.41), "ZZ2 2BB": (-2.39, 53.47)}
# Answers to a form that was sent, links in a message about somebody's own membership or listing,
# the same form as for a session, and guidance beside what meets online.
NOT_READ = {
    "offer:check",
    "offer:withdraw",
    "join:again",
    "join:confirm",
    "join:hear",
    "join:leave",
    "join:mine",
    "join:notice",
    "whats_on:book_course",
    "whats_on:online_groups",
}
MOST = 400
DIFFERS = re.compile(
    rb'(csrfmiddlewaretoken" value|nonce|data-request|name="(?:once|key|form_key)" value)="[^"]*"'
)
LINK = re.compile(rb'(?:href|src|action)="([^"#]+)')

# At one end of the district, and at the other.
HERE = {
    "address": "3 Weir Lane, Weirtown",
    "inside": "The Old Mill",
    "access": "Ring at the side",
    "postcode": "ZZ1 1AA",
    "longitude": -2.311,
    "latitude": 53.411,
}
THERE = {
    "address": "14 Abbey Road, Priorsham",
    "inside": "St Anne's Hall",
    "access": "Knock at the back",
    "postcode": "ZZ2 2BB",
    "longitude": -2.389,
    "latitude": 53.469,
}


@pytest.fixture
def refuge(hub):
    """A secret site with a service and a session, beside an open one with the same."""
    refuge = SiteFactory(hub=hub, name="Rowan House", is_address_hidden=True)
    library = SiteFactory(
        hub=hub, name="Library", postcode="ZZ1 1AA", longitude=-2.35, latitude=53.44
    )
    ring = [[-2.4, 53.4], [-2.3, 53.4], [-2.3, 53.48], [-2.4, 53.48], [-2.4, 53.4]]
    ends = zip(POSTCODES.items(), (hub, HubFactory(slug="far")), strict=True)
    for number, ((postcode, (east, north)), serves) in enumerate(ends):
        ward = AreaFactory(name=f"Ward {number}", hub=serves, outline=[ring])
        PostcodeFactory(postcode=postcode, ward=ward, longitude=east, latitude=north)
    for name, sites in (("A safe place", [refuge]), ("Stories", [library, refuge])):
        service = ServiceFactory(name=name, sites=sites)
        for at in service.at_sites.all():
            ServiceHours.objects.create(at=at, weekday=1, opens=time(9), closes=time(11))
    for site in (refuge, library):
        planned = {"hub": hub, "site": site, "needs_booking": True}
        SessionFactory(site=site, activity=ActivityFactory(**planned))
    return refuge


NAMED = ("hubs:list", "help:find", "whats_on:timetable", "help:list", "help:send_list")
BOOKED = ("booking", "booking_calendar", "cancel")


@pytest.fixture
def seeds(refuge, hub):
    """What no page links to in full: searches from both ends, the feed in all its forms."""
    found = [
        reverse(name) for name in ("hubs:list", "help:find", "whats_on:timetable", "help:list")
    ]
    found += [reverse("whats_on:calendar"), reverse("help:area", args=["far"])]
    found += [reverse("hubs:you_said", args=[hub.slug]), reverse("offer:reported")]
    found += [reverse("join:sent", args=[hub.slug]), reverse("join:careful", args=[hub.slug])]
    booking = ask_for(refuge.sessions.get())
    found += [reverse(f"whats_on:{n}", args=[booking.token]) for n in BOOKED]
    near = [*POSTCODES, "Ward 0", "Rowan House"]
    found += [f"{reverse('help:find')}?near={place}" for place in near]
    found.append(f"{reverse('help:find')}?near=ZZ1+1AA&q=safe")
    found += [f"{reverse('hubs:list')}?postcode={postcode}" for postcode in POSTCODES]
    keys = f"{refuge.pk.hex}.{hub.sites.get(name='Library').pk.hex}"
    found += [f"{reverse('help:map')}?at={keys}&near={place}" for place in POSTCODES]
    for plural in ("services", "service_at_locations", "organizations"):
        found += [f"{FEED}/{plural}?full={full}" for full in ("true", "false")]
        found += [f"{FEED}/{plural}?full=true&format=ndjson", f"{FEED}/{plural}?minimal=true"]
    for postcode in POSTCODES:
        found += [
            f"{FEED}/{plural}?full=true&postcode={postcode}&proximity={metres}"
            for plural in ("services", "service_at_locations")
            for metres in (50, 500, 5_000)
        ]
    found += [FEED, f"{FEED}/openapi.json", f"{FEED}/taxonomies", f"{FEED}/taxonomy_terms"]
    return found


def everything(client, seeds):
    """{address: what it answers} of all that can be reached from there by links and ids."""
    waiting, read = list(seeds), {}
    while waiting and len(read) < MOST:
        address = waiting.pop(0)
        if address in read:
            continue
        response = client.get(address)
        read[address] = DIFFERS.sub(b"", response.content)
        waiting += [link for link in links_of(address, response) if link not in read]
    assert not waiting, "there is more than was read"
    return read


def links_of(address, response):
    """The pages that an answer leads to; of the feed, what its items' ids lead to."""
    if response["Content-Type"] == "application/json" and response.status_code == 200:
        plural = urlsplit(address).path.removeprefix(FEED).strip("/")
        items = response.json().get("contents", []) if "/" not in plural else []
        return [f"{FEED}/{plural}/{item['id']}" for item in items]
    found = (link.decode().replace("&amp;", "&") for link in LINK.findall(response.content))
    return [link for link in found if is_ours(link)]


def is_ours(link):
    """Pages of these rooms; of those with a question only what draws or lists places."""
    if not link.startswith("/") or link.startswith(("/static/", "//")):
        return False
    name = resolve(urlsplit(link).path).view_name
    return name.startswith(ROOMS) and ("?" not in link or name in ("help:map", "whats_on:calendar"))


def both(client, seeds, refuge, **told):
    """What everybody reads while the site lies here, and while it lies there."""
    entries = [f"service:{at.service_id}" for at in refuge.services_here.all()]
    kept = client.session
    kept[KEY] = [*entries, f"session:{refuge.sessions.get().pk}"]
    kept.save()
    site = Site.objects.filter(pk=refuge.pk)
    site.update(**HERE, **told)
    here = everything(client, seeds) | {LETTER: letter(client)}
    site.update(**THERE)
    return here, everything(client, seeds) | {LETTER: letter(client)}


def letter(client):
    """The collected list as it is sent by e-mail."""
    request = RequestFactory().get("/")
    request.session = client.session
    return words_of(on_list(request))


def rooms_of(addresses):
    paths = (urlsplit(address).path for address in addresses)
    return {resolve(path).view_name if path != LETTER else path for path in paths}


def test_nothing_public_depends_on_where_a_secret_site_lies(client, seeds, refuge):
    """A new public page is reached by a link, or has to be named here."""
    here, there = both(client, seeds, refuge)
    assert here.keys() == there.keys()
    assert not [address for address in here if here[address] != there[address]]
    known = {address.name for address in all_addresses() if address.name.startswith(ROOMS)}
    assert known - rooms_of(here) <= NOT_READ
    assert "Rowan House" in here[LETTER]


def test_what_is_not_secret_makes_a_difference(client, seeds, refuge):
    """So that the test above can fail."""
    here, there = both(client, seeds, refuge, is_address_hidden=False)
    differ = rooms_of(k for k in here.keys() & there.keys() if here[k] != there[k])
    assert differ >= {
        "hubs:list",
        "hubs:hub",
        "hubs:site",
        "help:find",
        "help:area",
        "help:list",
        "help:map",
        LETTER,
        "offer:service",
        "whats_on:activity",
        "whats_on:booking",
        "whats_on:calendar",
        "open_referral:services",
        "open_referral:service",
        "open_referral:service_at_locations",
        "open_referral:service_at_location",
    }
