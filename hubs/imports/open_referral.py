"""What an item of another council's Open Referral UK feed says; blanks are fine."""

from dataclasses import dataclass, field

from ..geography import normalise
from ..languages import code_of
from ..models import Cost, ServiceStatus
from ..open_referral.parameters import DAYS
from .offer import OfferRow, filled
from .report import BadRow
from .sites import email, website

STATUSES = {
    "active": ServiceStatus.ACTIVE,
    "inactive": ServiceStatus.INACTIVE,
    "defunct": ServiceStatus.DEFUNCT,
    "temporarily closed": ServiceStatus.CLOSED,
}
MOST_PARTS = 200
LONGEST = {
    "name": 200,
    "description": 4_000,
    "cost_words": 200,
    "how_to_get_it": 2_000,
    "banner": 300,
    "phone": 30,
    "funder": 200,
    "times": 2_000,
}


@dataclass(frozen=True)
class Place:
    """A location of the feed: what becomes a site."""

    key: str
    values: dict = field(default_factory=dict)


def judge(item):
    """(OfferRow, its places) of a service; BadRow where it cannot be used."""
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
        "times": words(item),
    }
    if (values["highest_age"] or 0) < (values["lowest_age"] or 0) and values["highest_age"]:
        raise BadRow("maximum_age is below minimum_age")
    found = places(item)
    at = [(place.key, "", "") for place in found]
    provider = text(part(item, "organization"), "name", 200)
    return OfferRow(key, filled(values), provider, topics(item), at), found


def text(item, name, longest):
    """A text, or "" where there is none."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(f"{name} is not a text")
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRow(f"{name} holds a character that no text has")
    value = value.strip()
    if len(value) > longest:
        raise BadRow(f"{name} is too long: {len(value)} characters, at most {longest} fit")
    return value


def part(item, name):
    """An object within the item, or an empty one."""
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def parts(item, name):
    """The objects of a list within the item."""
    value = item.get(name) or []
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise BadRow(f"{name} is not a list of at most {MOST_PARTS}")
    return [each for each in value if isinstance(each, dict)]


def first(item, name, inner, longest):
    return next((found for each in parts(item, name) if (found := text(each, inner, longest))), "")


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


def words(item):
    """Times as the schedules word them."""
    told = [
        " ".join(
            filter(
                None,
                (
                    text(each, "byday", 200),
                    "–".join(
                        filter(
                            None, (text(each, "opens_at", 20)[:5], text(each, "closes_at", 20)[:5])
                        )
                    ),
                    text(each, "description", 2_000),
                ),
            )
        )
        for each in parts(item, "schedules")
    ]
    return "\n".join(dict.fromkeys(filter(None, told)))[: LONGEST["times"]]


def topics(item):
    """The words of its terms; which of them we know is found out where topics are."""
    found = []
    for each in parts(item, "attributes"):
        term = part(each, "taxonomy_term")
        told = [text(term, name, 300).casefold() for name in ("term", "name")]
        found.append([word for word in told if word])
    return [word for words in found for word in words]


def places(item):
    found = {}
    for each in parts(item, "service_at_locations"):
        place = judge_place(part(each, "location"))
        if place:
            found[place.key] = place
    return list(found.values())


def judge_place(location):
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
    }
    if values["longitude"] is None or values["latitude"] is None:
        values["longitude"] = values["latitude"] = None
    return Place(key, filled(values))
