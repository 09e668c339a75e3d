"""A feed that is read again: its places follow it, but for what was changed here (R003, R023)."""

import json
from copy import deepcopy
from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from hubs import actions
from hubs.models import OpeningPeriod, SaidByFeed, Service, Site

from .test_import_open_referral import FULL, load  # noqa: F401

pytestmark = pytest.mark.django_db
WEEK = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
MORNINGS = WEEK | {"closes_at": "12:00"}
KEPT = "Kept as they were changed here: Weir Hall ({})."


@pytest.fixture
def said(load):  # noqa: F811
    """`said(*schedules, **place)` reads the feed with this week and these words of its place."""

    def said(*schedules, access="Ring the bell", **place):
        item = deepcopy(FULL)
        location = item["service_at_locations"][0]["location"]
        location |= {"schedules": list(schedules), **place}
        location["accessibility"] = [{"description": access}] if access else []
        return load(item)

    return said


def site():
    return Site.objects.get()


def week_now():
    """The hours that hold from today on."""
    today = timezone.localdate()
    rows = OpeningPeriod.objects.exclude(ends_on__lt=today).order_by("weekday", "starts_on")
    return list(rows.values_list("weekday", "opens", "closes"))


NINE_TO_FIVE = [(0, time(9), time(17)), (1, time(9), time(17))]
NINE_TO_TWELVE = [(0, time(9), time(12)), (1, time(9), time(12))]


def test_a_changed_week_is_followed_and_the_old_one_is_kept_until_the_day_before(said):
    with time_machine.travel(timezone.now() - timedelta(days=10)):
        said(WEEK)
    assert week_now() == NINE_TO_FIVE
    lines = said(MORNINGS, access="Side door")
    assert "Places that follow the feed’s change: 1." in lines
    assert week_now() == NINE_TO_TWELVE
    old = OpeningPeriod.objects.filter(closes=time(17))
    assert {row.ends_on for row in old} == {timezone.localdate() - timedelta(days=1)}
    assert site().access == "Side door"
    before = json.dumps(SaidByFeed.objects.get().said)
    assert not [line for line in said(MORNINGS, access="Side door") if "Places" in line]
    assert week_now() == NINE_TO_TWELVE
    assert json.dumps(SaidByFeed.objects.get().said) == before


def test_a_feed_that_changes_twice_on_one_day_leaves_the_last_week(said):
    for schedules in ([WEEK], [MORNINGS], [WEEK], [MORNINGS]):
        said(*schedules)
    assert week_now() == NINE_TO_TWELVE
    assert OpeningPeriod.objects.count() == 2


def test_a_blank_clears_nothing(said):
    said(WEEK)
    lines = said(access="", name="", addresses=[])
    assert not [line for line in lines if "Places" in line or "Kept" in line]
    assert week_now() == NINE_TO_FIVE
    assert (site().name, site().access) == ("Weir Hall", "Ring the bell")
    said(MORNINGS)
    assert week_now() == NINE_TO_TWELVE, "what was left out once is followed again"


def test_what_was_changed_here_stays_and_is_named(said, administrator):
    said(WEEK)
    ours = [(2, time(10), time(12))]
    today = timezone.localdate()
    actions.save_week(site(), stretches=ours, starts_on=today, by=administrator)
    Site.objects.update(access="Ours", address="Ours, too")
    for schedules in ([WEEK], [MORNINGS], [MORNINGS]):
        assert KEPT.format("address, access, week") in said(*schedules)
        assert week_now() == ours
        assert (site().access, site().address) == ("Ours", "Ours, too")
    said(MORNINGS, name="Weir Hall West")
    assert site().name == "Weir Hall West", "the rest follows"


def test_what_was_cleared_here_stays_empty(said):
    said(WEEK)
    Site.objects.update(access="")
    OpeningPeriod.objects.all().delete()
    assert KEPT.format("access, week") in said(MORNINGS, access="Side door")
    assert (week_now(), site().access) == ([], "")


def test_who_changes_it_to_what_the_feed_says_lets_it_follow_again(said, administrator):
    said(WEEK)
    stretches = [(day, time(9), time(12)) for day in (0, 1)]
    today = timezone.localdate()
    actions.save_week(site(), stretches=stretches, starts_on=today, by=administrator)
    said(MORNINGS)
    said(WEEK)
    assert week_now() == NINE_TO_FIVE


def test_of_what_was_loaded_before_we_remembered_only_what_is_the_same_follows(said):
    """A site of long ago: nobody knows who said its week and its way in."""
    said(WEEK)
    SaidByFeed.objects.all().delete()
    assert KEPT.format("access, week") in said(MORNINGS, access="Side door")
    SaidByFeed.objects.all().delete()
    said(WEEK)
    said(MORNINGS, access="Side door")
    assert (week_now(), site().access) == (NINE_TO_TWELVE, "Side door")


SPRING = WEEK | {"valid_from": "2026-01-01", "valid_to": "2026-05-31"}
SUMMER = MORNINGS | {"valid_from": "2026-06-01"}


@pytest.mark.parametrize("closes", [12, 13])
def test_a_season_that_ends_is_no_change(said, closes):
    """And what is left of its week is still the feed's to change."""
    with time_machine.travel(date(2026, 5, 20)):
        said(SPRING, SUMMER)
        written = {row.pk for row in OpeningPeriod.objects.all()}
    with time_machine.travel(date(2026, 6, 10)):
        lines = said(SPRING, SUMMER | {"closes_at": f"{closes}:00"})
        assert not [line for line in lines if "Kept" in line]
        assert week_now() == [(day, time(9), time(closes)) for day in (0, 1)]
        assert ({row.pk for row in OpeningPeriod.objects.all()} == written) == (closes == 12)


def test_a_service_that_was_edited_here_is_named(said):
    said(WEEK)
    Service.objects.update(is_edited_here=True)
    lines = said(MORNINGS)
    assert f"Kept as they were changed here: {FULL['name']}." in lines
    assert week_now() == NINE_TO_FIVE


def test_a_refused_item_forgets_what_it_changed_of_its_place(said, load):  # noqa: F811
    """The next item of the same page writes the place as if nothing had been."""
    item = deepcopy(FULL)
    location = item["service_at_locations"][0]["location"]
    location["schedules"] = [WEEK]
    other = deepcopy(item) | {"id": "other", "name": "Other", "minimum_age": 5, "maximum_age": None}
    load(item, other)
    location["schedules"] = [MORNINGS]
    refused = deepcopy(item) | {"id": "other", "minimum_age": None, "maximum_age": 3}
    lines = load(refused, item)
    assert "1 skipped" in lines[0]
    assert "Places that follow the feed’s change: 1." in lines
    assert week_now() == NINE_TO_TWELVE
