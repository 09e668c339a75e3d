"""The choices of a search as conditions: what stands in the address, on services and on sessions.

Each choice is a key and a value, and what a condition is made of is all in the value: so the texts
are kept by their choices (statements.py).
"""

from datetime import timedelta
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q

from ..languages import name_of
from ..models import REMOTE, Activity, AgeBand, FoundService, Service, Session, Topic
from .filters import IN_WORDS, WAYS
from .statements import worded
from .words import SAID_OF_AN_ACTIVITY

# How far ahead "coming" is: long enough for what runs every other week.
AHEAD = timedelta(days=13)
YEARS = {
    AgeBand.EARLY_YEARS: range(5),
    AgeBand.PRIMARY: range(5, 11),
    AgeBand.TEENS: range(11, 20),
    AgeBand.EXTRA_SUPPORT: range(26),
}
# So many choices are kept as texts: none is longer than a page of writing.
MOST = 200


def services(day, chosen):
    """The services that families see on this day and that fit what was chosen."""
    return _narrowed(Service.objects.public(day), SERVICES, chosen)


def sessions(day, chosen):
    """The sessions of this day and the days ahead that fit; those that are over too."""
    return _narrowed(Session.objects.planned().between_days(day, day + AHEAD), SESSIONS, chosen)


def _narrowed(rows, ways, chosen):
    for name, value in chosen:
        rows = ways[name](rows, value)
    return rows


@lru_cache(maxsize=MOST)
def every_service(day, _grace, chosen):
    """Their text. `public` asks the council for its days of grace: they are part of it."""
    rows = FoundService.objects.public(day)
    if chosen:
        rows = rows.filter(service__in=_narrowed(Service.objects.all(), SERVICES, chosen))
    return worded(rows.values("name", "is_remote", "words", id=F("service")))


@lru_cache(maxsize=MOST)
def every_session(day, chosen, *, words):
    """Their text; with the words of their activities, where these are asked for."""
    rows = sessions(day, chosen).order_by()
    told = ("id", "activity_id", "starts_at", "ends_at", "site_id")
    if words:
        rows, told = rows.annotate(words=SAID_OF_AN_ACTIVITY), (*told, "words")
    return worded(rows.values(*told))


@lru_cache
def which_are_remote():
    """Of every activity."""
    return worded(Activity.objects.order_by().values("id", is_remote=Q(mode__in=REMOTE)))


def of_services(chosen):
    """What was chosen, as far as it narrows services: a key."""
    return _key(SERVICES, chosen)


def of_sessions(chosen):
    """The same of sessions, with what a choice means in words."""
    found = dict(chosen)
    if "topic" in found:
        found["topic"] = _words_of(found["topic"])
    if "language" in found:
        found["language"] = (found["language"], name_of(found["language"]))
    return _key(SESSIONS, found)


def _key(ways, chosen):
    found = ((name, chosen[name]) for name in ways if name in chosen)
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in found)


def _topic(code):
    return Topic.objects.filter(Q(code=code) | Q(parent__code=code))


def services_about(rows, code):
    """Services of a topic or of one below it."""
    through = Service.topics.through.objects.filter(topic__in=_topic(code))
    return rows.filter(pk__in=through.values("service"))


def _words_of(code):
    """Sessions have no topics: what they say of themselves must hold one of these."""
    words = _topic(code).values_list("family_words", "synonyms")
    return tuple(
        sorted({word for name, others in words for word in (name, *others.split()) if word[3:]})
    )


def _sessions_about(rows, phrases):
    wanted = SearchQuery("", config="english")
    for phrase in phrases:
        wanted = wanted | SearchQuery(phrase, config="english", search_type="phrase")
    return rows.annotate(about=SAID_OF_AN_ACTIVITY).filter(about=wanted)


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


def _spoken(rows, language):
    """English is spoken wherever nothing else is said."""
    code, name = language
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
