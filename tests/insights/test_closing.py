"""A quarter is counted and published once: no two looks can be set against each other (R116)."""

import json
from datetime import date, timedelta

import psycopg
import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from lxml import html

from familyhubs.audit.models import Event
from familyhubs.insights import tasks
from familyhubs.insights.closing import settled
from familyhubs.insights.disclosure import FEW
from familyhubs.insights.figures import published, published_periods
from familyhubs.insights.measures import REQUESTS
from familyhubs.insights.models import ClosedQuarter
from familyhubs.insights.sums import ALL
from referrals.models import Referral

from .world import asked, publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])
INTENSIVE = "4"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        # Good Friday was 3 April, Easter Monday the 6th: the tenth working day is the 16th.
        ("2026-04-16", date(2026, 3, 31)),
        ("2026-04-17", date(2026, 4, 1)),
        ("2026-04-19", date(2026, 4, 2)),
    ],
)
def test_ten_whole_working_days_go_by_first(today, expected):
    with time_machine.travel(f"{today}T12:00Z"):
        assert settled() == expected


@pytest.fixture
def undecided(hub, southgate, year):
    """Nobody has decided yet about 20 requests of the year's first day."""
    asked(hub, year.start, 20)
    asked(southgate, year.start, 5, level=4)
    publish()


def everything(client, commissioner, year):
    """All that a commissioner gets: of each period the page, and the file."""
    client.force_login(commissioner)
    for period in (year, *year.parts(3)):
        page = client.get(reverse("insights:overview"), {"period": period.key}).content
        yield html.tostring(html.fromstring(page).find(".//main"))
        yield client.get(reverse("insights:download"), {"period": period.key}).content


def test_what_is_decided_or_written_down_late_changes_nothing(
    client, commissioner, manager, hub, undecided, year
):
    before = [*everything(client, commissioner, year)]
    Referral.objects.filter(pk=Referral.objects.filter(level=None).first().pk).update(level=4)
    asked(hub, year.start + timedelta(days=3), 7, level=4)
    publish()
    assert [*everything(client, commissioner, year)] == before
    client.force_login(manager)
    page = client.get(reverse("insights:hub", args=[hub.slug]), {"period": year.key})
    assert page.context["figures"].count(REQUESTS, year, INTENSIVE).number == 8


def test_a_year_is_the_sum_of_its_quarters_as_they_were_closed(hub, year):
    first, second, *_ = year.parts(3)
    asked(hub, first.start, 20)
    with time_machine.travel(first.end + timedelta(days=30)):
        publish()
        assert published_periods()[0] == first
    Referral.objects.update(level=4)
    asked(hub, second.start, 6, level=4)
    publish()
    shown = published(year)
    assert shown.count(REQUESTS, first, INTENSIVE).number == 0
    assert shown.count(REQUESTS, second, INTENSIVE).number == 5
    assert shown.count(REQUESTS, year, INTENSIVE).number == 5
    assert shown.count(REQUESTS, year, ALL).number == 25


def test_nothing_is_published_before_ten_working_days_have_passed(client, commissioner, hub, year):
    asked(hub, year.start, 20, level=4)
    quarter = year.parts(3)[0]
    with time_machine.travel(quarter.end + timedelta(days=9)):
        publish()
        assert not ClosedQuarter.objects.exists()
        client.force_login(commissioner)
        page = client.get(reverse("insights:overview"))
        assert "Nothing is published yet" in page.content.decode()
        assert client.get(reverse("insights:download")).status_code == 404


def test_the_clock_may_come_twice_and_says_what_it_closed(hub, year):
    asked(hub, year.start, 20, level=4)
    for _ in range(2):
        tasks.close_quarters()
    starts = list(ClosedQuarter.objects.order_by("start").values_list("start", flat=True))
    assert starts[:4] == [quarter.start for quarter in year.parts(3)]
    assert len(set(starts)) == len(starts) == Event.objects.filter(verb="quarter.closed").count()


def test_a_row_is_written_once_and_for_a_quarter(owner, hub, year):
    asked(hub, year.start, 3, level=4)
    publish()
    for statement in ("DELETE FROM", "UPDATE"):
        ending = " SET cells = '[]'" if statement == "UPDATE" else ""
        with pytest.raises(psycopg.errors.RaiseException, match="Cannot update or delete"):
            owner.execute(f"{statement} insights_closedquarter{ending}")
    with pytest.raises(IntegrityError, match="closed_quarter_is_one"):
        ClosedQuarter.objects.create(start=date(2021, 5, 1), counts=[], cells=[])


def test_what_is_kept_for_everybody_is_suppressed(hub, year):
    asked(hub, year.start, 3, level=4)
    asked(hub, year.start, 12, level=3)
    publish()
    row = ClosedQuarter.objects.get(start=year.start)
    assert FEW in row.published.values()
    for *_cell, kept in json.loads(json.dumps(row.cells)):
        assert kept in ("few", None) or kept % 5 == 0
