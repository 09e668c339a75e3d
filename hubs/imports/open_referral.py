"""What an item of another council's Open Referral UK feed says; blanks are fine."""

from dataclasses import dataclass, field, replace

from django.utils import timezone

from ..geography import normalise
from ..languages import code_of
from ..models import Cost, ServiceStatus
from ..open_referral.accessibility import OF_ACCESS
from ..open_referral.parameters import DAYS
from .offer import OfferRow, filled
from .parts import first, part, parts, text
from .report import BadRow
from .schedules import times_of, weekly, worded
from .sites import email, website

STATUSES = {
    "active": ServiceStatus.ACTIVE,
    "inactive": ServiceStatus.INACTIVE,
    "defunct": ServiceStatus.DEFUNCT,
    "temporarily closed": ServiceStatus.CLOSED,
}
LONGEST = {
    "name": 200,
    "description": 4_000,
    "cost_words": 200,
    "how_to_get_it": 2_000,
    "banner": 300,
    "phone": 30,
    "funder": 200,
    "times": 2_000,
    "access": 500,
}
FACILITIES = {str(code.label).casefold(): code.value for code in OF_ACCESS}


@dataclass(frozen=True)
class Place:
    """A location of the feed: what becomes a site."""

    key: str
    values: dict = field(default_factory=dict)
    # What the council says of a site itself: only where nothing is said yet.
    access: dict = field(default_factory=dict)
    week: list = field(default_factory=list)
    # Of the service there: when, in words, and the hours where they are plain.
    when: str = ""
    hours: list = field(default_factory=list)


def judge(item, today=None):
    """(OfferRow, its places) of a service; BadRow where it cannot be used."""
    today = today or timezone.localdate()
    if not isinstance(item, dict):
        raise BadRow("not a service")
    key = text(item, "id", 200)
    values = {name: text(item, name, LONGEST[name]) for name in ("name", "description")}
    if not key or not values["name"]:
        raise BadRow(f"{'name' if key else 'id'} is missing")
    status = text(item, "status", 40).lower()
    if status and status not in STATUSES:
        raise BadRow(f"status: not one we know: {status!r}")
    fees = text(item, "fees", LONGEST["cost_words"])
    values |= {
        "status": STATUSES.get(status, ""),
        "email": email(text(item, "email", 254)),
        "website": website(text(item, "url", 290)),
        "lowest_age": age(item, "minimum_age"),
        "highest_age": age(item, "maximum_age"),
        "cost": cost(item, fees),
        "cost_words": fees,
        "banner": text(item, "alert", LONGEST["banner"]),
        "how_to_get_it": text(item, "application_process", LONGEST["how_to_get_it"]),
        "phone": first(item, "phones", "number", LONGEST["phone"]),
        "funder": first(item, "funding", "source", LONGEST["funder"]),
        "languages": languages(item),
        "days": days(item),
    }
    if (values["highest_age"] or 0) < (values["lowest_age"] or 0) and values["highest_age"]:
        raise BadRow("maximum_age is below minimum_age")
    found, told_there = places(item, today)
    values["times"] = words(not_of_a_place(item, told_there))
    at = [(place.key, "", place.when) for place in found]
    hours = {place.key: place.hours for place in found if place.hours}
    provider = text(part(item, "organization"), "name", 200)
    return OfferRow(key, filled(values), provider, topics(item), at, hours), found


def number(item, name, least, most):
    value = item.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRow(f"{name} is not a number")
    if not least <= value <= most:
        raise BadRow(f"{name} is not from {least} to {most}")
    return value


def age(item, name):
    value = number(item, name, 0, 120)
    return None if value is None else int(value)


def cost(item, fees):
    """Paid where any price is told, free where nought or "free" is, else what stands there."""
    prices = [number(each, "amount", 0, 1e9) for each in parts(item, "cost_options")]
    told = [price for price in prices if price is not None]
    if any(told):
        return Cost.PAY
    return Cost.FREE if told or fees.casefold() == "free" else ""


def languages(item):
    found = []
    for each in parts(item, "languages"):
        told = (text(each, "code", 100), text(each, "name", 100))
        found += [code for code in map(code_of, told) if code][:1]
    return list(dict.fromkeys(found))


def days(item):
    """The weekdays of all schedules; "2MO", the second Monday, is a Monday."""
    told = ",".join(text(each, "byday", 200) for each in parts(item, "schedules")).upper()
    marks = {mark.strip()[-2:] for mark in told.split(",")}
    return [number for number, mark in enumerate(DAYS) if mark in marks]


def words(schedules):
    """Times as the schedules word them."""
    told = map(worded, schedules)
    return "\n".join(dict.fromkeys(filter(None, told)))[: LONGEST["times"]]


def topics(item):
    """The words of its terms; which of them we know is found out where topics are."""
    found = []
    for each in parts(item, "attributes"):
        term = part(each, "taxonomy_term")
        told = [text(term, name, 300).casefold() for name in ("term", "name")]
        found.append([word for word in told if word])
    return [word for words in found for word in words]


def places(item, today):
    """(its places, ids of its services at locations that have one): each place once, with when."""
    found, times, known = {}, {}, set()
    for each in parts(item, "service_at_locations"):
        place = judge_place(part(each, "location"), today)
        if place:
            found[place.key] = place
            known.add(at := text(each, "id", 200))
            own = parts(each, "schedules") or schedules_of(item, at)
            times.setdefault(place.key, []).extend(own)
    return [told_when(place, times[key], today) for key, place in found.items()], known - {""}


def schedules_of(item, at):
    """Those of the whole service that are about one place."""
    found = parts(item, "schedules")
    return [one for one in found if at and one.get("service_at_location_id") == at]


def not_of_a_place(item, told_there):
    """What is said of a place stands at that place, and is not said twice."""
    return [
        one
        for one in parts(item, "schedules")
        if text(one, "service_at_location_id", 200) not in told_there
    ]


def told_when(place, schedules, today):
    when, hours = times_of(schedules, today)
    return replace(place, when=when, hours=hours)


def judge_place(location, today):
    """A place that can be found again: with an id and a name or an address."""
    key, name = text(location, "id", 200), text(location, "name", 200)
    address = next(iter(parts(location, "addresses")), {})
    lines = [text(address, field, 200) for field in ("address_1", "address_2", "city")]
    name = name or lines[0]
    if not key or not name or location.get("location_type") == "virtual":
        return None
    values = {
        "name": name,
        "address": ", ".join(filter(None, lines))[:300],
        "postcode": normalise(text(address, "postal_code", 60)),
        "longitude": number(location, "longitude", -180, 180),
        "latitude": number(location, "latitude", -90, 90),
        "opening_times": times_of(parts(location, "schedules"), today)[0],
    }
    if values["longitude"] is None or values["latitude"] is None:
        values["longitude"] = values["latitude"] = None
    week = [one for one in weekly(parts(location, "schedules")) if (one.ends_on or today) >= today]
    return Place(key, filled(values), access=access(location), week=week)


def access(location):
    """What it has, where an entry is one of our own words; what else is said, as it is said."""
    facilities, words = [], []
    for each in parts(location, "accessibility"):
        said = text(each, "description", 2_000) or text(each, "accessibility", 2_000)
        if facility := FACILITIES.get(said.casefold()):
            facilities.append(facility)
        elif said and len("\n".join([*words, said])) <= LONGEST["access"]:
            words.append(said)
    found = {"facilities": facilities, "access": "\n".join(words)}
    return filled({name: value for name, value in found.items() if value})
