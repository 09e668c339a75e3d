"""Opening times as schedules, and accessibility: for machines, and never of a secret place."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hubs.models import OpeningPeriod, OtherOpening, SiteClosure
from hubs.open_referral import opening
from hubs.opening import Timetable, hours_on
from tests.factories.hubs import OpeningPeriodFactory, SiteFactory

from .conftest import PUBLISHED
from .shape import check, published
from .test_feed import everything

pytestmark = pytest.mark.django_db
NINE, ONE, TWO, FIVE = time(9), time(13), time(14), time(17)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@pytest.fixture
def open_all_week(network):
    """Open on weekdays, on Fridays in two stretches, and from a day on on Saturdays too."""
    site = network["site"]
    for day in range(4):
        OpeningPeriodFactory(site=site, weekday=day)
    OpeningPeriodFactory(site=site, weekday=4, closes=ONE)
    OpeningPeriodFactory(site=site, weekday=4, opens=TWO)
    today = timezone.localdate()
    OpeningPeriodFactory(site=site, weekday=5, starts_on=today, ends_on=today + timedelta(days=90))
    # Over long ago: nobody hears of it.
    OpeningPeriodFactory(site=site, weekday=6, ends_on=today - timedelta(days=1))
    return site


def of_location(ask, network):
    return ask(f"/services/{network['full'].pk}")["service_at_locations"][0]["location"]


def test_the_week_of_a_site_is_told_as_schedules_r003(open_all_week, network, ask):
    words, *weeks = of_location(ask, network)["schedules"]
    assert words["description"] == "Weekdays 9am to 5pm"
    said = [(week["byday"], week["opens_at"], week["closes_at"]) for week in weeks]
    assert said == [
        ("FR", "09:00:00", "13:00:00"),
        ("MO,TU,WE,TH", "09:00:00", "17:00:00"),
        ("FR", "14:00:00", "17:00:00"),
        ("SA", "09:00:00", "17:00:00"),
    ]
    assert {(week["freq"], week["interval"]) for week in weeks} == {("WEEKLY", 1)}
    assert (weeks[1]["valid_from"], weeks[1]["dtstart"]) == ("2020-01-01", "2020-01-01")
    assert "valid_to" not in weeks[1]
    saturday = weeks[3]
    assert date.fromisoformat(saturday["dtstart"]).weekday() == 5
    assert saturday["valid_from"] <= saturday["dtstart"] <= saturday["valid_to"]
    assert {week["notes"] for week in weeks} == {"Closed on bank holidays."}


def test_what_no_schedule_can_say_stands_in_its_notes_r024(open_all_week, network, ask):
    site, day = open_all_week, timezone.localdate() + timedelta(days=3)
    site.opens_on_bank_holidays = True
    site.save()
    OtherOpening.objects.create(
        site=site, starts_on=day, ends_on=day, opens=time(10), closes=ONE, words="Fair"
    )
    later = day + timedelta(days=7)
    OtherOpening.objects.create(site=site, starts_on=later, ends_on=later + timedelta(days=2))
    SiteClosure.objects.create(site=site, starts_at=timezone.now(), reason="Burst pipe")
    said = {one["notes"] for one in of_location(ask, network)["schedules"]}
    assert said == {
        "Closed until further notice: Burst pipe. "
        f"On {day}: open 10:00 to 13:00 (Fair). "
        f"From {later} to {later + timedelta(days=2)}: closed."
    }


def test_days_alone_are_told_where_there_is_no_week(network, ask):
    site = network["site"]
    site.opening_times = ""
    site.save()
    assert "schedules" not in of_location(ask, network)
    day = timezone.localdate()
    OtherOpening.objects.create(site=site, starts_on=day, ends_on=day)
    (one,) = of_location(ask, network)["schedules"]
    assert one["notes"] == f"On {day}: closed."


def test_a_closure_ends_by_the_clock_in_london():
    ends = datetime(2026, 7, 1, 8, tzinfo=UTC)
    shut = SiteClosure(starts_at=ends, ends_at=ends, reason="Painting.")
    assert opening.closed_now(shut) == "Closed until 2026-07-01 09:00: Painting."


def test_what_is_given_at_a_place_tells_when_r027(open_all_week, network, ask):
    """A service by its hours there, an activity by its rule; a list tells neither."""
    service = ask(f"/services/{network['full'].pk}")
    (at,) = service["service_at_locations"]
    assert [one["byday"] for one in at["schedules"]] == ["TU,TH"]
    assert at["schedules"][0] == service["schedules"][1]
    assert ask(f"/service_at_locations/{at['id']}")["schedules"] == at["schedules"]
    play = ask(f"/services/{network['play'].pk}")
    assert play["service_at_locations"][0]["schedules"] == play["schedules"]
    for one in ask("/service_at_locations")["contents"]:
        assert not {"schedules", "accessibility"} & {*one, *one["location"]}


def test_accessibility_is_what_is_about_getting_in_and_around_r021(network, ask):
    told = of_location(ask, network)["accessibility"]
    assert [one["accessibility"] for one in told] == [
        "Step-free way in",
        "Hearing loop",
        "Ring the bell at the side.",
    ]
    assert [one["description"] for one in told] == [one["accessibility"] for one in told]
    network["site"].facilities, network["site"].access = ["kitchen"], " "
    network["site"].save()
    assert "accessibility" not in of_location(ask, network)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the standard's schemas are not beside us")
def test_schedules_and_accessibility_validate_against_the_published_schemas(
    open_all_week, network, ask
):
    day = timezone.localdate()
    OtherOpening.objects.create(site=open_all_week, starts_on=day, ends_on=day)
    service = ask(f"/services/{network['full'].pk}")
    (at,) = service["service_at_locations"]
    schedule = published(PUBLISHED, "service")["properties"]["schedules"]["items"]
    at_location = published(PUBLISHED, "service_at_location")["properties"]
    entry = at_location["location"]["properties"]["accessibility"]["items"]
    for one in (*at["schedules"], *at["location"]["schedules"]):
        assert one.keys() <= {*schedule["properties"], "location_id"}
        check(one, schedule)
    for one in at["location"]["accessibility"]:
        assert one.keys() <= entry["properties"].keys()
        check(one, entry)


def test_a_secret_place_tells_neither_r007(open_all_week, network, ask):
    """When a refuge is open and that it has a ramp are no more for everybody than where it is."""
    site = open_all_week
    day = timezone.localdate()
    OtherOpening.objects.create(site=site, starts_on=day, ends_on=day, words="At the Old Mill")
    SiteClosure.objects.create(site=site, starts_at=timezone.now(), reason="Old Mill flooded")
    site.access = "By the Old Mill"
    site.is_address_hidden = True
    site.save()
    items = [item for *_names, item in everything(ask)]
    text = json.dumps(items)
    for secret in ("Old Mill", "accessibility", "Weekdays 9am to 5pm", "bank holidays"):
        assert secret not in text
    for item in items:
        for at in item.get("service_at_locations", [item] if "location" in item else []):
            assert "schedules" not in at
            assert "schedules" not in at["location"]


def test_ids_of_schedules_stay_and_differ(open_all_week, network, ask):
    first, again = (of_location(ask, network)["schedules"] for _ in range(2))
    ids = [one["id"] for one in first]
    assert ids == [one["id"] for one in again]
    assert len(ids) == len(set(ids))


def test_many_places_cost_as_many_queries_as_one(network, client, django_assert_max_num_queries):
    """Their weeks, other days and closures are read at once."""
    address = f"/open-referral/v3/services/{network['full'].pk}"
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _ in range(3):
        period = OpeningPeriodFactory(site=SiteFactory())
        OtherOpening.objects.create(
            site=period.site, starts_on=timezone.localdate(), ends_on=timezone.localdate()
        )
        network["full"].at_sites.create(site=period.site)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)


class Held:
    """A site as `with_timetables` fetches it."""

    pk, opening_times, is_address_hidden = 7, "", False
    name = inside = address = postcode = ""
    longitude = latitude = None
    opens_on_bank_holidays, other_openings_now, closures_now = True, (), ()

    def __init__(self, periods):
        self.periods_now = periods


FIRST = date(2026, 3, 1)
periods = st.builds(
    lambda day, edges, starts, lasts: [
        OpeningPeriod(
            weekday=day,
            opens=opens,
            closes=closes,
            starts_on=FIRST + timedelta(days=starts),
            ends_on=None if lasts is None else FIRST + timedelta(days=starts + lasts),
        )
        for opens, closes in [*pairwise(time(hour) for hour in sorted(edges))][::2]
    ],
    st.integers(0, 6),
    st.sets(st.integers(0, 23), max_size=4),
    st.integers(0, 40),
    st.none() | st.integers(0, 40),
)


@given(found=st.lists(periods, max_size=8), days=st.sets(st.integers(-3, 90), min_size=1))
def test_the_schedules_say_the_hours_of_every_day_r003(found, days):
    """Read back by a plain reader, they tell what the site's own timetable tells."""
    held = [period for some in found for period in some]
    schedules = opening.of_site(Held(held))
    timetable = Timetable(tuple(period.stretch for period in held))
    for day in (FIRST + timedelta(days=number) for number in days):
        told = sorted(
            (time.fromisoformat(one["opens_at"]), time.fromisoformat(one["closes_at"]))
            for one in schedules
            if DAYS[day.weekday()] in one["byday"].split(",")
            and one["dtstart"] <= day.isoformat() <= one.get("valid_to", "9")
        )
        assert sorted(set(told)) == sorted(set(hours_on(timetable, day)[0]))
    for one in schedules:
        assert one["valid_from"] <= one["dtstart"] <= one.get("valid_to", "9")
