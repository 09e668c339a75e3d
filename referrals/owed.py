"""What is owed besides a decision: answers to referrers and to questions, to a step, from social
care. Each with the council's clock it is due by, since when, and where it stands."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import F

from familyhubs.calendar.front_door import working_calendar
from outcomes.models import Direction, Step

from . import clocks
from .models import Chat, Concern, OutcomeNotice


class Owed(NamedTuple):
    """Rows that wait; by which field of the settings, since when, and until when."""

    clock: str
    waiting: Callable
    since: str
    due: str
    hub: str
    due_of: Callable

    def rows(self):
        """What waits, each with `begins`."""
        return self.waiting().annotate(begins=F(self.since)).order_by("pk")

    def due_by(self, begins, due, before, after):
        """When it is due by the council's targets `after`."""
        old, new = getattr(before, self.clock), getattr(after, self.clock)
        return due if old == new else self.due_of(begins, days=new)


def step_due(proposed_at, *, days):
    """By when a step is answered, as its proposal reckons it: working days."""
    return working_calendar().add_working_days(proposed_at, days)


def steps(direction):
    return lambda: Step.objects.waiting().filter(direction=direction)


UP, DOWN = steps(Direction.UP), steps(Direction.DOWN)
OWED = (
    Owed(
        "tell_referrer_days", OutcomeNotice.objects.untold, "referral__decided_at", "due_at",
        "referral__hub", clocks.tell_due,
    ),
    Owed(
        "question_days", Chat.objects.to_answer, "asked_at", "answer_due_at", "hub",
        clocks.question_due,
    ),
    Owed(
        "step_up_days", Concern.objects.unacknowledged, "passed_on_at", "acknowledge_due_at",
        "hub", clocks.acknowledgement_due,
    ),
    Owed("step_up_days", UP, "happened_at", "due_at", "plan__hub", step_due),
    Owed("step_down_days", DOWN, "happened_at", "due_at", "plan__hub", step_due),
)  # fmt: skip
