"""A board's pack: published figures of its own districts, and nothing that adds up (R036, R037)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.insights.disclosure import Published
from familyhubs.insights.tables import Cell
from hubs.models import AdvisoryBoard
from tests.cast import somebody
from tests.factories.boards import BoardActionFactory, BoardFactory, BoardMemberFactory
from tests.factories.hubs import OpeningPeriodFactory, SiteFactory

from .test_views import numbers
from .world import asked, helped, publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


@pytest.fixture
def pack(hub, southgate, year):
    """Two districts, one of them with a small number; the board advises the first."""
    for at, (improved, few) in ((hub, (63, 2)), (southgate, (48, 3))):
        helped(at, year, improved=improved, worse=few)
        asked(at, year.start, 41, level=3)
    publish()
    board = BoardFactory(name="Northgate Board", hubs=[hub])
    return reverse("insights:pack", args=[board.pk])


def test_a_pack_is_of_its_own_district_and_of_published_figures_only(
    client, pack, hub, southgate, manager
):
    SiteFactory(hub=hub, name="Weir Hall")
    SiteFactory(hub=southgate, name="Elsewhere")
    client.force_login(manager)
    answer = client.get(pack)
    page = answer.content.decode()
    rows = numbers(page)
    assert {row for _caption, row in rows} == {hub.district.name}
    requests = rows["Requests by district and level", hub.district.name]
    # Its own 41, and not the council's 82.
    assert "40" in requests
    assert "80" not in requests
    figures = [
        cell.figure
        for table in (answer.context["outcomes"], answer.context["districts"])
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Cell)
    ]
    assert len(figures) > 8
    assert all(isinstance(figure, Published) for figure in figures)
    assert all(figure.hidden or figure.number % 5 == 0 for figure in figures if not figure.few)
    assert not any("63" in cell for cells in rows.values() for cell in cells)
    assert "Weir Hall" in page
    assert "Elsewhere" not in page


def test_a_pack_shows_what_is_still_to_do_and_only_to_those_who_read_the_board(
    client, pack, front_desk, stranger, teacher
):
    board = AdvisoryBoard.objects.get()
    BoardActionFactory(board=board, what="Mend the gate")
    client.force_login(front_desk)
    assert "Mend the gate" in client.get(pack).content.decode()
    assert client.get(pack, {"period": "1066"}).status_code == 404
    for user in (stranger, teacher):
        client.force_login(user)
        assert client.get(pack).status_code == 404
    client.force_login(somebody("commissioner"))
    assert client.get(pack).status_code == 200


def test_a_pack_and_the_network_ask_fifteen_questions_at_most(client, pack, hub, manager):
    board = AdvisoryBoard.objects.get()
    BoardMemberFactory(board=board, is_chair=True, is_independent=True)
    BoardActionFactory(board=board)
    OpeningPeriodFactory(site__hub=hub)
    client.force_login(manager)
    for page in (pack, reverse("network:network")):
        client.get(page)  # What is read once in a while is read.
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        asked_for = [one["sql"] for one in queries if one["sql"] not in ("BEGIN", "COMMIT")]
        assert len(asked_for) <= 15, asked_for


def test_a_pack_without_anything_published_says_so(client, hub, manager):
    board = BoardFactory(hubs=[hub])
    client.force_login(manager)
    assert (
        "Nothing is published yet"
        in client.get(reverse("insights:pack", args=[board.pk])).content.decode()
    )
