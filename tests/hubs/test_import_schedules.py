"""Schedules of another feed: plain ones become hours, the rest stays words (R003, R023, R027)."""

import json
from copy import deepcopy
from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubs import actions
from hubs.hours import LONGEST, read_hours
from hubs.imports.open_referral import judge
from hubs.imports.report import BadRow
from hubs.imports.schedules import said_hours, times_of, weekly
from hubs.models import OpeningPeriod, Service, ServiceHours, Site
from tests.factories.hubs import OpeningPeriodFactory

from .open_referral.conftest import ask, network  # noqa: F401
from .test_import_open_referral import FULL, JSONS, load  # noqa: F401

TODAY = date(2026, 6, 1)
TUESDAYS = {"freq": "WEEKLY", "byday": "TU,TH", "opens_at": "09:00", "closes_at": "11:30:00"}
READ = [(1, time(9), time(11, 30)), (3, time(9), time(11, 30))]


@pytest.mark.parametrize(
    ("schedules", "words", "hours"),
    [
        ([TUESDAYS], "Tuesday 9am - 11.30am, Thursday 9am - 11.30am", READ),
        ([TUESDAYS | {"description": "Ring first"}], "Ring first", READ),
        ([TUESDAYS | {"notes": "Not in August."}], f"{said_hours(READ)}\nNot in August.", READ),
        ([TUESDAYS | {"interval": 1, "valid_to": "2026-06-01"}], said_hours(READ), READ),
        ([TUESDAYS, {"description": "Mornings"}], "Mornings", READ),
        ([], "", []),
        # What is over says nothing; what has not begun is said, and is not the hours of today.
        ([TUESDAYS | {"valid_to": "2026-05-31"}], "", []),
        ([TUESDAYS | {"valid_from": "2026-06-02"}], "TU,TH 09:00–11:30", []),
        # No plain week: the words stay, and there are no hours.
        ([TUESDAYS | {"freq": "MONTHLY"}], "TU,TH 09:00–11:30", []),
        ([TUESDAYS | {"interval": 2}], "TU,TH 09:00–11:30", []),
        ([TUESDAYS | {"byday": "2TU"}], "2TU 09:00–11:30", []),
        ([TUESDAYS | {"closes_at": "08:00"}], "TU,TH 09:00–08:00", []),
        ([TUESDAYS | {"opens_at": "09:00Z"}], "TU,TH 09:00–11:30", []),
        ([TUESDAYS | {"opens_at": ""}], "TU,TH 11:30", []),
        ([TUESDAYS | {"count": 3}], "TU,TH 09:00–11:30", []),
        # One of them is not plain, or two cross: half a timetable is none.
        ([TUESDAYS, {"byday": "MO"}], "TU,TH 09:00–11:30\nMO", []),
        (
            [TUESDAYS, TUESDAYS | {"opens_at": "11:00"}],
            "TU,TH 09:00–11:30\nTU,TH 11:00–11:30",
            [],
        ),
    ],
)
def test_what_is_plain_is_read_and_words_are_kept(schedules, words, hours):
    assert times_of(schedules, TODAY) == (words, hours)


def test_seasons_follow_each_other():
    winter = TUESDAYS | {"valid_from": "2026-01-01", "valid_to": "2026-06-01"}
    summer = TUESDAYS | {"valid_from": "2026-06-02", "opens_at": "08:00"}
    assert times_of([winter, summer], TODAY)[1] == READ
    assert times_of([winter, summer], date(2026, 6, 2))[1][0] == (1, time(8), time(11, 30))
    assert len(weekly([winter, summer])) == 4
    assert weekly([winter, summer | {"valid_from": "2026-06-01"}]) == []


quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
week = st.dictionaries(
    st.integers(0, 6),
    st.tuples(quarters, quarters).filter(lambda two: two[0] < two[1]),
    max_size=7,
)


@given(week=week)
def test_hours_in_our_words_are_read_as_the_same_hours(week):
    hours = [(day, *times) for day, times in sorted(week.items())]
    words = said_hours(hours)
    assert len(words) <= LONGEST
    assert read_hours(words) == hours


@given(schedules=st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(TUESDAYS, st.text()))))
def test_no_schedule_breaks_the_reader(schedules):
    try:
        words, hours = times_of(schedules, TODAY)
    except BadRow:
        return
    assert not hours or words


@settings(suppress_health_check=list(HealthCheck))
@given(told=st.dictionaries(st.sampled_from([*TUESDAYS, "valid_from", "interval"]), JSONS))
def test_whatever_a_schedule_holds_is_read_or_refused(told):
    item = deepcopy(FULL)
    (at,) = item["service_at_locations"]
    at["schedules"] = [TUESDAYS | told]
    at["location"] |= {"schedules": [told], "accessibility": [told]}
    try:
        row, _places = judge(item, TODAY)
    except BadRow:
        return
    assert row.key


def test_a_place_without_an_id_takes_nothing_from_the_service():
    item = deepcopy(FULL)
    del item["service_at_locations"][0]["id"]
    row, (place,) = judge(item, TODAY)
    assert row.values["times"] == "TU 10:00–11:30"
    assert (place.when, place.hours) == ("", [])


@pytest.fixture
def ours(network, ask):  # noqa: F811
    """The service of our own feed with the place that has most to tell."""
    site = network["site"]
    for day in range(5):
        OpeningPeriodFactory(site=site, weekday=day)
    OpeningPeriodFactory(site=site, weekday=5, starts_on=timezone.localdate() + timedelta(days=5))
    at = network["full"].at_sites.get()
    at.schedule = "Upstairs"
    at.save()
    return json.loads(json.dumps(ask(f"/services/{network['full'].pk}")))


def imported():
    return Service.objects.get(source__startswith="oruk:")


def week_of(site):
    rows = OpeningPeriod.objects.filter(site=site)
    return sorted(rows.values_list("weekday", "opens", "closes", "starts_on", "ends_on"))


def hours_of(service):
    rows = ServiceHours.objects.filter(at__service=service)
    return sorted(rows.values_list("weekday", "opens", "closes"))


@pytest.mark.django_db
def test_our_own_feed_is_read_back_whole_and_twice_changes_nothing(ours, network, load):  # noqa: F811
    assert "1 added" in load(ours)[0]
    service, there = imported(), network["site"]
    at = service.at_sites.select_related("site").get()
    assert hours_of(service) == hours_of(network["full"])
    assert at.schedule == "Upstairs"
    assert service.times == "TU Tuesdays", "what is said of the place is said there alone"
    assert week_of(at.site) == week_of(there)
    assert at.site.facilities == ["step_free", "hearing_loop"], "a kitchen is not told"
    assert at.site.access == there.access
    assert at.site.opening_times == f"{there.opening_times}\nClosed on bank holidays."
    before = list(ServiceHours.objects.order_by("pk").values_list("pk", flat=True))
    assert "0 added, 0 changed, 1 unchanged" in load(ours)[0]
    assert before == list(ServiceHours.objects.order_by("pk").values_list("pk", flat=True))
    assert week_of(at.site) == week_of(there)


@pytest.mark.django_db
def test_other_hours_are_taken_and_none_clear_nothing(ours, load):  # noqa: F811
    load(ours)
    (at,) = ours["service_at_locations"]
    at["schedules"][0]["opens_at"] = "08:30:00"
    assert "1 changed" in load(ours)[0]
    assert hours_of(imported())[0][1] == time(8, 30)
    at["schedules"], ours["schedules"] = [], []
    at["location"] |= {"schedules": [], "accessibility": []}
    assert "1 unchanged" in load(ours)[0]
    assert hours_of(imported())[0][1] == time(8, 30)
    site = imported().at_sites.get().site
    assert (len(week_of(site)), len(site.facilities)) == (6, 2)


@pytest.mark.django_db
def test_what_the_council_says_of_a_site_stays(ours, load, administrator):  # noqa: F811
    """Its week and how to get in are the feed's only until somebody here has said them."""
    load(ours)
    site = imported().at_sites.get().site
    actions.save_week(
        site,
        stretches=[(2, time(10), time(12))],
        starts_on=timezone.localdate(),
        by=administrator,
    )
    Site.objects.filter(pk=site.pk).update(access="Ours", facilities=["wifi"])
    before = week_of(site)
    load(ours)
    site.refresh_from_db()
    assert week_of(site) == before
    assert (site.access, site.facilities) == ("Ours", ["wifi"])


@pytest.mark.django_db
def test_when_it_is_given_stays_as_it_was_said_here(ours, load, administrator):  # noqa: F811
    load(ours)
    at = imported().at_sites.get()
    actions.place_service(imported(), site=at.site, schedule="Mondays 1pm to 2pm", by=administrator)
    assert "Changed here since it was loaded, and left as it is: 1." in load(ours)
    assert hours_of(imported()) == [(0, time(13), time(14))]


@pytest.mark.django_db
def test_a_refused_item_leaves_no_week_behind(ours, load):  # noqa: F811
    late = ours | {"email": "nobody"}
    assert "0 added" in load(late)[0]
    assert not OpeningPeriod.objects.filter(site__source__startswith="oruk:").exists()
    assert "1 added" in load(ours)[0]
    assert OpeningPeriod.objects.filter(site__source__startswith="oruk:").count() == 6
