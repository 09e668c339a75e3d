"""Light enough for a slow phone: bytes over the wire of the public pages, as they are gzip-served.

At the first visit a page brings its style, its scripts and its fonts; later ones are pages alone.
"""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    OpeningPeriodFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db
FIRST, LATER = 90 * 1024, 15 * 1024
WORDS = (
    "A friendly group for parents and carers with children under five. Come and play, meet others"
    " nearby, and talk with somebody who knows about sleep, feeding and behaviour. "
)
SQUARE = [[[-2.4, 53.3], [-2.2, 53.3], [-2.2, 53.5], [-2.4, 53.5], [-2.4, 53.3]]]


@pytest.fixture
def borough(db):
    """Twelve hubs, sixty services and as many sessions: more than one page of each list."""
    hubs = [HubFactory(district=DistrictFactory(), slug=f"hub-{n}") for n in range(12)]
    sites = [
        SiteFactory(hub=hub, kind="main", longitude=-2.3 + n / 100, latitude=53.4, facilities=[])
        for n, hub in enumerate(hubs)
    ]
    for day in range(5):
        OpeningPeriodFactory(site=sites[0], weekday=day)
    PostcodeFactory(
        postcode="ZZ1 1AA", ward=AreaFactory(hub=hubs[0], outline=SQUARE), longitude=-2.3,
        latitude=53.4,
    )  # fmt: skip
    for n in range(60):
        ServiceFactory(
            name=f"{WORDS[n : n + 40]} {n}", slug=f"service-{n}", summary=WORDS[n:],
            description=WORDS * 4, sites=[sites[n % 12]], age_bands=["early_years", "parents"],
        )  # fmt: skip
        activity = ActivityFactory(hub=hubs[n % 12], name=f"Play {n}", description=WORDS * 2)
        day = timezone.localdate() + timedelta(days=1 + n % 6)
        SessionFactory(activity=activity, site=sites[n % 12], planned_on=day)
    return {"hub": hubs[0], "site": sites[0], "activity": activity}


PAGES = {
    "start": ("pages:start", lambda b: (), ""),
    "find": ("help:find", lambda b: (), ""),
    "found": ("help:find", lambda b: (), "?near=ZZ1+1AA"),
    "all found": ("help:find", lambda b: (), "?all=yes&show=services"),
    "district": ("help:area", lambda b: [b["hub"].slug], ""),
    "list": ("help:list", lambda b: (), ""),
    "what’s on": ("whats_on:timetable", lambda b: (), ""),
    "activity": ("whats_on:activity", lambda b: [b["activity"].pk], ""),
    "hubs": ("hubs:list", lambda b: (), ""),
    "hub": ("hubs:hub", lambda b: [b["hub"].slug], ""),
    "site": ("hubs:site", lambda b: [b["site"].pk], ""),
    "service": ("offer:service", lambda b: ["service-1"], ""),
    "before asking": ("ask:before", lambda b: (), ""),
    "contact": ("pages:contact", lambda b: (), ""),
    "privacy": ("pages:privacy", lambda b: (), ""),
}


def wire(address):
    """What a file of ours weighs as WhiteNoise sends it."""
    path = Path(settings.STATIC_ROOT) / urlsplit(address).path.removeprefix(settings.STATIC_URL)
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.exists() else path).stat().st_size


def assets(html):
    """What loads at once: (files of ours, the fonts in their styles among them; made by pages)."""
    tags = re.findall(r"<(?:link|script|img) [^>]*>", html)
    tags = [
        tag for tag in tags if not re.search(r'loading="lazy"|rel="(?:canonical|manifest)"', tag)
    ]
    found = set(re.findall(r' (?:href|src)="([^"]+)"', " ".join(tags)))
    ours = {address for address in found if address.startswith(settings.STATIC_URL)}
    for style in [address for address in ours if urlsplit(address).path.endswith(".css")]:
        text = (Path(settings.STATIC_ROOT) / style.removeprefix(settings.STATIC_URL)).read_text()
        for font in re.findall(r"url\(['\"]?([^'\")]+\.woff2)", text):
            ours.add(urlsplit(urljoin(style, font)).path)
    return ours, found - ours


def test_every_public_page_is_light_the_first_time_and_later(client, borough):
    heavy = {}
    for name, (address, args, query) in PAGES.items():
        answer = client.get(reverse(address, args=args(borough)) + query)
        assert answer.status_code == 200, name
        html = answer.content.decode()
        page = len(gzip.compress(answer.content, 6))
        static, made = assets(html)
        for kind in (".css", ".woff2"):
            assert any(kind in one for one in static), f"no {kind} is among what is weighed"
        first = page + sum(map(wire, static))
        first += sum(len(gzip.compress(client.get(src).content, 6)) for src in made)
        if page > LATER or first > FIRST:
            heavy[name] = (page, first)
    assert not heavy


def test_a_map_is_no_heavier_than_a_page(client, borough):
    html = client.get(reverse("help:find"), {"near": "ZZ1 1AA"})
    assert len(gzip.compress(client.get(html.context["map"]).content, 6)) <= LATER
