"""Which rows the feed holds: what the public sees today, narrowed by what was asked (R025)."""

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, Value
from django.utils import timezone

from familyhubs.accounts.models import Organisation, OrganisationKind
from familyhubs.requests import worked_out_once

from .. import masking, postcodes
from ..geography import kilometres
from ..models import Activity, Service, ServiceAtSite, ServiceHours, Session, Site, Topic
from .parameters import DAYS
from .terms import DFE, HUB, LOCAL, NETWORK, OUTREACH, VIRTUAL, taxonomy_id, term_id

SERVICE, ACTIVITY = "service", "activity"
AGES = {"minimum_age": "lowest_age__gte", "maximum_age": "highest_age__lte"}


def publisher():
    """The council: it gives what names no other provider."""
    councils = Organisation.objects.filter(kind=OrganisationKind.COUNCIL)
    return worked_out_once("open_referral.publisher", councils.first)


def organisations(asked):
    """Whoever gives something that is published."""
    given = Service.objects.public().exclude(provider=None).values("provider")
    rows = Organisation.objects.filter(Q(pk__in=given) | Q(kind=OrganisationKind.COUNCIL))
    if "search" in asked:
        rows = rows.filter(name__icontains=asked["search"])
    if "modified_after" in asked:
        rows = rows.filter(updated_at__gt=asked["modified_after"])
    return rows.order_by("name", "pk")


def services(asked, council_pk):
    """Services of the directory that fit; when and where is left to who calls."""
    rows = Service.objects.public()
    if "search" in asked:
        rows = rows.matching(asked["search"])
    if (wanted := asked.get("organization_id")) is not None:
        mine = Q(provider=wanted)
        rows = rows.filter(mine | Q(provider=None) if wanted == council_pk else mine)
    rows = plainly(rows, asked)
    for kind, wanted in topics_and_places(asked):
        if kind is Topic:
            through = Service.topics.through.objects.filter(
                service=OuterRef("pk"), topic__in=wanted
            )
        else:
            through = ServiceAtSite.objects.filter(service=OuterRef("pk"), site__in=wanted)
        rows = rows.filter(Exists(through))
    if "postcode" in asked and "proximity" not in asked and not covered(asked["postcode"]):
        rows = rows.filter(is_everywhere=True)
    return rows


def activities(asked, council_pk):
    """What's on that fits; it has no topics, and is the council's."""
    rows = plainly(Activity.objects.running(), asked)
    if "search" in asked:
        words = asked["search"]
        rows = rows.filter(Q(name__icontains=words) | Q(description__icontains=words))
    if "organization_id" in asked and asked["organization_id"] != council_pk:
        return rows.none()
    for kind, wanted in topics_and_places(asked):
        rows = rows.none() if kind is Topic else rows.filter(site__in=wanted)
    if "start_time" in asked:
        rows = rows.filter(starts__gte=asked["start_time"])
    if "end_time" in asked:
        rows = rows.filter(ends__lte=asked["end_time"])
    if "day" in asked:
        day = DAYS.index(asked["day"])
        once = Q(weekdays=[], runs_from__iso_week_day=day + 1)
        rows = rows.filter(Q(weekdays__contains=[day]) | once)
    if "proximity" in asked:
        rows = rows.filter(site__in=near(asked))
    elif "postcode" in asked and not covered(asked["postcode"]):
        return rows.none()
    return rows


def plainly(rows, asked):
    """By ages and by when it last changed."""
    if "modified_after" in asked:
        rows = rows.filter(updated_at__gt=asked["modified_after"])
    return rows.filter(**{lookup: asked[name] for name, lookup in AGES.items() if name in asked})


def topics_and_places(asked):
    """(Topic, topics) or (Site, sites) for each term or taxonomy that was asked for."""
    places = {term_id(HUB): Q(kind="main"), term_id(VIRTUAL): Q(kind="virtual")}
    places[term_id(OUTREACH)] = ~Q(kind__in=["main", "virtual"])
    places[taxonomy_id(NETWORK)] = Q()
    topics = {taxonomy_id(DFE): Q(is_dfe=True), taxonomy_id(LOCAL): Q(is_dfe=False)}
    for name in ("taxonomy_term_id", "taxonomy_id"):
        if name not in asked:
            continue
        wanted = str(asked[name])
        if wanted in places:
            yield Site, Site.objects.open().filter(places[wanted], hub__isnull=False)
        else:
            named = Q(pk=wanted) if name == "taxonomy_term_id" else Q(pk__in=[])
            yield Topic, Topic.objects.filter(topics.get(wanted, named))


def when(asked, hours):
    """Whether the hours that are known fit; a day may also be told without hours."""
    fits = {}
    if "start_time" in asked:
        fits["opens__gte"] = asked["start_time"]
    if "end_time" in asked:
        fits["closes__lte"] = asked["end_time"]
    day = DAYS.index(asked["day"]) if "day" in asked else None
    if day is not None:
        hours = hours.filter(weekday=day)
    found = Q(Exists(hours.filter(**fits))) if fits or day is not None else Q()
    return found, day if not fits else None


def covered(postcode):
    """Whether a postcode is in the area the council knows."""
    return postcodes.find(postcode).found


def near(asked):
    """Sites within so many metres, as far as anybody may know where they are."""
    here = postcodes.find(asked["postcode"]).postcode
    if here is None:
        return []
    found = []
    for site in Site.objects.open().exclude(longitude=None):
        place = masking.public_place(site)
        if place.longitude is None or place.latitude is None:
            continue
        away = kilometres((here.longitude, here.latitude), (place.longitude, place.latitude))
        if away * 1_000 <= asked["proximity"]:
            found.append(site.pk)
    return found


def listed_services(asked):
    """How many there are of all that is given, and (what, id, changed) of each."""
    council = publisher()
    council_pk = council and council.pk
    rows = services(asked, council_pk)
    fits, day = when(asked, ServiceHours.objects.filter(at__service=OuterRef("pk")))
    rows = rows.filter(fits | Q(days__contains=[day]) if day is not None else fits)
    if "proximity" in asked:
        here = ServiceAtSite.objects.filter(service=OuterRef("pk"), site__in=near(asked))
        rows = rows.filter(Exists(here))
    return both(
        labelled(rows, SERVICE, "updated_at"),
        labelled(activities(asked, council_pk), ACTIVITY, "updated_at"),
    )


def listed_places(asked):
    """The same of all that is given somewhere."""
    council = publisher()
    council_pk = council and council.pk
    rows = places().filter(service__in=services(asked, council_pk))
    fits, day = when(asked, ServiceHours.objects.filter(at=OuterRef("pk")))
    rows = rows.filter(fits | Q(service__days__contains=[day]) if day is not None else fits)
    if "proximity" in asked:
        rows = rows.filter(site__in=near(asked))
    of_activities = activities(asked, council_pk).filter(site__in=Site.objects.open())
    return both(
        labelled(rows, SERVICE, "service__updated_at"),
        labelled(of_activities, ACTIVITY, "updated_at"),
    )


def labelled(rows, what, changed):
    return (
        rows.order_by()
        .annotate(what=Value(what, CharField()), changed=F(changed))
        .values_list("what", "pk", "changed")
    )


def both(one, other):
    """How many of both, and all of them in an order that no new name changes."""
    return one.count() + other.count(), one.union(other, all=True).order_by("pk")


def places():
    return ServiceAtSite.objects.filter(site__in=Site.objects.open())


def whole_services(pks, *, full=True):
    """Services with all that is said of them, by id."""
    rows = Service.objects.filter(pk__in=pks).select_related("provider")
    rows = rows.defer("search_text").order_by()
    if full:
        at = places().prefetch_related("hours", whole_sites())
        rows = rows.prefetch_related("topics", Prefetch("at_sites", at))
    return {row.pk: row for row in rows}


def whole_activities(pks, *, full=True, placed=True):
    """Activities; `placed` with the site they are at while it is open, `full` with all the rest."""
    rows = Activity.objects.filter(pk__in=pks).defer("join_link").order_by()
    if full:
        off = Session.objects.filter(state="cancelled").to_come()
        called_off = Prefetch("sessions", off, to_attr="called_off")
        rows = rows.prefetch_related(whole_sites(), called_off)
    elif placed:
        rows = rows.select_related("site")
    found = {row.pk: row for row in rows}
    for row in found.values() if placed else ():
        row.open_site = row.site if row.site and is_open(row.site) else None
    return found


def is_open(site):
    today = timezone.localdate()
    return (site.opened_on is None or site.opened_on <= today) and (
        site.closed_on is None or site.closed_on > today
    )


def whole_places(pks, *, full=True):
    """Services at sites, by id; in a list without what hangs on the site."""
    rows = places().filter(pk__in=pks)
    rows = rows.prefetch_related("hours", whole_sites()) if full else rows.select_related("site")
    return {row.pk: row for row in rows}


def whole_sites():
    """Each site once, however much is given there, with its hub and when it is open."""
    return Prefetch("site", Site.objects.select_related("hub").with_timetables())
