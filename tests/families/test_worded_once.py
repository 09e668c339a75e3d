"""A rule that is kept says to everybody what it would have said if worded for them alone."""

import uuid
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Q
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from families.models import Family
from families.querysets.grounds import FAMILY, NOW, ORGANISATION, USER, GroundsOf, _alike, _worded
from families.querysets.standing import Held, Standing
from familyhubs.database.standins import TODAY, StandIn, put_in, worded_once
from familyhubs.records import as_of
from hubs.models import Role

IDS = [uuid.UUID(int=n) for n in range(1, 5)]
some = st.sampled_from([None, *IDS])


@st.composite
def roles(draw):
    hub, team, team_hub = draw(some), draw(some), draw(some)
    lasts = draw(st.booleans()) if team else False
    role = draw(st.sampled_from(list(Role)))
    duties = draw(st.booleans()), draw(st.booleans())
    return Held(str(role), hub, team, team_hub if team else None, lasts, *duties)


def asked(opened):
    """Ground → the whole statement it makes."""
    statements = {}
    for ground, found in opened.items():
        with suppress(EmptyResultSet):
            rows = Family.objects.filter(found.condition)
            statements[ground] = rows.query.sql_with_params()
    return statements


@settings(max_examples=60)
@given(st.lists(roles(), max_size=4), st.booleans(), st.sampled_from([None, uuid.UUID(int=99)]))
def test_the_kept_rule_is_the_rule(held, is_council, family):
    user, organisation, now = uuid.UUID(int=77), uuid.UUID(int=88), timezone.now()
    pattern, said = _alike(held)
    said |= {USER: user, ORGANISATION: organisation, FAMILY: family}
    said |= {NOW: now, TODAY: timezone.localdate()}
    kept = put_in(_worded(pattern, is_council, of_one=family is not None), said)
    # In the order in which the kept one names the roles: it changes no meaning.
    real = [
        row._replace(
            hub_id=said.get(row.hub_id),
            team_id=said.get(row.team_id),
            team_hub_id=said.get(row.team_hub_id),
        )
        for row in pattern
    ]
    assert sorted(map(str, real)) == sorted(map(str, held))
    standing = Standing.alike(real, is_council=is_council)
    with as_of(now, timezone.localdate()):
        direct = GroundsOf(user, organisation, standing, family).opened()
    assert kept.keys() == direct.keys()
    assert asked(kept) == asked(direct)
    params = [param for _, params in asked(kept).values() for param in params]
    assert NOW not in params
    assert TODAY not in params
    assert not any(isinstance(param, StandIn) for param in params)


@pytest.mark.parametrize("real", [timezone.now(), date(2026, 3, 4), uuid.uuid4()])
def test_a_rule_with_something_real_in_it_is_never_kept(real):
    @worded_once(maxsize=1)
    def rule():
        return {"a": [("SELECT %s", [StandIn("user"), real])], "b": Q(starts_at__lt=NOW)}

    with pytest.raises(ValueError, match="is no stand-in"):
        rule()


def test_the_moment_is_put_in_each_time():
    @worded_once(maxsize=1)
    def rule():
        return Q(starts_at__lt=NOW) & ~Q(pk__in=[StandIn("user")])

    at, who = datetime(2026, 3, 4, tzinfo=UTC), uuid.uuid4()
    for moment in (at, at + timedelta(hours=1)):
        said = put_in(rule(), {NOW: moment, StandIn("user"): who})
        assert said == Q(starts_at__lt=moment) & ~Q(pk__in=[who])
