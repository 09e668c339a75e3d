"""Answers as intervals: never two at once, ended to the instant, opening what they name (R069)."""

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families import actions
from families.models import Agreement
from familyhubs.refusals import Refused
from tests.factories.accounts import OrganisationFactory

INSTANT = timedelta(microseconds=1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["give", "decline", "stop"]), st.integers(1, 9)),
    min_size=1,
    max_size=8,
)


def play(steps, begin):
    """What must hold after these steps: the intervals in which it was agreed."""
    agreed, since, at = [], None, begin
    for verb, days in steps:
        at += timedelta(days=days)
        if verb == "give" and since is None:
            since = at
        elif verb != "give" and since is not None:
            agreed.append((since, at))
            since = None
    return [*agreed, *([(since, None)] if since else [])]


def do(family, person, organisation, steps, begin, by):
    at = begin
    how = {"person": person, "purpose": "share", "organisation": organisation, "by": by}
    for verb, days in steps:
        at += timedelta(days=days)
        if verb == "stop":
            rows = family.agreements.in_force().filter(organisation=organisation)
            for row in rows:
                actions.withdraw_agreement(row, reason="Stop", by=by, happened_at=at)
            continue
        status = "given" if verb == "give" else "declined"
        actions.record_agreement(family, status=status, happened_at=at, **how)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_answers_hold_from_when_they_are_given_to_the_instant_they_end(family, ada, worker, steps):
    organisation = OrganisationFactory(kind="school")
    begin = timezone.now() - timedelta(days=90)
    do(family, ada, organisation, steps, begin, worker)
    rows = Agreement.objects.filter(family=family, organisation=organisation)
    ends = [(row.starts_at, row.ends_at) for row in rows.order_by("starts_at")]
    for (_, ended), (begun, _) in pairwise(ends):
        assert ended is not None
        assert ended <= begun
    expected = play(steps, begin)
    given_rows = rows.filter(status="given").order_by("starts_at")
    assert [(row.starts_at, row.ends_at) for row in given_rows] == expected

    def holds(at):
        return rows.in_force(at).exists()

    for since, until in expected:
        assert not holds(since - INSTANT)
        assert holds(since)
        if until:
            assert holds(until - INSTANT)
            assert not holds(until) or (until, None) in expected
    covered = family.members.current().covered_for(organisation)
    assert covered.exists() == bool(expected and expected[-1][1] is None)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(10, 40), second=st.integers(1, 60))
def test_what_is_told_of_late_never_lies_over_what_is_on_record(family, ada, worker, first, second):
    organisation = OrganisationFactory(kind="school")
    now = timezone.now()
    how = {"person": ada, "purpose": "share", "organisation": organisation, "by": worker}
    actions.record_agreement(family, status="given", happened_at=now - timedelta(days=first), **how)
    try:
        actions.record_agreement(
            family, status="declined", happened_at=now - timedelta(days=second), **how
        )
        assert second <= first
    except Refused:
        assert second > first
