"""Times what no page shows alone: the searches, and what another target would do."""

import json
import statistics
import time
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from families import lookups
from families.matching import Facts
from families.models import Family, Person
from familyhubs.council.current import CouncilMiddleware
from hubs.models import Role
from referrals.actions.matching import facts_of
from referrals.models import Referral
from referrals.what_if import would_be_late
from tests.bench.pages import somebody

SEARCHES = 200
SEARCHED_BY = (Role.PRACTITIONER, Role.MANAGER, Role.SAFEGUARDING)
BY_NAME, BY_DAY, BY_PLACE = (
    f"search by {what}, in the database" for what in ("misspelt name", "birth date", "postcode")
)
MOST_MS = {
    "match search, in the database": 60,
    "what if another target": 100,
    BY_NAME: 25,
    BY_DAY: 25,
    BY_PLACE: 25,
}
MISSPELT = ("Kahn", "Muhamed Kahn", "Emma Smyth", "Jak Jonse", "Patle", "Mohammad Pattel", "Smithe")
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
        row("match search, in the database", [match_time(*asked) for asked in searches()]),
        row(
            "what if another target",
            [timed(lambda: would_be_late(before, after, timezone.now())) for _ in range(11)],
        ),
    ]


def measure_search():
    """From the box of every page, by those who see few families, a hub's and all."""
    asked = {BY_NAME: MISSPELT, BY_DAY: days(), BY_PLACE: places()}
    return [
        row(name, [search_time(words, somebody(role)) for words in typed for role in SEARCHED_BY])
        for name, typed in asked.items()
    ]


def search_time(words, user):
    def search():
        rows, _count = Family.objects.visible_to(user).likeliest(words, user)
        list(rows.order_by("place")[:25])

    return CouncilMiddleware(lambda _request: time_of(search))(None)


def days():
    known = Person.objects.exclude(born_on=None).order_by("pk")
    return [f"{day:%d/%m/%Y}" for day in known.values_list("born_on", flat=True)[:10]]


def places():
    known = Family.objects.exclude(postcode="").order_by("pk")
    return list(known.values_list("postcode", flat=True)[:10])


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


def match_time(people, place):
    return time_of(lambda: lookups.find(people, postcode=place))


def time_of(call):
    """What all statements of this call take, as PostgreSQL says when it is asked again."""
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            call()
        return sum(explained(sql, params) for sql, params in statements)


def explained(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return plan[0]["Planning Time"] + plan[0]["Execution Time"]
