"""Who joined by month, and the share with a baby: true for managers, published for others."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from familyhubs.insights import members
from familyhubs.insights.disclosure import FEW
from hubs.models import Hub
from tests.cast import somebody
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
TODAY = date(2026, 11, 26)
PAGE = reverse("insights:members")


def joined(hub, number, month, **more):
    at = datetime(2026, month, 10, tzinfo=UTC)
    return [MemberFactory(hub=hub, joined_at=at, **more) for _ in range(number)]


@pytest.fixture
def both(hub, southgate):
    """Twelve joined here in March, seven of them with a baby; two in May there."""
    joined(hub, 5, 3)
    joined(hub, 6, 3, children=[date(2019, 1, 1), date(2026, 1, 1)])
    joined(hub, 1, 3, children=[date(2027, 2, 1)])
    joined(southgate, 2, 5)
    gone = {"state": "ended", "end_reason": "asked", "ended_at": datetime(2026, 6, 1, tzinfo=UTC)}
    empty = {"name": "", "hears": [], "reach_hash": "", "form_hash": None}
    joined(hub, 1, 4, **gone, **empty)
    joined(hub, 1, 11)
    MemberFactory(hub=hub, state="asked", joined_at=None)
    return hub, southgate


def test_a_manager_sees_the_true_figures_of_their_own_hub_r031(both):
    hub, _other = both
    shown = members.exact(TODAY, [hub])
    ((_name, months, year),) = shown.joined
    by_month = {
        month.month: figure.number for month, figure in zip(shown.months, months, strict=True)
    }
    assert (by_month[3], by_month[4], by_month[5], year.number) == (12, 1, 0, 13)
    assert shown.months[0] == date(2025, 11, 1)
    assert 11 not in [month.month for month in shown.months[1:]], "this month is not over"
    ((_name, all_of_them, babies, share),) = shown.babies
    assert (all_of_them.number, babies.number, share.number) == (12, 7, 58)


def test_small_numbers_are_hidden_and_cannot_be_worked_out(both):
    shown = members.published(TODAY, list(Hub.objects.order_by("name")))
    (_north, north, _year), (_south, south, _), (_all, every, _sum) = shown.joined
    at = [month.month for month in shown.months]
    assert south[at.index(5)] == FEW
    assert every[at.index(5)].hidden
    assert north[at.index(4)].hidden
    assert {figure.number for figure in (*north, *south, *every)} <= {None, 0, 10}
    assert shown.babies[0][1].number in (None, 10)


def test_each_reader_gets_their_own(client, both, manager, commissioner):
    client.force_login(manager)
    with time_machine.travel("2026-11-26 12:00"):
        client.force_login(manager)
        page = client.get(PAGE).content.decode()
        assert "True figures" in page
        assert "Southgate" not in page
        assert "58%" in page
        client.force_login(commissioner)
        page = client.get(PAGE).content.decode()
        assert "fewer than 5" in page
        assert "All hubs" in page
        client.force_login(somebody("practitioner", hub=both[0]))
        assert client.get(PAGE).status_code == 403
