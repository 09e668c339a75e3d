"""The search by index gives what a plain reading of every row gives, in the same order (R026)."""

from collections import Counter
from datetime import datetime, time, timedelta
from math import cos, radians, sqrt
from random import Random

import pytest
from django.http import QueryDict
from django.utils import timezone

from hubs.finding import nearest
from hubs.finding.area import offer_in
from hubs.finding.filters import FindForm
from hubs.finding.narrowing import services_about
from hubs.finding.search import Search
from hubs.models import (
    REMOTE,
    Activity,
    AgeBand,
    Mode,
    Postcode,
    Service,
    ServiceAtSite,
    Session,
    SessionMode,
    Site,
    Topic,
)
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory
from tests.factories.whats_on import ActivityKindFactory

pytestmark = pytest.mark.django_db
HERE = (-2.3, 53.4)
WORDS = ("debt", "sleep", "chess")
KINDS = ("services", "sessions", "remote", "remote_sessions")
SEARCHES = (
    "all=yes",
    "near=ZZ1+1AA",
    "near=ZZ1+1AA&q=debt",
    "q=sleep",
    "near=ZZ1+1AA&band=teens",
    "near=ZZ1+1AA&cost=free&mode=in_person",
    "near=ZZ1+1AA&language=ur&day=2",
    "near=ZZ1+1AA&q=chess&send=yes",
    "near=Nowhere+Ward",
)


class Invented:
    """A world drawn by chance: with the same place twice, secret places, closed and stale ones."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.today = timezone.localdate()
        self.hub = HubFactory()
        ward = AreaFactory(hub=self.hub, name="Quay Ward")
        PostcodeFactory(postcode="ZZ1 1AA", ward=ward, longitude=HERE[0], latitude=HERE[1])
        # A ward in which nobody lives has no middle.
        AreaFactory(hub=self.hub, name="Nowhere Ward")
        self.sites = Site.objects.bulk_create(self.site(n) for n in range(40))
        self.services = Service.objects.bulk_create(self.service(n) for n in range(150))
        ServiceAtSite.objects.bulk_create(
            ServiceAtSite(service=service, site=site)
            for service in self.services
            for site in self.random.sample(self.sites, self.random.choice((0, 1, 2, 3, 4)))
        )
        self.sessions()

    def chance(self, of=4):
        return not self.random.randrange(of)

    def some(self, values, most=2):
        return self.random.sample(list(values), self.random.randint(0, most))

    def site(self, n):
        away = [self.random.uniform(-0.1, 0.1) for _both in range(2)]
        # Every third shares its place with others, so that names must settle the order.
        place = (HERE[0] + 0.01, HERE[1]) if n % 3 == 0 else (HERE[0] + away[0], HERE[1] + away[1])
        place = (None, None) if n % 9 == 1 else place
        tomorrow = self.today + timedelta(days=1)
        opened, closed = self.random.choice(
            [(None, None)] * 5
            + [(None, self.today), (None, tomorrow), (self.today, None), (tomorrow, None)]
        )
        return Site(
            kind="library",
            name=f"Site{n:02}",
            postcode="ZZ1 1AA" if self.chance() else "",
            hub=self.hub if self.chance() else None,
            longitude=place[0],
            latitude=place[1],
            is_address_hidden=self.chance(6),
            opened_on=opened,
            closed_on=closed,
        )

    def service(self, n):
        lasts = self.random.choice((None, None, 0, -1))
        return Service(
            name=f"{self.random.choice('abc')}{n % 50:02}",
            slug=f"s{n}",
            summary=self.random.choice(WORDS),
            modes=self.some(Mode.values),
            is_everywhere=self.chance(9),
            age_bands=self.some(AgeBand.values),
            languages=self.random.choice(([], ["ur"], ["en", "ur"])),
            days=self.some(range(7), 4),
            cost=self.random.choice(("free", "pay")),
            is_send_friendly=self.chance(2),
            status=self.random.choice(("active",) * 6 + ("closed", "inactive")),
            on_until=None if lasts is None else self.today + timedelta(days=lasts),
            review_due_on=self.today + timedelta(days=self.random.choice((30, 30, 0, -29, -30))),
        )

    def sessions(self):
        kind = ActivityKindFactory()
        activities = Activity.objects.bulk_create(
            Activity(
                hub=self.hub,
                kind=kind,
                name=self.random.choice(WORDS),
                bands=self.some(AgeBand.values),
                mode=self.random.choice((*SessionMode.values, "in_person", "in_person")),
                cost=self.random.choice((0, 2)),
                language=self.random.choice(("", "Urdu")),
                is_send_friendly=self.chance(2),
                runs_from=self.today,
                runs_until=self.today,
                starts=time(10),
                ends=time(11),
            )
            for _n in range(40)
        )
        Session.objects.bulk_create(
            self.session(activity, day)
            for activity in activities
            for day in self.random.sample(range(-1, 16), 3)
        )

    def session(self, activity, day):
        on = self.today + timedelta(days=day)
        at = timezone.make_aware(datetime.combine(on, time(self.random.choice((0, 10, 23)))))
        off = self.chance(5)
        return Session(
            activity=activity,
            planned_on=on,
            starts_at=at,
            ends_at=at + timedelta(minutes=59),
            site=self.random.choice((None, *self.sites)),
            state="cancelled" if off else "planned",
            cancel_reason="Snow" if off else "",
        )


def km(site, form):
    """By hand: nothing where somebody looks from nowhere, or where a place is secret."""
    here = form.here
    if site is None or here is None or here.longitude is None:
        return None
    if site.is_address_hidden or site.longitude is None:
        return None
    east = (site.longitude - here.longitude) * cos(radians(here.latitude))
    return sqrt(east**2 + (site.latitude - here.latitude) ** 2) * 111.195


def is_open(site, today):
    begun = site.opened_on is None or site.opened_on <= today
    return begun and (site.closed_on is None or site.closed_on > today)


def last(distance):
    return (distance is None, distance or 0)


def fits(chosen, bands, cost_is_nothing, languages, send, words):
    """What a service and a session are asked alike."""
    return all(
        (
            "band" not in chosen or not bands or chosen["band"] in bands,
            "cost" not in chosen or cost_is_nothing,
            "language" not in chosen or chosen["language"] in languages,
            "send" not in chosen or send,
            "q" not in chosen or chosen["q"] in words,
        )
    )


def every_service(form, today):
    """(kind, id, distance) of each that families see and that fits, in order."""
    found, chosen = [], form.chosen
    for row in Service.objects.prefetch_related("at_sites__site"):
        gone = row.review_due_on <= today - timedelta(days=30)
        over = row.on_until is not None and row.on_until < today
        if row.status != "active" or gone or over:
            continue
        asked = (row.age_bands, row.cost == "free", row.languages, row.is_send_friendly)
        in_mode = "mode" not in chosen or {"in_person", "hybrid"} & set(row.modes)
        on_day = "day" not in chosen or int(chosen["day"]) in row.days
        if not (fits(chosen, *asked, row.summary) and in_mode and on_day):
            continue
        remote = row.is_everywhere or (row.modes and {*row.modes} <= {"online", "phone"})
        places = [at.site for at in row.at_sites.all()]
        known = [km(site, form) for site in places if is_open(site, today)]
        distance = min((one for one in known if one is not None), default=None)
        distance = None if remote else distance
        found.append((last(distance), row.name, row.pk, "remote" if remote else "services"))
    return [(kind, pk, None if no else far) for (no, far), _name, pk, kind in sorted(found)]


def every_session(form, today):
    """The same of the next session of each activity."""
    first, chosen = {}, form.chosen
    rows = Session.objects.select_related("activity", "site").order_by("starts_at", "pk")
    for row in rows.filter(state="planned", ends_at__gt=timezone.now()):
        activity, day = row.activity, timezone.localtime(row.starts_at).date()
        speaks = ["ur"] if activity.language == "Urdu" else []
        asked = (activity.bands, activity.cost == 0, speaks, activity.is_send_friendly)
        in_mode = "mode" not in chosen or activity.mode in ("in_person", "hybrid")
        on_day = "day" not in chosen or int(chosen["day"]) == day.weekday()
        soon = today <= day <= today + timedelta(days=13)
        if soon and in_mode and on_day and fits(chosen, *asked, activity.name):
            first.setdefault(activity.pk, row)
    found = []
    for row in first.values():
        remote = row.activity.mode in REMOTE
        distance = None if remote else km(row.site, form)
        kind = "remote_sessions" if remote else "sessions"
        found.append((last(distance), row.starts_at, row.pk, kind))
    return [(kind, pk, None if no else far) for (no, far), _at, pk, kind in sorted(found)]


def plainly(form, today):
    found = {kind: [] for kind in KINDS}
    for kind, pk, distance in every_service(form, today) + every_session(form, today):
        found[kind].append((pk, distance))
    return found


@pytest.fixture(params=range(2))
def world(request):
    return Invented(request.param)


def as_found(rows):
    return [(row.pk, None if row.km is None else round(row.km, 6)) for row in rows]


def test_the_search_answers_as_a_plain_reading_does(world, monkeypatch):
    """Whatever is asked for, whichever page of it, and however few sites are looked among first."""
    whole, first = ({kind: slice(0, stop) for kind in KINDS} for stop in (200, 2))
    seen = Counter()
    for query in SEARCHES:
        form = FindForm(QueryDict(query))
        expected = plainly(form, world.today)
        for sites, pages in ((60, whole), (4, first), (12, first), (20, drawn(world))):
            monkeypatch.setattr(nearest, "SITES", sites)
            search = Search(form, pages)
            rows = search.rows()
            assert search.counts == {kind: len(expected[kind]) for kind in KINDS}, query
            for kind in KINDS:
                wanted = [
                    (pk, None if far is None else round(far, 6))
                    for pk, far in expected[kind][pages[kind]]
                ]
                assert as_found(rows[kind]) == wanted, (query, kind, sites)
                seen[kind] += len(wanted)
    assert all(seen[kind] for kind in KINDS), seen


def drawn(world):
    """Some page of each kind."""
    starts = {kind: world.random.randrange(12) for kind in KINDS}
    return {kind: slice(start, start + world.random.randrange(9)) for kind, start in starts.items()}


def test_each_service_tells_its_open_sites_the_nearest_first(world):
    form = FindForm(QueryDict("near=ZZ1+1AA"))
    rows = Search(form, {kind: slice(0, 200) for kind in KINDS}).rows()
    for kind in ("services", "remote"):
        for row in rows[kind]:
            at = ServiceAtSite.objects.filter(service=row).select_related("site")
            places = [one.site for one in at if is_open(one.site, world.today)]
            far = {site.pk: km(site, form) if kind == "services" else None for site in places}
            places.sort(key=lambda site: (last(far[site.pk]), site.name))
            assert row.places == places


def test_an_area_has_what_a_plain_reading_finds(world):
    """By name, counted once, with how many each group of topics has."""
    topics, link = list(Topic.objects.all()), Service.topics.through
    link.objects.bulk_create(
        link(service=service, topic=topic)
        for service in world.services
        for topic in world.random.sample(topics, world.random.randrange(4))
    )
    wards = set(Postcode.objects.filter(ward__hub=world.hub).values_list("postcode", flat=True))
    here = {
        site.pk
        for site in world.sites
        if is_open(site, world.today)
        and (
            site.hub_id == world.hub.pk
            or (site.postcode in wards and site.longitude and not site.is_address_hidden)
        )
    }
    at = ServiceAtSite.objects.filter(site__in=here).values("service")
    offer = Service.objects.public().filter(pk__in=at)
    for group in (None, *(topic for topic in topics if topic.parent_id is None)):
        found = offer_in(world.hub, group.code if group else "", slice(3, 12))
        about = services_about(offer, group.code) if group else offer
        if group and not offer.filter(topics__parent=group).exists():
            about = offer
        names = sorted(about.values_list("name", "pk"))
        assert found.count == len(names)
        assert found.ids == [pk for _name, pk in names[3:12]]
        below = {
            topic.code: offer.filter(topics__parent=topic).distinct().count()
            for topic in topics
            if topic.parent_id is None
        }
        counts = {topic.code: topic.count for topic in found.topics}
        assert counts == {code: many for code, many in below.items() if many}
