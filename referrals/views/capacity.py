"""How the hubs stand: what waits, whose hands are full, requests by term (R046, R047)."""

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from families.models import Involvement
from familyhubs.calendar.school import When, first_monday, year_of
from familyhubs.council.current import council
from familyhubs.council.models import Term
from familyhubs.database.actor import beyond_sight
from familyhubs.web import require
from hubs.models import Membership, Role, WorkLimit
from outcomes.models import Plan

from ..capacity import HubLine, Worker, draw, trend
from ..coming import came_to
from ..models import Referral, SourceCode
from ..permissions import can_see_capacity, hubs_triaged_by
from ..words import WEEK_WORDS

WORKING = (Role.PRACTITIONER, Role.PARTNER)


@require_safe
def capacity(request):
    """Exact figures of the hubs whose queue this person works, or of one of them."""
    require(can_see_capacity(request.user))
    every = list(hubs_triaged_by(request.user).order_by("name"))
    chosen = next((hub for hub in every if hub.slug == request.GET.get("hub")), None)
    hubs = [chosen] if chosen else every
    rows = Referral.objects.in_queue_of(request.user).filter(hub__in=hubs)
    now, today = timezone.now(), timezone.localdate()
    year, came = year_of(today), came_to(hubs, now)
    weeks = trend(year, came.weeks, terms_of(year), today)
    context = {
        "every": every,
        "chosen": chosen,
        "lines": [*lines_of(rows, hubs, now), *([] if chosen else of_no_hub(hubs))],
        "weeks": [(week, WEEK_WORDS[week.when], WEEK_WORDS[week.before_when]) for week in weeks],
        "drawing": draw(weeks),
        "years": (f"{year}/{(year + 1) % 100:02}", f"{year - 1}/{year % 100:02}"),
        "lacks_terms": any(week.when == When.UNKNOWN for week in weeks),
        "sources": sources_of(came),
        "counted_at": came.at,
    }
    return render(request, "referrals/capacity.html", context)


def terms_of(year):
    """The terms of two school years, each by its first and its last day."""
    rows = Term.objects.between(first_monday(year - 1), first_monday(year + 1))
    return list(rows.values_list("starts_on", "ends_on"))


def sources_of(came):
    """Who referred this school year until now, and until the same day last year (R046)."""
    said = [(words, came.sources.get(code, (0, 0))) for code, words in SourceCode.choices]
    return [(words, {"came": n, "before": then}) for words, (n, then) in said if n or then]


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
    held = held_by_workers().filter(Q(hub__in=hubs) | Q(team__hub__in=hubs))
    people = {}
    for row in held.annotate(at=Coalesce("hub", "team__hub")):
        people.setdefault(row.at, {})[row.user] = True
    lines = worker_lines({user for of_hub in people.values() for user in of_hub})
    return {hub: [lines[user.pk] for user in of_hub] for hub, of_hub in people.items()}


def of_no_hub(hubs):
    """One more line: who works for the whole council, or in a team without a hub, and so can help
    families of each hub. A partner of no team is nobody's to plan with."""
    everywhere = Q(hub=None, team=None) & ~Q(role=Role.PARTNER)
    held = held_by_workers().filter(everywhere | Q(team__isnull=False, team__hub=None))
    users = {row.user: True for row in held}
    lines = worker_lines(users)
    return [HubLine(None, workers=[lines[user.pk] for user in users])] if hubs and users else []


def held_by_workers():
    held = Membership.objects.current().filter(role__in=WORKING, user__is_active=True)
    return held.select_related("user").order_by("user__full_name", "user_id")


def worker_lines(users):
    """User's id → their line."""
    work, limits = work_of(users), WorkLimit.objects.in_bulk(users, field_name="user_id")
    usual = council().worker_families
    return {
        user.pk: worker_line(user, work.get(user.pk, {}), limits.get(user.pk), usual)
        for user in users
    }


def worker_line(user, work, limit, usual):
    families = limit.families if limit and limit.families is not None else usual
    return Worker(
        name=user.full_name,
        families=work.get("families", 0),
        plans=work.get("plans", 0),
        limit=families,
        highest_level=limit.highest_level if limit else None,
    )


@beyond_sight("how many families each worker helps, and of none which")
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
