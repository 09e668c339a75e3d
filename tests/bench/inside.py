"""Times what no page shows alone: matching's search, and what another target would do."""

import json
import statistics
import time
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from families import lookups
from families.matching import Facts
from familyhubs.council.current import CouncilMiddleware
from referrals.actions.matching import facts_of
from referrals.models import Referral
from referrals.what_if import would_be_late

SEARCHES = 200
MOST_MS = {"match search, in the database": 60, "what if another target": 100}
COMMON = ("Mohammed Khan", "Emma Smith", "Muhammad Patel", "Jack Jones", "Mohamed Kahn")
DAYS = (None, date(1990, 4, 17), date(2016, 1, 1))
PLACES = ("", "ZZ25 3BC")


@dataclass
class Targets:
    """As the council's clocks, for the sake of asking."""

    screen_hours: int = 4
    triage_days: int = 1
    first_contact_days: int = 2
    allocation_days: int = 5
    first_visit_days: int = 10
    tell_referrer_days: int = 3
    question_days: int = 1
    step_up_days: int = 1
    step_down_days: int = 5


def measure_inside():
    """Each with its times: the search as PostgreSQL itself says, without the wire and Python."""
    before, after = Targets(), Targets(2, 2, 1)
    return [
        row("match search, in the database", [time_of(*asked) for asked in searches()]),
        row(
            "what if another target",
            [timed(lambda: would_be_late(before, after, timezone.now())) for _ in range(11)],
        ),
    ]


def row(name, times):
    times = sorted(times)
    p95 = times[int(len(times) * 0.95)]
    return {
        "what": name,
        "times": len(times),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95, 1),
        "worst_ms": round(times[-1], 1),
        "over_the_aim": statistics.median(times) > MOST_MS[name],
    }


def timed(call):
    """As inside a request: the council's settings are read once."""

    def measured(_request):
        started = time.perf_counter()
        call()
        return (time.perf_counter() - started) * 1000

    return CouncilMiddleware(measured)(None)


def searches():
    """Common names with more and fewer facts, then what families wrote."""
    for name in COMMON:
        for day in DAYS:
            for place in PLACES:
                yield [Facts(name, day, place)], place
    waiting = Referral.objects.exclude(status="decided").exclude(postcode="").order_by("pk")
    found = len(COMMON) * len(DAYS) * len(PLACES)
    for referral in waiting.prefetch_related("people")[: SEARCHES - found]:
        yield facts_of(referral), referral.postcode


def time_of(people, place):
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            lookups.find(people, postcode=place)
        return sum(explained(sql, params) for sql, params in statements)


def explained(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return plan[0]["Planning Time"] + plan[0]["Execution Time"]
