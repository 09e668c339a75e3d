"""The search itself: services and coming sessions by distance, remote help apart (R009, R010).

A constant number of queries, whatever there is.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from ..languages import name_of
from ..masking import placed
from ..models import REMOTE, AgeBand, Postcode, Service, ServiceAtSite, Session, Site, Topic
from ..whats_on.places import counted
from . import nearest
from .cards import OF_A_SERVICE, OF_A_SESSION
from .filters import IN_WORDS, WAYS
from .nearest import NOTHING
from .where import OF_A_SITE, km_from
from .words import (
    OF_AN_ACTIVITY,
    SAID_OF_A_TOPIC,
    plain,
    services_like,
    services_with,
    sessions_like,
    sessions_with,
)

# How far ahead "coming" is: long enough for what runs every other week.
AHEAD = timedelta(days=13)
# Of what is only like the words, more than anybody reads.
MOST_CLOSE = 500
REMOTE_SESSION = Q(activity__mode__in=REMOTE)
YEARS = {
    AgeBand.EARLY_YEARS: range(5),
    AgeBand.PRIMARY: range(5, 11),
    AgeBand.TEENS: range(11, 20),
    AgeBand.EXTRA_SUPPORT: range(26),
}


@dataclass
class Search:
    """What a form asks for, as rows; `close` once nothing held the words as they were typed.

    `pages` says which of each kind are wanted, as slices; what it leaves out is counted only.
    """

    form: object
    pages: dict = field(default_factory=dict)
    close: bool = False

    def __post_init__(self):
        self.words = plain(self.form.chosen.get("q", ""))
        self.look()
        if self.words and not self.total:
            self.close = True
            self.look()

    def look(self):
        """Services and sessions, each in one statement; of an activity all sessions are one."""
        here, wanted = self.form.here, self.pages.get
        self.found_services = nearest.services(
            self.services(), here, wanted("services", NOTHING), wanted("remote", NOTHING)
        )
        self.found_sessions = nearest.sessions(
            self.sessions().annotate(is_remote=REMOTE_SESSION),
            here,
            wanted("sessions", NOTHING),
            wanted("remote_sessions", NOTHING),
        )
        self.counts = dict(zip(("services", "remote"), self.found_services.counts, strict=True))
        both = zip(("sessions", "remote_sessions"), self.found_sessions.counts, strict=True)
        self.counts |= dict(both)

    @property
    def total(self):
        return sum(self.counts.values())

    def rows(self):
        """Of each kind the rows of its page, as they are to be shown."""
        services, sessions = self.found_services, self.found_sessions
        near, remote = dressed(services.near, self.form.here, services.remote)
        coming = coming_sessions(sessions.near + sessions.remote)
        return {
            "services": near,
            "sessions": coming[: len(sessions.near)],
            "remote": remote,
            "remote_sessions": coming[len(sessions.near) :],
        }

    def services(self):
        rows = Service.objects.public()
        for name, narrow in SERVICES.items():
            if name in self.form.chosen:
                rows = narrow(rows, self.form.chosen[name])
        if self.close:
            return rows.filter(pk__in=self.close_services)
        return services_with(rows, self.words) if self.words else rows

    @cached_property
    def close_services(self):
        """Looked for once: to compare letters costs more than all the rest."""
        rows = services_like(Service.objects.public(), self.words).order_by("name", "pk")
        return list(rows.values_list("pk", flat=True)[:MOST_CLOSE])

    def sessions(self):
        today = timezone.localdate()
        rows = Session.objects.planned().to_come().between_days(today, today + AHEAD)
        for name, narrow in SESSIONS.items():
            if name in self.form.chosen:
                rows = narrow(rows, self.form.chosen[name])
        if self.close:
            return sessions_like(rows, self.words)
        return sessions_with(rows, self.words) if self.words else rows


def coming_sessions(found):
    """The sessions of (id, kilometres), in this order, with all that a line about them says."""
    if not found:
        return []
    rows = Session.objects.filter(pk__in=[pk for pk, _km in found]).order_by()
    rows = rows.select_related("activity__hub", "site").only(*OF_A_SESSION)
    sessions = {row.pk: row for row in counted(rows)}
    for pk, km in found:
        sessions[pk].km = km
    return [sessions[pk] for pk, _km in found]


def dressed(near, here, remote=()):
    """The services of (id, kilometres), in this order, each with its open sites, nearest first.

    Those given by phone or online too, apart: of their sites none is nearer than another.
    """
    found, is_near = [*near, *remote], {pk for pk, _km in near}
    if not found:
        return [], []
    rows = Service.objects.filter(pk__in=[pk for pk, _km in found]).order_by()
    rows = rows.select_related("provider").only(*OF_A_SERVICE)
    services = {row.pk: row for row in rows}
    for pk, km in found:
        services[pk].km, services[pk].places = km, []
    at = ServiceAtSite.objects.filter(service__in=services, site__in=Site.objects.open())
    at = at.annotate(km=km_from(here, "site__")).select_related("site")
    # By name as the database has it, and then, where somebody goes there, the nearest first.
    for row in at.only("service_id", *OF_A_SITE).order_by("site__name", "pk"):
        services[row.service_id].places.append((row.km, row.site))
    for pk, service in services.items():
        if pk in is_near:
            service.places.sort(key=_distance)
        service.places = [site for _km, site in service.places]
    return [services[pk] for pk, _km in near], [services[pk] for pk, _km in remote]


def _distance(place):
    """What has none is last."""
    km, _site = place
    return (km is None, km or 0)


def _topic(code):
    return Topic.objects.filter(Q(code=code) | Q(parent__code=code))


def services_about(rows, code):
    """Services of a topic or of one below it."""
    through = Service.topics.through.objects.filter(topic__in=_topic(code))
    return rows.filter(pk__in=through.values("service"))


def _sessions_about(rows, code):
    """Sessions have no topics: what they say of themselves must hold a word of the topic's."""
    words = _topic(code).values_list("family_words", "synonyms")
    phrases = {word for name, others in words for word in (name, *others.split()) if word[3:]}
    wanted = SearchQuery("", config="english")
    for phrase in sorted(phrases):
        wanted = wanted | SearchQuery(phrase, config="english", search_type="phrase")
    return rows.annotate(about=OF_AN_ACTIVITY).filter(about=wanted)


def _of_age(rows, age, bands, prefix=""):
    """Blank is all ages; a band fits where no years are given (R009)."""
    fitting = [band for band, years in YEARS.items() if age in years]
    low, high = (f"{prefix}{edge}_age" for edge in ("lowest", "highest"))
    years = Q(Q(**{low: None}) | Q(**{f"{low}__lte": age})) & Q(
        Q(**{high: None}) | Q(**{f"{high}__gte": age})
    )
    given = ~Q(**{low: None, high: None}) | Q(**{bands: []})
    return rows.filter(years, given | Q(**{f"{bands}__overlap": fitting}))


def _needs(rows, needs):
    for need in needs:
        rows = rows.filter(activity__access__icontains=IN_WORDS[need])
    return rows


def _spoken(rows, code):
    """English is spoken wherever nothing else is said."""
    name = name_of(code)
    return rows.filter(
        Q(activity__language="" if code == "en" else name) | Q(activity__interpreter=name)
    )


SERVICES = {
    "topic": services_about,
    "band": lambda rows, v: rows.filter(Q(age_bands__contains=[v]) | Q(age_bands=[])),
    "age": lambda rows, v: _of_age(rows, v, "age_bands"),
    "day": lambda rows, v: rows.filter(days__contains=[int(v)]),
    "cost": lambda rows, v: rows.filter(cost="free"),
    "language": lambda rows, v: rows.filter(
        Q(languages__contains=[v]) | (Q(languages=[]) if v == "en" else Q())
    ),
    "mode": lambda rows, v: rows.filter(modes__overlap=WAYS[v][0]),
    "send": lambda rows, v: rows.filter(is_send_friendly=True),
    "access": lambda rows, v: rows.filter(access_needs__contains=v),
}
SESSIONS = {
    "topic": _sessions_about,
    "band": lambda rows, v: rows.filter(Q(activity__bands__contains=[v]) | Q(activity__bands=[])),
    "age": lambda rows, v: _of_age(rows, v, "activity__bands", "activity__"),
    # The database counts from Sunday, 1.
    "day": lambda rows, v: rows.filter(starts_at__week_day=(int(v) + 1) % 7 + 1),
    "cost": lambda rows, v: rows.filter(activity__cost=0),
    "language": _spoken,
    "mode": lambda rows, v: rows.filter(activity__mode__in=WAYS[v][1]),
    "send": lambda rows, v: rows.filter(activity__is_send_friendly=True),
    "access": _needs,
}


def offer_of(hub):
    """All that families see at a hub's sites, and at others in the wards it serves (R026)."""
    wards = Postcode.objects.filter(ward__hub=hub).values("postcode")
    sites = Site.objects.open().filter(Q(hub=hub) | (placed() & Q(postcode__in=wards)))
    at = ServiceAtSite.objects.filter(site__in=sites)
    return Service.objects.public().filter(pk__in=at.values("service"))


def topic_named(text):
    """The code of the topic that somebody means by these words, or ""."""
    if not text:
        return ""
    close = TrigramWordSimilarity(text, SAID_OF_A_TOPIC)
    rows = Topic.objects.annotate(close=close).filter(close__gte=0.7)
    return rows.order_by("-close", "code").values_list("code", flat=True).first() or ""
