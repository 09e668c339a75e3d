"""How the hubs stand: what waits, whose hands are full, requests by term (R046, R047)."""

from datetime import date, datetime, time

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import TruncWeek
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from families.models import Involvement
from familyhubs.calendar.school import When, first_monday, year_of
from familyhubs.calendar.working import LONDON
from familyhubs.council.current import council
from familyhubs.council.models import Term
from familyhubs.web import require
from hubs.models import Hub, Membership, Role, WorkLimit
from outcomes.models import Plan

from ..capacity import HubLine, Worker, draw, trend
from ..models import Referral, SourceCode
from ..permissions import can_open_queue
from ..querysets import QUEUE_ROLES
from ..words import WEEK_WORDS

WORKING = (Role.PRACTITIONER, Role.PARTNER)


@require_safe
def capacity(request):
    """Exact figures of the hubs whose queue this person works, or of one of them."""
    require(can_open_queue(request.user))
    every = hubs_of(request.user)
    chosen = next((hub for hub in every if hub.slug == request.GET.get("hub")), None)
    hubs = [chosen] if chosen else every
    rows = Referral.objects.in_queue_of(request.user).filter(hub__in=hubs)
    today = timezone.localdate()
    year = year_of(today)
    weeks = trend(year, by_week(rows, year - 1), terms_of(year), today)
    context = {
        "every": every,
        "chosen": chosen,
        "lines": lines_of(rows, hubs, timezone.now()),
        "weeks": [(week, WEEK_WORDS[week.when], WEEK_WORDS[week.before_when]) for week in weeks],
        "drawing": draw(weeks),
        "years": (f"{year}/{(year + 1) % 100:02}", f"{year - 1}/{year % 100:02}"),
        "lacks_terms": any(week.when == When.UNKNOWN for week in weeks),
        "sources": sources_of(rows, year, today),
    }
    return render(request, "referrals/capacity.html", context)


def hubs_of(user):
    """The hubs whose queue this person works: a safeguarding lead's are all of them."""
    if any(row.role == Role.SAFEGUARDING for row in Membership.objects.held_now(user)):
        return list(Hub.objects.order_by("name"))
    return list(Hub.objects.where(user, *QUEUE_ROLES).order_by("name"))


def terms_of(year):
    """The terms of two school years, each by its first and its last day."""
    rows = Term.objects.between(first_monday(year - 1), first_monday(year + 1))
    return list(rows.values_list("starts_on", "ends_on"))


def by_week(rows, year):
    """Monday → how many requests came, from a school year's first week on."""
    since = datetime.combine(first_monday(year), time.min, LONDON)
    counted = rows.order_by().filter(happened_at__gte=since)
    counted = counted.values(week=TruncWeek("happened_at", tzinfo=LONDON))
    return {row["week"].date(): row["n"] for row in counted.annotate(n=Count("pk"))}


def sources_of(rows, year, today):
    """Who referred this school year until today, and until the same day last year (R046)."""
    then = day_a_year_ago(today)
    spans = {
        "came": (first_monday(year), today),
        "before": (first_monday(year - 1), then),
    }
    counts = {
        name: Count("pk", filter=Q(happened_at__date__gte=first, happened_at__date__lte=last))
        for name, (first, last) in spans.items()
    }
    since = datetime.combine(first_monday(year - 1), time.min, LONDON)
    counted = rows.order_by().filter(happened_at__gte=since).values("source").annotate(**counts)
    found = {row["source"]: row for row in counted if row["came"] or row["before"]}
    return [(words, found[code]) for code, words in SourceCode.choices if code in found]


def day_a_year_ago(day):
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def lines_of(rows, hubs, now):
    """Each hub with its open requests and its workers, in three questions."""
    waits = Q(status="waiting")
    counted = rows.in_queue().order_by().values("hub")
    counted = counted.annotate(
        open=Count("pk"),
        waiting=Count("pk", filter=waits),
        late=Count("pk", filter=waits & Q(decision_due_at__lt=now)),
        oldest=Min("happened_at", filter=waits),
    )
    found = {row.pop("hub"): row for row in counted}
    workers = workers_of(hubs)
    lines = []
    for hub in hubs:
        row = found.get(hub.pk, {})
        oldest = row.pop("oldest", None)
        days = None if oldest is None else (now - oldest).days
        lines.append(HubLine(hub, **row, oldest_days=days, workers=workers.get(hub.pk, [])))
    return lines


def workers_of(hubs):
    """Hub → its workers, each with the families they help anywhere: their hands are their own."""
    held = Membership.objects.current().filter(role__in=WORKING)
    held = held.filter(Q(hub__in=hubs) | Q(team__hub__in=hubs)).select_related("user")
    held = held.annotate(at=F("hub_id"), through=F("team__hub_id"))
    people = {}
    for row in held.order_by("user__full_name", "user_id"):
        if row.user.is_active:
            people.setdefault(row.at or row.through, {})[row.user_id] = row.user
    users = {user for of_hub in people.values() for user in of_hub}
    work, limits = work_of(users), WorkLimit.objects.in_bulk(users, field_name="user_id")
    usual = council().worker_families
    found = {}
    for hub, of_hub in people.items():
        found[hub] = [
            worker_line(user, work.get(pk, {}), limits.get(pk), usual)
            for pk, user in of_hub.items()
        ]
    return found


def worker_line(user, work, limit, usual):
    families = limit.families if limit and limit.families is not None else usual
    return Worker(
        name=user.full_name,
        families=work.get("families", 0),
        plans=work.get("plans", 0),
        limit=families,
        highest_level=limit.highest_level if limit else None,
    )


def work_of(users):
    """User → how many families they help by name now, and how many plans they lead."""
    planned = Exists(Plan.objects.open().filter(family=OuterRef("family")))
    work = Involvement.objects.current().filter(user__in=users, role__in=("lead", "worker"))
    work = work.annotate(is_planned=planned).order_by().values("user")
    counted = work.annotate(
        families=Count("family", distinct=True),
        plans=Count("family", distinct=True, filter=Q(role="lead", is_planned=True)),
    )
    return {row.pop("user"): row for row in counted}
