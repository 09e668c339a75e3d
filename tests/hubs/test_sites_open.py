"""Sites open and shut by the real actions and pages: the week, other days, closures, the door."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions, tasks
from hubs.models import DoorDay, OpeningPeriod, OtherOpening, Site, SiteClosure
from hubs.opening import LONDON
from hubs.timetables import doors_of, light_of
from tests.cast import somebody
from tests.factories.hubs import HubFactory, OpeningPeriodFactory, SiteFactory
from tests.factories.whats_on import BookingFactory, SessionFactory

MONDAY = datetime(2026, 6, 1, 10, tzinfo=LONDON)
WEEK = [(day, time(9), time(17)) for day in range(5)]


@pytest.fixture
def site(hub):
    return SiteFactory(hub=hub, name="Weir Hall", address="3 Weir Lane", postcode="ZZ1 1AA")


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


def read(site):
    return Site.objects.select_related("hub").with_timetables().get(pk=site.pk)


def text(response):
    return " ".join(response.content.decode().split())


# ---- the database holds it ----


@pytest.mark.parametrize(
    "broken",
    [
        {"opens": time(12), "closes": time(18)},
        {"weekday": 7},
        {"opens": time(9), "closes": time(9), "weekday": 2},
        {"weekday": 2, "ends_on": date(2019, 1, 1)},
    ],
)
def test_the_database_refuses_hours_that_cannot_be(site, broken):
    OpeningPeriodFactory(site=site)
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningPeriodFactory(site=site, **broken)


def test_the_database_refuses_two_closures_at_once_and_one_that_sends_nowhere(site, monday):
    SiteClosure.objects.create(site=site, starts_at=monday, reason="Flood")
    for broken in ({"starts_at": monday + timedelta(days=3)}, {"reason": ""}):
        given = {"site": SiteFactory() if "reason" in broken else site, "starts_at": monday}
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteClosure.objects.create(**{"reason": "Again", **given, **broken})
    other = SiteFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteClosure.objects.create(site=other, starts_at=monday, reason="x", alternative=other)


# ---- the week and other days ----


def test_a_new_week_holds_from_its_day_and_the_old_one_until_the_day_before(site, manager, monday):
    actions.save_week(site, stretches=WEEK, starts_on=date(2026, 5, 1), by=manager)
    later = [(0, time(12), time(16))]
    actions.save_week(site, stretches=later, starts_on=date(2026, 6, 8), by=manager)
    actions.save_week(site, stretches=later, starts_on=date(2026, 6, 8), by=manager)
    assert doors_of(read(site)).words == "Open now, until 5pm"
    with time_machine.travel(MONDAY + timedelta(days=7)):
        assert doors_of(read(site)).words == "Closed. Opens today at midday"
    assert OpeningPeriod.objects.filter(site=site).count() == 6


def test_hours_that_overlap_are_refused_in_words(site, manager):
    twice = [(0, time(9), time(13)), (0, time(12), time(17))]
    with pytest.raises(Refused, match="overlap"):
        actions.save_week(site, stretches=twice, starts_on=timezone.localdate(), by=manager)
    assert not OpeningPeriod.objects.exists()


def test_two_managers_who_save_other_days_at_once_leave_one(site, manager, monday):
    days = {"starts_on": date(2026, 6, 3), "ends_on": None, "opens": None, "closes": None}
    actions.add_other_days(site, words="Training", by=manager, **days)
    with pytest.raises(Refused, match="already"):
        actions.add_other_days(site, words="Again", by=manager, **days)
    other = OtherOpening.objects.get()
    actions.take_away_other_days(other, by=manager)
    actions.take_away_other_days(other, by=manager)
    assert not OtherOpening.objects.exists()


# ---- closed at once ----


def test_a_site_is_closed_in_one_act_and_opened_again_r024(client, site, hub, manager, monday):
    OpeningPeriodFactory(site=site)
    other = SiteFactory(hub=hub, name="Abbey Library")
    client.force_login(manager)
    address = reverse("network:close", args=[site.pk])
    assert "Enter what families read" in text(client.post(address, {}))
    client.post(address, {"reason": "The heating has failed.", "alternative": other.pk})
    for page in (site.get_absolute_url(), hub.get_absolute_url()):
        said = text(client.get(page))
        assert "The heating has failed." in said
        assert "Abbey Library</a> instead" in said
    closure = SiteClosure.objects.get()
    again = client.post(address, {"reason": "Twice"})
    assert "closed already" in text(again)
    open_again = reverse("network:open_again", args=[site.pk, closure.pk])
    client.post(open_again)
    assert "heating" not in text(client.get(site.get_absolute_url()))
    assert "open again already" in text(client.post(open_again, follow=True))


def test_a_closure_cancels_its_sessions_and_tells_who_booked_and_undoing_it_brings_them_back_r024(
    client, site, manager
):
    session = SessionFactory(site=site)
    later = SessionFactory(site=site, planned_on=session.planned_on + timedelta(days=300))
    BookingFactory(session=session)
    client.force_login(manager)
    assert "2 sessions at this site" in text(client.get(reverse("network:close", args=[site.pk])))
    until = session.starts_at + timedelta(days=1)
    closure, done = actions.close_site(site, reason="Flood", until=until, by=manager)
    assert done.sessions == [session]
    session.refresh_from_db()
    later.refresh_from_db()
    assert (session.state, later.state) == ("cancelled", "planned")
    client.post(reverse("network:open_again", args=[site.pk, closure.pk]))
    session.refresh_from_db()
    assert session.state == "planned"


def test_a_closure_ends_by_itself_after_its_last_day(client, site, manager, monday):
    OpeningPeriodFactory(site=site, weekday=1)
    client.force_login(manager)
    day = {"last_day_day": 1, "last_day_month": 6, "last_day_year": 2026}
    client.post(reverse("network:close", args=[site.pk]), {"reason": "No water"} | day)
    assert "Opens tomorrow at 9am" in text(client.get(site.get_absolute_url()))
    with time_machine.travel(MONDAY + timedelta(days=1)):
        assert doors_of(read(site)).is_open


# ---- who may, and what families see ----


@pytest.mark.parametrize("name", ["week", "other_days", "close", "describe"])
def test_managers_manage_the_sites_of_their_own_hubs_and_nobody_elses(
    client, site, manager, front_desk, administrator, name
):
    elsewhere = SiteFactory(hub=HubFactory())
    for user, expected in ((manager, 200), (administrator, 200), (front_desk, 403)):
        client.force_login(user)
        assert client.get(reverse(f"network:{name}", args=[site.pk])).status_code == expected
    client.force_login(manager)
    assert client.get(reverse(f"network:{name}", args=[elsewhere.pk])).status_code == 403


def test_a_week_is_typed_as_it_is_said(client, site, manager, monday):
    client.force_login(manager)
    address = reverse("network:week", args=[site.pk])
    start = {"starts_on_day": 1, "starts_on_month": 6, "starts_on_year": 2026}
    bad = client.post(
        address, {"opens_0_1": "9am", "opens_1_1": "5pm", "closes_1_1": "9am"} | start
    )
    assert "Enter when it closes" in text(bad)
    assert "must close after it opens" in text(bad)
    good = {"opens_0_1": "9am", "closes_0_1": "12.30 pm", "opens_0_2": "1pm", "closes_0_2": "17:00"}
    client.post(address, good | start)
    page = text(client.get(site.get_absolute_url()))
    assert "9am to 12:30pm and 1pm to 5pm" in page
    assert "Open now, until 12:30pm" in page


def test_a_secret_address_is_nowhere_that_families_or_partners_look(
    client, site, hub, manager, teacher, monday
):
    said = {"facilities": ["kitchen"], "is_address_hidden": "on"}
    client.force_login(manager)
    client.post(reverse("network:describe", args=[site.pk]), said)
    pages = [site.get_absolute_url(), hub.get_absolute_url(), reverse("hubs:list")]
    pages += [reverse("network:network"), reverse("network:site", args=[site.pk])]
    for user in (None, teacher):
        if user:
            client.force_login(user)
        else:
            client.logout()
        for page in pages:
            answer = client.get(page)
            assert "Weir Lane" not in text(answer), page
            assert "ZZ1 1AA" not in text(answer), page
    assert "We tell you the address when you ring" in text(client.get(site.get_absolute_url()))


def test_the_network_page_counts_the_seeds_network_r001_r002(client, hub, manager):
    """12 districts with one main hub each and 26 delivery sites are 38, whatever else there is."""
    for n in range(12):
        of = HubFactory() if n else hub
        SiteFactory(hub=of, kind="main", is_mandated=True, stipulated_weekly_hours=40)
        for _ in range(2):
            SiteFactory(hub=of, is_mandated=True)
    for _ in range(2):
        SiteFactory(hub=hub, is_mandated=True)
    SiteFactory(hub=hub, kind="mobile")
    client.force_login(manager)
    page = text(client.get(reverse("network:network")))
    assert "Hubs and sites (39)" in page
    assert "Main buildings: 12. Delivery sites: 26. Online or by phone: 0. Others: 1." in page
    assert "Stipulated by contract: 38, of which 12 are open for fewer hours" in page


def test_pages_of_the_network_ask_the_same_number_of_questions(client, hub, manager, count_queries):
    client.force_login(manager)
    pages = [reverse("network:network"), hub.get_absolute_url()]
    OpeningPeriodFactory(site__hub=hub)
    client.get(pages[0])  # What is read once in a while is read.
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for _ in range(15):
        OpeningPeriodFactory(site__hub=hub)
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few


# ---- too few hours ----


def test_managers_hear_once_a_week_of_a_site_with_too_few_hours_r003(site, manager, monday):
    somebody("manager", hub=HubFactory())
    actions.save_week(site, stretches=WEEK, starts_on=date(2026, 5, 1), by=manager)
    said = {"is_mandated": True, "stipulated_weekly_hours": 42}
    Site.objects.filter(pk=site.pk).update(**said)
    assert light_of(read(site)) == "amber"
    for _ in range(2):
        tasks.alert_short_hours()
    assert [row.user for row in Message.objects.all()] == [manager]
    with time_machine.travel(MONDAY + timedelta(days=7)):
        tasks.alert_short_hours()
    assert Message.objects.count() == 2
    Site.objects.filter(pk=site.pk).update(stipulated_weekly_hours=40)
    with time_machine.travel(MONDAY + timedelta(days=14)):
        tasks.alert_short_hours()
    assert Message.objects.count() == 2


# ---- the door ----


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_door_at_the_same_time_all_count(site, front_desk):
    def press(_):
        try:
            actions.count_people(site, people=1, by=front_desk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pressing:
        list(pressing.map(press, range(24)))
    assert DoorDay.objects.get().people == 24


def test_the_door_on_a_phone(client, site, front_desk, stranger, monday):
    client.force_login(front_desk)
    address = reverse("network:door", args=[site.pk])
    assert "Say first that the doors were opened" in text(client.post(address, {"do": "close"}))
    client.post(address, {"do": "open"})
    client.post(address, {"people": "5"})
    client.post(address, {"people": "-1"})
    for wrong in ("9999999999", "x", "", "0", "51", "\x00"):
        assert client.post(address, {"people": wrong}).status_code in (200, 400)
    today = DoorDay.objects.get()
    assert (today.people, today.opened_at) == (4, time(10))
    client.post(address, {"people": "-50"})
    assert DoorDay.objects.get().people == 0
    client.force_login(stranger)
    assert client.get(address).status_code == 403
