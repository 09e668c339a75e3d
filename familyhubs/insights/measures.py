"""What is measured, each defined once: in words for people, in SQL for the reporting role.

Counts leave this module by hub and month (or quarter); nobody's name, text or address is read.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connections
from django.utils.translation import gettext_lazy as _

from outcomes.levels import Level

from . import turnouts

LONDON = "'Europe/London'"


@dataclass(frozen=True)
class Measure:
    """A measure: its name, what it counts, which way is good, and its definition in words."""

    key: str
    title: str
    unit: str
    polarity: str
    definition: tuple
    categories: dict  # Code → words; they add up to the total.
    short: dict  # The same in a word or two, for the heads of columns.
    total: str
    beside: dict  # Counted as well, and not part of the total.


LEVELS = {str(level.value): level.label for level in Level} | {"0": _("No level given")}
SHORT_LEVELS = {
    str(Level.UNIVERSAL.value): _("1 Universal"),
    str(Level.EARLY.value): _("2 Early"),
    str(Level.TARGETED.value): _("3 Targeted"),
    str(Level.INTENSIVE.value): _("4 Intensive"),
    str(Level.STATUTORY.value): _("5 Specialist"),
    "0": _("No level"),
}
CHANGES = {"improved": _("Improved"), "same": _("Stayed the same"), "worse": _("Worse")}

OUTCOMES = Measure(
    key="outcomes",
    title=_("Families better off within six months"),
    unit=_("families"),
    polarity=_("Higher is better for improved; lower is better for worse."),
    definition=(
        _(
            "Families whose six months were over in the period. The six months begin with the"
            " first score given on any goal of the family’s plan."
        ),
        _(
            "For each goal, the last score within those six months is set against the first. Scores"
            " go from 1 (stuck or unsafe) to 10 (managing well). A goal without a second score"
            " says nothing. The family has improved where the mean change of its goals is above"
            " nought, is worse where it is below, and is the same where it is nought."
        ),
        _(
            "Each family counts once in a financial year, at the district of the plan. Families"
            " without a second score in time are left out of the percentages, and their number is"
            " shown beside them."
        ),
    ),
    categories=CHANGES,
    short=CHANGES,
    total=_("Families with two scores"),
    beside={"none": _("Left out: no second score in time")},
)

REQUESTS = Measure(
    key="requests",
    title=_("Requests for support"),
    unit=_("requests"),
    polarity=_("Neither way is better by itself: fewer can mean less need, or less reach."),
    definition=(
        _(
            "Requests for support received in the period, by every way in, at the district of the"
            " hub that received them."
        ),
        _(
            "The level is the one given when the request was decided. Requests that have no level,"
            " because they wait or ended with advice, are counted as such."
        ),
        _("The change is against the same period one year before."),
    ),
    categories=LEVELS,
    short=SHORT_LEVELS,
    total=_("All requests"),
    beside={},
)

TURNOUTS = Measure(
    key="turnouts",
    title=turnouts.TITLE,
    unit=_("referrals"),
    polarity=turnouts.POLARITY,
    definition=turnouts.DEFINITION,
    categories=turnouts.CATEGORIES,
    short=turnouts.CATEGORIES,
    total=_("All referrals decided"),
    beside={},
)

MEASURES = (OUTCOMES, REQUESTS, TURNOUTS)

# The rule of outcomes/results.py, for all families at once: a goal's change is its last score less
# its first, and the family's result is the sign of their sum.
OUTCOME_SQL = f"""
WITH due AS (
    SELECT plan.id, plan.family_id, plan.hub_id,
           min(score.happened_at) + interval '6 months' AS until
    FROM outcomes_plan plan
    JOIN outcomes_goal goal ON goal.plan_id = plan.id
    JOIN outcomes_score score ON score.goal_id = goal.id
    WHERE %(hub)s::uuid IS NULL
       OR plan.family_id IN (SELECT family_id FROM outcomes_plan WHERE hub_id = %(hub)s)
    GROUP BY plan.id
),
cohort AS (
    SELECT DISTINCT ON (family_id, financial_year) id, hub_id, until, until_local
    FROM due,
    LATERAL (SELECT until AT TIME ZONE {LONDON} AS until_local) local,
    LATERAL (SELECT extract(year FROM until_local - interval '3 months') AS financial_year) of_year
    WHERE until_local >= %(start)s AND until_local < %(end)s
    ORDER BY family_id, financial_year, until, id
),
changes AS (
    SELECT cohort.id, goal.id AS goal_id,
           (array_agg(score.value ORDER BY score.happened_at DESC, score.id DESC))[1]
         - (array_agg(score.value ORDER BY score.happened_at, score.id))[1] AS change
    FROM cohort
    JOIN outcomes_goal goal ON goal.plan_id = cohort.id
    JOIN outcomes_score score ON score.goal_id = goal.id AND score.happened_at <= cohort.until
    GROUP BY cohort.id, goal.id
    HAVING count(*) > 1
),
results AS (
    SELECT cohort.id, cohort.hub_id, cohort.until_local, sum(changes.change) AS change
    FROM cohort LEFT JOIN changes ON changes.id = cohort.id
    GROUP BY cohort.id, cohort.hub_id, cohort.until_local
)
SELECT date_trunc('month', until_local)::date, hub_id,
       CASE WHEN change IS NULL THEN 'none' WHEN change > 0 THEN 'improved'
            WHEN change < 0 THEN 'worse' ELSE 'same' END,
       count(*)
FROM results
WHERE %(hub)s::uuid IS NULL OR hub_id = %(hub)s
GROUP BY 1, 2, 3
"""

REQUEST_SQL = f"""
SELECT date_trunc('month', happened_at AT TIME ZONE {LONDON})::date, hub_id,
       coalesce(level, 0)::text, count(*)
FROM referrals_referral
WHERE happened_at >= %(start)s::timestamp AT TIME ZONE {LONDON}
  AND happened_at < %(end)s::timestamp AT TIME ZONE {LONDON}
  AND (%(hub)s::uuid IS NULL OR hub_id = %(hub)s)
GROUP BY 1, 2, 3
"""

OPEN_PLANS_SQL = """
SELECT level::text, count(*) FROM outcomes_plan
WHERE closed_at IS NULL AND hub_id = %(hub)s GROUP BY 1
"""

WAITING_STEPS_SQL = """
SELECT count(*) FILTER (WHERE step.due_at >= now()), count(*) FILTER (WHERE step.due_at < now())
FROM outcomes_step step JOIN outcomes_plan plan ON plan.id = step.plan_id
WHERE step.state = 'proposed' AND plan.hub_id = %(hub)s
"""

SQL = {"outcomes": OUTCOME_SQL, "requests": REQUEST_SQL, "turnouts": turnouts.SQL}


def counts(measure, start, end, hub=None):
    """Exact counts by (month's first day, hub id, category) from `start` to before `end`."""
    rows = _read(SQL[measure.key], start=start, end=end, hub=hub.pk if hub else None)
    return Counter({(month, hub_id, category): count for month, hub_id, category, count in rows})


def open_plans(hub):
    """How many plans of a hub are open now, by level."""
    return dict(_read(OPEN_PLANS_SQL, hub=hub.pk))


def waiting_steps(hub):
    """Steps up or down that wait for the receiver's answer: (in time, late)."""
    return _read(WAITING_STEPS_SQL, hub=hub.pk)[0]


def _read(sql, **values):
    with connections["reporting"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
