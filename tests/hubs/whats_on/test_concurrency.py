"""Many at once on real connections: no place is given twice, none is lost (R022)."""

import threading

import pytest
from django.db import close_old_connections, connections

from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Booking, Session
from tests.factories.hubs import SiteFactory
from tests.hubs.whats_on.conftest import PUBLIC, ask, rule_of, sessions_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    """Run all of these at the same moment; what any of them raised."""
    ready, raised = threading.Barrier(len(acts)), []

    def run(act):
        try:
            close_old_connections()
            ready.wait(30)
            with acting_as(PUBLIC):
                act()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def count(state):
    return Booking.objects.filter(state=state).count()


@pytest.fixture
def session(plan):
    return sessions_of(plan(capacity=10))[0]


def test_fifty_ask_at_once_for_ten_places_r022(session):
    assert at_once([lambda n=n: ask(session, n) for n in range(50)]) == []
    assert (count("booked"), count("waiting")) == (10, 40)
    places = Booking.objects.filter(state="booked").values_list("place", flat=True)
    assert sorted(places) == list(range(1, 11))


def test_one_form_sent_eight_times_at_once_is_one_booking(session):
    assert at_once([lambda: ask(session)] * 8) == []
    assert Booking.objects.count() == Message.objects.count() == 1


def test_places_given_back_at_once_go_each_to_one_who_waits(session):
    rows = [ask(session, n) for n in range(15)]
    gone = [rows[0], rows[0], rows[0], rows[1], rows[2], rows[14]]
    acts = [lambda row=row: actions.cancel_booking(row, by=PUBLIC) for row in gone]
    assert at_once(acts) == []
    assert (count("booked"), count("waiting"), count("cancelled")) == (10, 1, 4)
    assert Message.objects.filter(kind="booking_place").count() == 3
    places = Booking.objects.filter(state="booked").values_list("place", flat=True)
    assert sorted(places) == list(range(1, 11))


def test_a_site_that_closes_while_a_run_is_planned_leaves_no_session_on(hub, manager):
    """Whichever comes first: refused, or planned and then cancelled by the closure (R024)."""
    for _ in range(4):
        site = SiteFactory(hub=hub)
        raised = at_once(
            [
                lambda site=site: actions.save_activity(
                    None, by=manager, **rule_of(hub, site=site)
                ),
                lambda site=site: actions.close_site(site, reason="Flood", by=manager),
            ]
        )
        assert all(isinstance(error, Refused) for error in raised), raised
        assert not Session.objects.planned().filter(site=site).exists()
