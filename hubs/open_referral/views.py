"""Open Referral UK 3.0: lists and single items, for anybody (national-services section 2)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from . import offering, rows, schedules, terms
from .answers import as_json, as_lines, endpoint
from .ids import turned
from .openapi import document
from .parameters import OF_ORGANIZATIONS, OF_SERVICES, OF_TAXONOMIES, OF_TERMS, read
from .plain import moment, page

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"


def paged(asked, found, total, of_page):
    """One page of what was found; `of_page` makes items of the rows that stand on it."""
    size = max(1, total) if asked.get("minimal") else asked["per_page"]
    number = 1 if asked.get("minimal") else asked["page"]
    items = of_page(list(found[(number - 1) * size : number * size]))
    if asked.get("format") == "ndjson":
        return as_lines(items)
    pages = max(1, -(-total // size))
    return as_json(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(items),
            "first_page": number == 1,
            "last_page": number == pages,
            "empty": not items,
            "contents": items,
        }
    )


def minimal(row):
    _what, pk, changed = row
    return {"id": str(pk), "last_modified": moment(changed)}


@endpoint
def about(request):
    """What this is, and where it is described."""
    openapi = f"{page(request.path_info).rstrip('/')}/openapi.json"
    return as_json({"version": VERSION, "profile": PROFILE, "openapi_url": openapi})


@endpoint
def openapi(request):
    return as_json(document(page(request.path_info).rsplit("/", 1)[0]))


@endpoint
def list_services(request):
    asked = read(request.GET, OF_SERVICES)
    total, found = rows.listed_services(asked)
    return paged(asked, found, total, lambda chosen: services_of(chosen, asked))


def services_of(chosen, asked):
    if asked.get("minimal"):
        return [minimal(row) for row in chosen]
    full, council = asked.get("full", False), rows.publisher()
    services = rows.whole_services(pks(chosen, rows.SERVICE), full=full)
    activities = rows.whole_activities(pks(chosen, rows.ACTIVITY), full=full, placed=full)
    return [
        offering.service(services[pk], council, full=full)
        if what == rows.SERVICE
        else offering.activity(activities[pk], council, full=full)
        for what, pk, *_rest in chosen
    ]


def pks(chosen, what):
    return [pk for kind, pk, *_rest in chosen if kind == what]


@endpoint
def one_service(request, pk):
    council = rows.publisher()
    if rows.Service.objects.public().filter(pk=pk).exists():
        return as_json(offering.service(rows.whole_services([pk])[pk], council))
    return as_json(offering.activity(running(pk), council))


def running(pk):
    """An activity that has not come to its end."""
    if not rows.Activity.objects.running().filter(pk=pk).exists():
        raise Http404
    return rows.whole_activities([pk])[pk]


@endpoint
def list_service_at_locations(request):
    asked = read(request.GET, OF_SERVICES)
    total, found = rows.listed_places(asked)
    return paged(asked, found, total, lambda chosen: places_of(chosen, asked))


def places_of(chosen, asked):
    if asked.get("minimal"):
        turn = {rows.SERVICE: lambda pk: pk, rows.ACTIVITY: turned}
        return [minimal((what, turn[what](pk), *rest)) for what, pk, *rest in chosen]
    council, full = rows.publisher(), asked.get("full", False)
    places = rows.whole_places(pks(chosen, rows.SERVICE), full=full)
    services = rows.whole_services({at.service_id for at in places.values()}, full=full)
    activities = rows.whole_activities(pks(chosen, rows.ACTIVITY), full=full)
    return [
        at_site(places[pk], services[places[pk].service_id], council, full=full)
        if what == rows.SERVICE
        else activity_at_site(activities[pk], council, full=full)
        for what, pk, *_rest in chosen
    ]


def at_site(at, service, council, *, full):
    """A service at a site, with the service beside it."""
    times = schedules.of_place(service, at) if full else []
    item = offering.at_location(at.pk, service, at.site, at.schedule, times=times, nested=full)
    return item | {"service": alone(offering.service(service, council, full=full))}


def activity_at_site(row, council, *, full):
    times = [schedules.of_activity(row, str(turned(row.pk)))] if full else []
    item = offering.at_location(turned(row.pk), row, row.open_site, times=times, nested=full)
    return item | {"service": alone(offering.activity(row, council, full=full))}


def alone(service):
    """Within its place a service does not tell its places once more."""
    return {name: value for name, value in service.items() if name != "service_at_locations"}


@endpoint
def one_service_at_location(request, pk):
    council = rows.publisher()
    at = rows.whole_places([pk]).get(pk)
    if at is None:
        row = running(turned(pk))
        if row.open_site is None:
            raise Http404
        return as_json(activity_at_site(row, council, full=True))
    if not rows.Service.objects.public().filter(pk=at.service_id).exists():
        raise Http404
    return as_json(
        at_site(at, rows.whole_services([at.service_id])[at.service_id], council, full=True)
    )


@endpoint
def list_organizations(request):
    asked = read(request.GET, OF_ORGANIZATIONS)
    found = rows.organisations(asked)

    def of_page(chosen):
        if asked.get("minimal"):
            return [minimal((None, row.pk, row.updated_at)) for row in chosen]
        return [offering.organization(row) for row in chosen]

    return paged(asked, found, found.count(), of_page)


@endpoint
def one_organization(request, pk):
    found = get_object_or_404(rows.organisations({}), pk=pk)
    return as_json(offering.organization(found))


def listed(request, names, items):
    """A list that is held whole: taxonomies and their terms."""
    asked = read(request.GET, names)
    found = [item for item in items if fits(item, asked)]
    if asked.get("minimal"):
        found = [{"id": item["id"]} for item in found]
    return paged(asked, found, len(found), lambda chosen: chosen)


def fits(item, asked):
    words = asked.get("search", "").casefold()
    same = all(
        item.get(name) == str(asked[name]) for name in ("taxonomy_id", "parent_id") if name in asked
    )
    top = not asked.get("top_only") or "parent_id" not in item
    return same and top and words in f"{item['name']} {item['description']}".casefold()


def one_of(items, pk):
    found = next((item for item in items if item["id"] == str(pk)), None)
    if found is None:
        raise Http404
    return found


@endpoint
def list_taxonomies(request):
    return listed(request, OF_TAXONOMIES, terms.taxonomies())


@endpoint
def one_taxonomy(request, pk):
    found = one_of(terms.taxonomies(), pk)
    its = [term for term in terms.terms() if term["taxonomy_id"] == found["id"]]
    return as_json(found | {"taxonomy_terms": its})


@endpoint
def list_taxonomy_terms(request):
    return listed(request, OF_TERMS, terms.terms())


@endpoint
def one_taxonomy_term(request, pk):
    return as_json(one_of(terms.terms(), pk))


@endpoint
def nothing_here(request, rest=""):
    raise Http404
