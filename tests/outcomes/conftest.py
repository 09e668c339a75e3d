"""What this app's tests start from: the Okafors' open plan, and somebody to hand over to."""

import pytest

from outcomes import actions
from tests.factories.families import InvolvementFactory


@pytest.fixture
def plan(family, worker):
    """Level 3, opened today by its lead."""
    return actions.open_plan(family, level=3, by=worker, strengths="Ada sings with Tobi")


@pytest.fixture
def goal(plan, worker, tobi):
    """A goal about Tobi, whom the school may know about."""
    return actions.add_goal(
        plan,
        words="Bedtimes without shouting",
        person=tobi,
        baseline=3,
        family_baseline=2,
        by=worker,
    )


@pytest.fixture
def step(plan, worker, colleague):
    """The lead asks a colleague to take the family on at level 2."""
    return actions.propose_step(
        plan,
        to_level=2,
        reason="outcomes_met",
        explanation="Bedtimes are calm",
        receiver=colleague,
        by=worker,
    )


@pytest.fixture
def second_worker(family, colleague):
    """A colleague who works with the Okafors too, without leading."""
    InvolvementFactory(family=family, user=colleague)
    return colleague
