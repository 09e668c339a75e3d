"""What a row of each list of services says (R023, R027): our own columns, and two open lists."""

import re
from dataclasses import dataclass, field
from functools import partial

from ..geography import normalise
from ..models import AccessNeed, AgeBand, Cost, Mode, ServiceStatus, Weekday
from . import cells, sites
from .csv_rows import read_csv
from .report import BadRow

OWN = "services"
LISTS = (OWN, "food_banks", "mental_health_services")
# Our own columns: the directory's export has the same.
COLUMNS = (
    "key",
    "name",
    "provider",
    "funder",
    "target group",
    "summary",
    "description",
    "topics",
    "age bands",
    "lowest age",
    "highest age",
    "cost",
    "cost details",
    "languages",
    "how it is given",
    "send friendly",
    "access needs",
    "days",
    "times",
    "how to get it",
    "phone",
    "email",
    "website",
    "everywhere",
    "status",
    "on from",
    "on until",
    "banner",
    "sites",
)
TEXTS = {
    "name": ("name", 200),
    "funder": ("funder", 200),
    "target_group": ("target group", 200),
    "summary": ("summary", 300),
    "description": ("description", 4_000),
    "cost_words": ("cost details", 200),
    "times": ("times", 2_000),
    "how_to_get_it": ("how to get it", 2_000),
    "phone": ("phone", 30),
    "banner": ("banner", 300),
}
MANY = {
    "age_bands": ("age bands", AgeBand),
    "modes": ("how it is given", Mode),
    "access_needs": ("access needs", AccessNeed),
    "days": ("days", Weekday),
}
ONE = {"cost": ("cost", Cost), "status": ("status", ServiceStatus)}
ESCAPED = re.compile(r"'(?=[=+\-@|%])")
YES = {"yes": True, "true": True, "no": False, "false": False}
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass
class OfferRow:
    """A service as a list tells it: nothing stands here that the row leaves empty."""

    key: str
    values: dict
    provider: str = ""
    topics: list = field(default_factory=list)
    # (site's name or key, postcode or "", when) for each place.
    places: list = field(default_factory=list)
    # A place's key: its hours, where the list tells them apart from the words.
    hours: dict = field(default_factory=dict)


def reader(what):
    """The function that yields (line number, row) of such a list."""
    return partial(read_csv, needed=("name",)) if what == OWN else sites.reader(what)


def judge(what, row):
    """The one OfferRow of a row; BadRow where it cannot be used."""
    return judge_own(row) if what == OWN else judge_site(what, row)


def judge_site(what, row):
    """A row of a list of places is a service of that name at that place."""
    site = sites.judge(what, row)[0]
    is_food = what == "food_banks"
    values = {
        "name": f"{site.name} food bank" if is_food and "bank" not in site.name else site.name,
        "description": "" if is_food else site.description,
        "how_to_get_it": how if (how := site.description) != "Not known" and is_food else "",
        "phone": site.phone,
        "email": site.email,
        "website": site.website,
        "times": site.opening_times,
        "modes": [Mode.IN_PERSON],
    }
    topic = "food" if is_food else "mental-health"
    places = [(site.source_key, "", site.opening_times)]
    return OfferRow(site.source_key, filled(values), site.name, [topic], places)


def judge_own(row):
    """A row in our own columns; a formula made harmless on its way out is itself again."""
    row = {name: unescaped(cell) for name, cell in row.items()}
    values = {
        name: cells.text(row, column, longest, required=name == "name")
        for name, (column, longest) in TEXTS.items()
    }
    values |= {name: many(row, column, kind) for name, (column, kind) in MANY.items()}
    values |= {name: one(row, column, kind) for name, (column, kind) in ONE.items()}
    values |= ages(row) | {
        "languages": languages(row),
        "email": sites.email(cells.text(row, "email", 254)),
        "website": sites.website(cells.text(row, "website", 290)),
        "is_send_friendly": yes_or_no(row, "send friendly"),
        "is_everywhere": yes_or_no(row, "everywhere"),
        "on_from": day(row, "on from"),
        "on_until": day(row, "on until"),
    }
    if values["on_from"] and values["on_until"] and values["on_until"] < values["on_from"]:
        raise BadRow("on until is before on from")
    provider = cells.text(row, "provider", 200)
    key = cells.text(row, "key", 200) or f"{values['name'].casefold()}, {provider.casefold()}"
    topics = [topic.casefold() for topic in parts(row, "topics")]
    return OfferRow(key[:200], filled(values), provider, topics, places(row))


def filled(values):
    """Blank cells say nothing: they never clear what is there."""
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def unescaped(cell):
    return ESCAPED.sub("", cell, count=1).replace("\\|", "|") if ESCAPED.match(cell) else cell


def parts(row, column):
    return [part.strip() for part in row.get(column, "").split(";") if part.strip()]


def choice(text, column, kind):
    for value, label in kind.choices:
        if text.casefold() in (str(value).casefold(), str(label).casefold()):
            return kind(value).value
    raise BadRow(f"{column}: not one we know: {text[:40]!r}")


def many(row, column, kind):
    return list(dict.fromkeys(choice(text, column, kind) for text in parts(row, column)))


def one(row, column, kind):
    text = row.get(column, "")
    return choice(text, column, kind) if text else None


def ages(row):
    found = {
        name: cells.count(row[column], column) if row.get(column) else None
        for name, column in (("lowest_age", "lowest age"), ("highest_age", "highest age"))
    }
    low, high = found.values()
    if any(age is not None and age > 120 for age in (low, high)):
        raise BadRow("an age is above 120")
    if low is not None and high is not None and high < low:
        raise BadRow("highest age is below lowest age")
    return found


def languages(row):
    codes = [code.casefold() for code in parts(row, "languages")]
    for code in codes:
        if not LANGUAGE.fullmatch(code):
            raise BadRow(f"languages: not a code like en or pl: {code[:20]!r}")
    return list(dict.fromkeys(codes))


def yes_or_no(row, column):
    text = row.get(column, "").casefold()
    if text and text not in YES:
        raise BadRow(f"{column}: say yes or no: {text[:20]!r}")
    return YES.get(text)


def day(row, column):
    return cells.day(row[column], column) if row.get(column) else None


def places(row):
    """Each place of a cell: "Name, M33 7ZF = Monday 9am - 11am; Another name"."""
    found = []
    for part in parts(row, "sites"):
        where, _, when = part.partition("=")
        name, _, last = where.strip().rpartition(",")
        postcode = normalise(last)
        found.append(
            (name.strip(), postcode, when.strip())
            if name and postcode
            else (where.strip(), "", when.strip())
        )
    return found
