"""Services, activities and who gives them, as the standard names their fields (R009, R023, R027).

Never a person: neither the owner of an entry nor who assured it nor who leads a session.
"""

from familyhubs.accounts.models import OrganisationKind
from familyhubs.council.current import council

from .. import masking
from ..languages import name_of
from ..models import AccessNeed, Cost
from . import schedules, terms
from .ids import made, turned
from .locations import location
from .plain import email, moment, page, web_address, without_blanks

EVERYBODY = "Everybody, wherever they live"
INTERPRETED = {
    AccessNeed.INTERPRETER: "An interpreter can be arranged.",
    AccessNeed.BSL: "British Sign Language",
}


def organization(row):
    """Who gives it; the standard wants a description, and an organisation's kind is all we hold."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "description": str(OrganisationKind(row.kind).label),
    }


def provided_by(row):
    """An organisation and its id, where there is one."""
    return {"organization_id": str(row.pk), "organization": organization(row)} if row else {}


def service(row, publisher, *, full=True):
    """A service of the directory; in a list without what hangs on it."""
    plain = without_blanks(
        {
            "id": str(row.pk),
            "name": row.name,
            "description": row.description or row.summary,
            "url": web_address(row.website) or page(row.get_absolute_url()),
            "email": email(row.email),
            "status": "active",
            "fees": fees(row),
            "minimum_age": row.lowest_age,
            "maximum_age": row.highest_age,
            "assured_date": row.last_assured_on and row.last_assured_on.isoformat(),
            "alert": row.banner,
            "last_modified": moment(row.updated_at),
        }
    ) | provided_by(row.provider or publisher)
    return plain | (hanging_on(row) if full else {})


def fees(row):
    return row.cost_words or ("Free" if row.cost == Cost.FREE else "")


def hanging_on(row):
    """All lists of a service, and the fields of the wider standard that families need."""
    pk = str(row.pk)
    bands = [str(band) for band in row.age_band_words]
    return without_blanks(
        {
            "application_process": row.how_to_get_it,
            "eligibility_description": "; ".join(filter(None, (row.target_group, *bands))),
            "interpretation_services": " ".join(
                said for need, said in INTERPRETED.items() if need in row.access_needs
            ),
            "phones": [{"id": made(pk, "phone"), "number": row.phone}] if row.phone else [],
            "schedules": schedules.of_service(row),
            "service_areas": areas(row),
            "service_at_locations": [
                at_location(at.pk, row, at.site, at.schedule, times=schedules.of_place(row, at))
                for at in row.at_sites.all()
            ],
            "languages": [
                {"id": made(pk, code), "service_id": pk, "name": name_of(code), "code": code}
                for code in row.languages
            ],
            "funding": [{"id": made(pk, "funder"), "service_id": pk, "source": row.funder}]
            if row.funder
            else [],
            "cost_options": costs(row),
            "attributes": [
                terms.attribute(row.pk, "service", terms.topic_term(topic))
                for topic in row.topics.all()
            ],
            # What it makes room for, by our own codes: the standard tells it of buildings only.
            "x_access_needs": list(row.access_needs),
        }
    )


def areas(row):
    name = EVERYBODY if row.is_everywhere else council().name
    return [{"id": made(row.pk, "area"), "service_id": str(row.pk), "name": name}]


def costs(row):
    free = row.cost == Cost.FREE
    option = {
        "id": made(row.pk, "cost"),
        "service_id": str(row.pk),
        "option": "Free" if free else "You pay",
        "amount": 0 if free else None,
        "amount_description": row.cost_words,
    }
    return [without_blanks(option)]


def activity(row, publisher, *, full=True):
    """What families come to, once or by a rule, is a service of its own; its rule the schedule."""
    pk = str(row.pk)
    plain = without_blanks(
        {
            "id": pk,
            "name": row.name,
            "description": row.description,
            "url": page(row.get_absolute_url()),
            "status": "active",
            "fees": f"£{row.cost}" if row.cost else "Free",
            "minimum_age": row.lowest_age,
            "maximum_age": row.highest_age,
            "last_modified": moment(row.updated_at),
        }
    ) | provided_by(publisher)
    if not full:
        return plain
    at = str(turned(row.pk)) if row.open_site else None
    times = [schedules.of_activity(row, at)]
    option = {"option": "Each time", "amount": float(row.cost), "amount_description": "GBP"}
    return plain | without_blanks(
        {
            "eligibility_description": "; ".join(str(band) for band in row.band_words),
            "schedules": times,
            "service_at_locations": [at_location(at, row, row.open_site, times=times)]
            if at
            else [],
            "cost_options": [{"id": made(pk, "cost"), "service_id": pk, **option}],
        }
    )


def at_location(pk, given, site, words="", *, times=(), nested=True):
    """Something given at a site; where that is secret, neither when nor a word on it."""
    hidden = masking.public_place(site).is_hidden
    return without_blanks(
        {
            "id": str(pk),
            "service_id": str(given.pk),
            "location_id": str(site.pk),
            "description": "" if hidden else words,
            "schedules": [] if hidden else list(times),
            "location": location(site, nested=nested),
        }
    )
