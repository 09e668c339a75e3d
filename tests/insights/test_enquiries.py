"""Questions at the desks by month: true for managers, published for commissioners (R019)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from familyhubs.insights import enquiries
from familyhubs.insights.disclosure import FEW
from hubs.models import Hub
from referrals.models import Enquiry
from tests.factories.referrals import EnquiryFactory

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
TODAY = date(2026, 11, 26)
PAGE = reverse("insights:enquiries")


def logged(hub, number, month, **more):
    at = datetime(2026, month, 10, tzinfo=UTC)
    return [EnquiryFactory(hub=hub, happened_at=at, **more) for _ in range(number)]


@pytest.fixture
def both(hub, southgate):
    logged(hub, 12, 3, topic="debt", channel="phone")
    logged(hub, 7, 3, topic="baby", did="signposted", helped="yes")
    logged(southgate, 2, 5, topic="housing")
    logged(hub, 6, 11, did="signposted")
    return hub, southgate


def row(shown, about, name):
    rows = dict(shown.tables)[about]
    return next(row for row in rows if str(row[0]) == name)


def month(shown, found, number):
    return found[1][shown.months.index(date(2026, number, 1))]


def test_a_manager_sees_the_true_figures_of_their_own_hub(both, hub):
    shown = enquiries.exact(TODAY, Hub.objects.filter(pk=hub.pk))
    assert month(shown, row(shown, "topic", "Debt"), 3).number == 12
    assert month(shown, row(shown, "channel", "Phone"), 3).number == 12
    assert month(shown, row(shown, "hub", hub.name), 11).number == 6
    assert row(shown, "topic", "")[2].number == 25
    assert row(shown, "topic", "Housing")[2].number == 0
    assert [figure.number for figure in shown.helped] == [13, 7, 7, 100]


def test_commissioners_see_published_ones_of_months_that_cannot_change(both, southgate):
    shown = enquiries.published(TODAY, Hub.objects.order_by("name"))
    assert shown.months[-1] == date(2026, 10, 1)
    assert month(shown, row(shown, "hub", southgate.name), 5) == FEW
    figures = [figure for _about, rows in shown.tables for _n, ms, y in rows for figure in [*ms, y]]
    assert all(figure.hidden or figure.number % 5 == 0 for figure in figures)
    assert shown.helped is None


def test_a_month_is_published_when_two_weeks_and_a_day_are_over():
    assert enquiries.closed_end(date(2026, 11, 10)) == date(2026, 10, 1)
    assert enquiries.closed_end(date(2026, 11, 17)) == date(2026, 11, 1)


def test_who_opens_the_page(client, both, manager, commissioner, front_desk):
    with time_machine.travel("2026-11-26 12:00", tick=False):
        for user, status in ((manager, 200), (commissioner, 200), (front_desk, 403)):
            client.force_login(user)
            assert client.get(PAGE).status_code == status
    assert Enquiry.objects.count() == 27
    client.force_login(manager)
    assert PAGE in client.get(reverse("insights:hub", args=[both[0].slug])).content.decode()
