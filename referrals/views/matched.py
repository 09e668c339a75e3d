"""What triage reads of a family that a request may be about: how its help went (access.md A4)."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from families.models import Involvement
from outcomes.models import LevelChange, Plan, Step
from outcomes.models.plans import ClosureReason
from outcomes.models.steps import StepReason, StepState

SHOWN = 6


def with_history(matches):
    """Each match with its family's levels, past plans, steps and open agencies: in one question."""
    of_family = {"family": OuterRef("family")}
    levels = LevelChange.objects.filter(**of_family).order_by("-happened_at", "-id")
    closed = Plan.objects.filter(**of_family, closed_at__isnull=False).order_by("-closed_at", "id")
    steps = Step.objects.filter(plan__family=OuterRef("family")).order_by("-happened_at", "-id")
    work = Involvement.objects.current().filter(**of_family, user__isnull=False)
    agencies = work.order_by("user__organisation__name").values("user__organisation__name")
    return matches.annotate(
        levels_then=listed(levels, at="happened_at", level="to_level", why="reason"),
        plans_then=listed(closed, opened="opened_at", at="closed_at", why="closure_reason"),
        steps_then=listed(steps, at="happened_at", level="to_level", why="reason", state="state"),
        agencies=ArraySubquery(agencies.distinct()),
    )


def listed(rows, **said):
    return ArraySubquery(rows.values(said=JSONObject(**said))[:SHOWN])


def said_of(match):
    """The same in words and days, for the page; None where there is nothing to say."""
    found = {
        "levels": [dated(row) for row in match.levels_then],
        "plans": [dated(row, why=ClosureReason) for row in match.plans_then],
        "steps": [dated(row, why=StepReason, state=StepState) for row in match.steps_then],
        "agencies": [name for name in match.agencies if name],
    }
    return found if any(found.values()) else None


def dated(row, **words):
    """A row of the database's own JSON: its moments as such, its codes in words."""
    moments = {
        name: row[name] and datetime.fromisoformat(row[name])
        for name in ("at", "opened")
        if name in row
    }
    return row | moments | {name: kind(row[name]).label for name, kind in words.items()}
