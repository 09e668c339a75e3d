"""The pure rules: results, review dates, the ladder."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs.escalation import Rung, climb, ladder_of
from outcomes.results import (
    Result,
    change_within,
    family_result,
    goal_change,
    months_later,
    result_of,
)
from outcomes.review_dates import latest_review, reminder_reached, usual_review
from outcomes.stepping import hands_over_the_lead, skips_a_rung

MOMENTS = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2030, 1, 1))
SCORES = st.lists(st.tuples(MOMENTS, st.integers(1, 10)), max_size=8, unique_by=lambda s: s[0])


@pytest.mark.parametrize(
    ("change", "result"),
    [(9, "improved"), (1, "improved"), (0, "same"), (-1, "worse"), (-9, "worse")],
)
def test_one_point_is_a_change(change, result):
    assert result_of(change) == result


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ([2, -1], Result.IMPROVED),
        ([1, -1], Result.SAME),
        ([0, 0], Result.SAME),
        ([1, -2, 0], Result.WORSE),
        ([None, 1], Result.IMPROVED),
        ([None], None),
        ([], None),
    ],
)
def test_a_familys_result_is_the_sign_of_the_mean(changes, result):
    assert family_result(changes) == result


@given(st.lists(st.integers(-9, 9), min_size=1))
def test_turning_every_change_round_turns_the_result_round(changes):
    turned = {
        Result.IMPROVED: Result.WORSE,
        Result.WORSE: Result.IMPROVED,
        Result.SAME: Result.SAME,
    }
    assert family_result([-c for c in changes]) == turned[family_result(changes)]


@given(st.lists(st.integers(-9, 9), min_size=1))
def test_goals_without_a_second_score_never_change_the_result(changes):
    assert family_result([None, *changes, None]) == family_result(changes)


@given(st.lists(st.integers(1, 9), min_size=1))
def test_a_family_whose_every_goal_improved_has_improved(changes):
    assert family_result(changes) == Result.IMPROVED


@given(SCORES)
def test_the_change_is_last_less_first_in_any_order_of_entry(scores):
    change = goal_change(scores)
    assert goal_change(scores[::-1]) == change
    if len(scores) < 2:
        assert change is None
    else:
        ordered = sorted(scores)
        assert change == ordered[-1][1] - ordered[0][1]


@given(SCORES)
def test_scores_after_six_months_never_count(scores):
    change = change_within(scores)
    if scores:
        start = min(scores)[0]
        late = (months_later(start, 6) + timedelta(seconds=1), 1)
        assert change_within([*scores, late]) == change
    assert change is None or -9 <= change <= 9


def test_the_last_day_of_six_months_counts():
    baseline = datetime(2025, 8, 31, 10, tzinfo=UTC)
    on_time = datetime(2026, 2, 28, 10, tzinfo=UTC)
    assert months_later(baseline, 6) == on_time
    assert change_within([(baseline, 4), (on_time, 7)]) == 3
    assert change_within([(baseline, 4), (on_time + timedelta(seconds=1), 7)]) is None


def test_months_run_over_the_turn_of_the_year_and_leap_day():
    assert months_later(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_later(date(2026, 12, 5), 1) == date(2027, 1, 5)


def monday_to_friday(day):
    return day.weekday() < 5


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 26))
def test_a_usual_review_is_a_working_day_within_the_weeks(day, weeks):
    usual = usual_review(day, weeks, monday_to_friday)
    assert day < usual <= latest_review(day, weeks)
    assert monday_to_friday(usual)


@pytest.mark.parametrize(
    ("days", "reached"), [(-8, None), (-7, -7), (-1, -7), (0, 0), (2, 0), (3, 3), (90, 3)]
)
def test_only_the_latest_reminder_is_owed(days, reached):
    due = date(2026, 4, 10)
    assert reminder_reached(due, due + timedelta(days=days), [-7, 0, 3]) == reached


def test_no_offsets_owe_nothing():
    assert reminder_reached(date(2026, 4, 10), date(2026, 5, 1), []) is None


@pytest.mark.parametrize(
    ("from_level", "to_level", "skips"), [(5, 4, False), (5, 3, True), (5, 1, True), (4, 2, False)]
)
def test_social_care_steps_down_one_rung_at_a_time(from_level, to_level, skips):
    assert skips_a_rung(from_level, to_level) == skips


def test_the_lead_stays_until_social_care_says_who_leads():
    assert not hands_over_the_lead(5)
    assert all(hands_over_the_lead(level) for level in (1, 2, 3, 4))


class Row:
    """A membership, as the ladder reads it."""

    def __init__(self, user, role, hub_id=None, team_id=None):
        self.user, self.role, self.hub_id, self.team_id = user, role, hub_id, team_id


STAFF = [
    Row("hub manager", "manager", hub_id=1),
    Row("team manager", "manager", team_id=1),
    Row("service lead", "manager"),
    Row("safeguarding lead", "safeguarding"),
    Row("triage officer", "triage", hub_id=1),
    Row("administrator", "administrator"),
]


@pytest.mark.parametrize(
    ("away", "told"),
    [
        (set(), "worker"),
        ({"worker"}, "hub manager"),
        ({"worker", "hub manager"}, "team manager"),
        ({"worker", "hub manager", "team manager"}, "service lead"),
        ({"worker", "hub manager", "team manager", "service lead"}, "safeguarding lead"),
    ],
)
def test_who_cannot_answer_is_skipped_upwards(away, told):
    found = climb(ladder_of("worker", STAFF), Rung.WORKER, lambda person: person not in away)
    assert found.person == told


@given(st.sets(st.sampled_from([row.user for row in STAFF] + ["worker"])), st.sampled_from(Rung))
def test_an_alarm_always_ends_somewhere(away, start):
    found = climb(ladder_of("worker", STAFF), start, lambda person: person not in away)
    assert found.rung >= start
    assert found.person is None or found.person not in away
    assert found.person is not None or found.rung == Rung.QUEUE


def test_a_plan_without_a_lead_starts_at_the_manager():
    assert climb(ladder_of(None, STAFF), Rung.WORKER, bool).person == "hub manager"
