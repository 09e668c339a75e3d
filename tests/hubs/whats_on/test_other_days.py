"""Days that are not as usual, and the sessions that are planned on them (R003, R024)."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.actions.shut import OutsideHours, SessionsStand
from hubs.models import Activity, OtherOpening
from hubs.opening import LONDON
from tests.factories.hubs import SiteFactory

from .conftest import ask, rule_of, sessions_of

WORDS = "Staff training."
SHUT = {"opens": None, "closes": None}
MORNING = {"opens": time(9), "closes": time(11)}


@pytest.fixture
def site(hub):
    return SiteFactory(hub=hub, name="Mill House")


@pytest.fixture
def unusual(site, manager):
    """`unusual(day, **hours)` says that the site is shut, or open at these hours."""

    def unusual(day, until=None, *, sessions="", **hours):
        days = {"starts_on": day, "ends_on": until, "words": WORDS, "sessions": sessions}
        return actions.add_other_days(site, by=manager, **SHUT | days | hours)

    return unusual


def tomorrow(days=0):
    return timezone.localdate() + timedelta(days=1 + days)


def text(response):
    return " ".join(response.content.decode().split())


# Planning on such a day


def test_nothing_is_planned_at_a_site_that_is_shut_on_all_its_days(plan, site, unusual):
    unusual(tomorrow(), tomorrow(27))
    with pytest.raises(Refused, match=r"Mill House is closed .Staff training.* Choose other"):
        plan(site=site)
    assert not Activity.objects.exists()


def test_of_a_run_a_shut_day_stands_as_cancelled_until_it_is_taken_away(
    hub, manager, site, unusual
):
    other, _done = unusual(tomorrow(7))
    saved = actions.save_activity(None, by=manager, **rule_of(hub, site=site))
    rows = sessions_of(saved.activity)
    assert [row.is_cancelled for row in rows] == [False, True, False, False]
    assert saved.shut == [rows[1]]
    assert rows[1].cancel_reason == WORDS
    assert actions.take_away_other_days(other, by=manager).sessions == [rows[1]]
    assert not any(row.is_cancelled for row in sessions_of(saved.activity))


def test_a_session_is_planned_outside_the_hours_of_a_day_only_by_who_lets_families_in(
    plan, site, unusual
):
    """It ends at half past eleven, the doors are shut at eleven."""
    unusual(tomorrow(), **MORNING)
    day = date_format(tomorrow(), "j M Y")
    with pytest.raises(OutsideHours, match=rf"Mill House .* {day} \(9am to 11am\)\. Change the"):
        plan(site=site)
    assert not Activity.objects.exists()
    activity = plan(site=site, let_in=True)
    assert not any(row.is_cancelled for row in sessions_of(activity))
    plan(activity, description="Ring the bell")
    with pytest.raises(OutsideHours):
        plan(activity, starts=time(9, 30))


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        (time(9), time(11), True),
        (time(8, 59), time(11), False),
        (time(9), time(11, 1), False),
        (time(18), time(19), False),
    ],
)
def test_the_hours_of_such_a_day_hold_to_the_minute(plan, site, unusual, starts, ends, fits):
    """Also on the day on which the clocks go back."""
    with time_machine.travel(datetime(2026, 10, 20, 12, tzinfo=LONDON)):
        unusual(date(2026, 10, 25), **MORNING)
        rule = {"runs_from": date(2026, 10, 25), "weekdays": []}
        rule |= {"runs_until": rule["runs_from"], "starts": starts, "ends": ends, "site": site}
        if fits:
            assert len(sessions_of(plan(**rule))) == 1
        else:
            with pytest.raises(OutsideHours):
                plan(**rule)


# Saying so about a day on which sessions are planned


def test_who_shuts_a_day_says_what_becomes_of_its_sessions(plan, site, unusual):
    rows = sessions_of(plan(site=site))
    with pytest.raises(SessionsStand) as refused:
        unusual(tomorrow(), tomorrow(7))
    assert refused.value.sessions == rows[:2]
    assert not OtherOpening.objects.exists()
    with pytest.raises(SessionsStand):
        unusual(tomorrow(), **MORNING)
    unusual(tomorrow(), opens=time(10), closes=time(12))


def test_families_are_told_when_their_sessions_are_cancelled_and_when_they_are_on_again(
    plan, site, manager, unusual
):
    rows = sessions_of(plan(site=site))
    booking = ask(rows[0])
    Message.objects.all().delete()
    other, done = unusual(tomorrow(), tomorrow(7), sessions="cancel")
    assert (set(done.sessions), done.told) == (set(rows[:2]), [booking])
    assert [message.kind for message in Message.objects.all()] == ["session_cancelled"]
    assert [row.is_cancelled for row in sessions_of(rows[0].activity)] == [True, True, False, False]
    Message.objects.update(sent_at=timezone.now())
    actions.take_away_other_days(other, by=manager)
    assert Message.objects.filter(kind="session_back_on").count() == 1
    assert not any(row.is_cancelled for row in sessions_of(rows[0].activity))


def test_sessions_that_take_place_all_the_same_are_not_cancelled_by_the_next_change(
    plan, site, unusual
):
    activity = plan(site=site)
    ask(sessions_of(activity)[0])
    Message.objects.all().delete()
    _other, done = unusual(tomorrow(), sessions="stay")
    assert not done.sessions
    plan(activity, description="Ring the bell")
    assert not any(row.is_cancelled for row in sessions_of(activity))
    assert not Message.objects.exists(), "nobody is told that it is cancelled"
    plan(activity, starts=time(9))
    assert [row.is_cancelled for row in sessions_of(activity)] == [True, False, False, False]


@pytest.mark.parametrize("first", ["closure", "day"])
def test_what_is_shut_for_two_reasons_is_on_again_only_without_both(
    plan, site, manager, unusual, first
):
    """And the one who takes one of them away is told which sessions stay cancelled."""
    rows = sessions_of(plan(site=site))
    other, _done = unusual(tomorrow(), sessions="cancel")
    closure, _done = actions.close_site(site, reason="Flood", by=manager)
    undo = [
        lambda: actions.open_again(closure, by=manager),
        lambda: actions.take_away_other_days(other, by=manager),
    ]
    if first == "day":
        undo.reverse()
    assert rows[0] in undo[0]().stuck
    rows[0].refresh_from_db()
    assert rows[0].is_cancelled
    assert rows[0] in undo[1]().sessions
    assert not any(row.is_cancelled for row in sessions_of(rows[0].activity))


# The pages


def typed(day, **more):
    return {f"starts_on_{part}": getattr(day, part) for part in ("day", "month", "year")} | more


def test_the_page_of_other_days_names_the_sessions_and_asks_once(client, plan, site, manager):
    rows = sessions_of(plan(site=site))
    ask(rows[0])
    client.force_login(manager)
    address = reverse("network:other_days", args=[site.pk])
    assert "What becomes of the sessions?" not in text(client.get(address))
    asked = text(client.post(address, typed(tomorrow(), words=WORDS)))
    assert "One session is planned here at that time" in asked
    assert "Select what becomes of them" in asked
    assert reverse("sessions:session", args=[rows[0].pk]) in asked
    assert "1/2 booked" in asked
    assert "Select what" in text(client.post(address, typed(tomorrow(), sessions="perhaps")))
    done = client.post(address, typed(tomorrow(), sessions="cancel"), follow=True)
    assert "Sessions cancelled: 1. Families who booked: 1." in text(done)
    take = reverse("network:take_away_other_days", args=[site.pk, OtherOpening.objects.get().pk])
    assert "Sessions on again: 1." in text(client.post(take, follow=True))


def test_the_page_of_a_plan_asks_who_lets_families_in(client, hub, site, manager, unusual):
    unusual(tomorrow(), **MORNING)
    client.force_login(manager)
    rule = rule_of(hub, site=site)
    form = {
        "name": rule["name"],
        "hub": hub.pk,
        "kind": rule["kind"].pk,
        "site": site.pk,
        "weekdays": rule["weekdays"],
        "every_weeks": 1,
        "mode": "in_person",
        "starts": "10am",
        "ends": "11.30am",
    }
    for name in ("runs_from", "runs_until"):
        day = rule[name]
        form |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    address = reverse("sessions:add_activity")
    assert "Somebody lets families in" not in text(client.get(address))
    page = text(client.post(address, form))
    assert "is open at other hours on" in page
    assert 'id="id_let_in"' in page
    assert client.post(address, form | {"let_in": "on"}).status_code == 302
    assert Activity.objects.get().sessions.count() == 4
