"""What the directory's pages show: lists, counts, and entries that look alike."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Prefetch, Q
from django.utils import timezone

from hubs.masking import public_place
from hubs.models import Problem, Proposal, ProposalState, Service, ServiceAtSite

ALIKE = 0.5


def directory(chosen):
    """Services that fit the filter, in the order asked for."""
    rows = Service.objects.all()
    if chosen["q"]:
        rows = rows.matching(chosen["q"])
    if chosen["topic"]:
        # By id, here and below: one at two sites of a hub stands in the list once.
        rows = rows.filter(pk__in=services_about(chosen["topic"]))
    if chosen["hub"]:
        here = ServiceAtSite.objects.filter(site__hub=chosen["hub"])
        rows = rows.filter(pk__in=here.values("service"))
    rows = in_state(rows, chosen["state"]).defer("description", "search_text")
    order = ("review_due_on", "name", "pk") if chosen["sort"] == "due" else ("name", "pk")
    return rows.select_related("provider").prefetch_related("at_sites__site").order_by(*order)


def services_about(topic):
    """The services of a topic or of one below it, for a query."""
    topics = [topic, *topic.children.all()]
    return Service.topics.through.objects.filter(topic__in=topics).values("service")


def in_state(rows, state):
    today = timezone.localdate()
    if state == "public":
        return rows.public()
    if state == "due":
        return rows.given().filter(review_due_on__lte=today)
    if state == "hidden":
        return rows.stale()
    if state == "off":
        return rows.exclude(pk__in=Service.objects.public().values("pk")).fresh()
    if state == "unowned":
        return rows.given().filter(owner=None, owner_card=None)
    return rows


def freshness():
    """How much of the directory is checked in time, for those who answer for it (R025)."""
    given = Service.objects.given()
    count, stale = given.count(), given.stale().count()
    return {
        "count": count,
        "stale": stale,
        "share": round(100 * stale / count) if count else 0,
        "due": given.badged().count(),
        "unowned": given.filter(owner=None, owner_card=None).count(),
    }


def waiting_proposals():
    rows = Proposal.objects.filter(state=ProposalState.WAITING)
    return rows.select_related("service", "proposed_by")


def open_problems():
    return Problem.objects.open().select_related("service", "site")


def closed_problems(chosen):
    """Those that somebody has dealt with, by words of what they are about or of what was done."""
    rows = Problem.objects.filter(closed_at__isnull=False)
    if words := chosen["q"]:
        told = Q(service__name__icontains=words) | Q(site__name__icontains=words)
        rows = rows.filter(told | Q(what_was_done__icontains=words))
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    return rows.select_related("service", "site", "closed_by")


def alike(name):
    """Services whose names are much like this one."""
    rows = Service.objects.annotate(likeness=TrigramSimilarity("name", name))
    return list(rows.filter(likeness__gte=ALIKE).order_by("-likeness", "pk")[:5])


def places_of(service):
    """Each open site where it is given, with as much of its address as anybody may know."""
    at = ServiceAtSite.objects.filter(service=service, site__in=open_sites())
    at = at.select_related("site__hub").prefetch_related("hours")
    return [(row, public_place(row.site)) for row in at]


def open_sites():
    return ServiceAtSite._meta.get_field("site").related_model.objects.open()


def for_export():
    """Every service with what its line of the export needs."""
    at = ServiceAtSite.objects.select_related("site")
    rows = Service.objects.select_related("provider").order_by("name", "pk")
    return rows.prefetch_related("topics", Prefetch("at_sites", at))


def is_on(service):
    """Whether it is given today, by its status and by its days."""
    today = timezone.localdate()
    return (
        service.status == "active"
        and (service.on_from is None or service.on_from <= today)
        and (service.on_until is None or service.on_until >= today)
    )


def touches(service):
    """Its proposals and problems that wait."""
    waiting = Q(state=ProposalState.WAITING)
    return service.proposals.filter(waiting), service.problems.open()
