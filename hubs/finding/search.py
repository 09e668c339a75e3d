"""The search itself: services and coming sessions by distance, remote help apart (R009, R010).

A constant number of queries, whatever there is.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from familyhubs.council.current import council

from ..masking import placed
from ..models import Postcode, Service, ServiceAtSite, Site, Topic
from . import narrowing, nearest
from .nearest import NOTHING
from .rows import coming_sessions, dressed
from .statements import put_together, value
from .words import SAID_OF_A_TOPIC, plain, services_like, sessions_like

# Of what is only like the words, more than anybody reads.
MOST_CLOSE = 500
FOUND = ("id", "name", "is_remote")
FOUND_SESSION = ("id", "activity_id", "starts_at", "site_id")
SERVICES_FOUND = f"SELECT {', '.join(FOUND)} FROM ({{every}}) AS every {{holding}}"
# Not yet over, as `to_come` says it; the moment is another each time.
SESSIONS_FOUND = f"""
SELECT {", ".join(FOUND_SESSION)} FROM ({{every}}) AS every WHERE ends_at > {{now}} {{holding}}
"""


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
            self.sessions(),
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
        """What is looked through, as a part of a statement."""
        today, chosen = timezone.localdate(), narrowing.of_services(self.form.chosen)
        if self.close:
            rows = narrowing.services(today, chosen).filter(pk__in=self.services_like_the_words)
            return rows.order_by().values(*FOUND)
        every = narrowing.every_service(today, council().service_grace_days, chosen)
        holding = holds("WHERE words", self.words)
        return put_together(SERVICES_FOUND, every=every, holding=holding)

    @cached_property
    def services_like_the_words(self):
        """Looked for once: to compare letters costs more than all the rest."""
        rows = services_like(Service.objects.public(), self.words).order_by("name", "pk")
        return list(rows.values_list("pk", flat=True)[:MOST_CLOSE])

    def sessions(self):
        """The same of sessions."""
        today, chosen = timezone.localdate(), narrowing.of_sessions(self.form.chosen)
        if self.close:
            rows = sessions_like(narrowing.sessions(today, chosen).to_come(), self.words)
            return rows.order_by().values(*FOUND_SESSION)
        every = narrowing.every_session(today, chosen, words=bool(self.words))
        holding, now = holds("AND words", self.words), value(timezone.now())
        return put_together(SESSIONS_FOUND, every=every, now=now, holding=holding)


def holds(what, words):
    """The condition that something holds all of these words, in any of their forms."""
    return (f"{what} @@ websearch_to_tsquery('english', %s)", (words,)) if words else ("", ())


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
