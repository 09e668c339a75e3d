"""What became of step-downs and signposted families, for commissioners too (R045, R056)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from familyhubs.insights import figures, tables
from familyhubs.insights.closing import measures_of
from familyhubs.insights.disclosure import FEW
from familyhubs.insights.measures import TURNOUTS, counts
from tests.insights.world import publish, referred

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)


@pytest.fixture
def decided(hub, southgate, year):
    day = year.start + timedelta(days=40)
    referred(hub, day, "csc_nfa", accepted=8, otherwise=4)
    referred(southgate, day, "csc_nfa", accepted=4, otherwise=6)
    referred(southgate, day, "step_down", accepted=2, otherwise=9)
    referred(hub, year.end, "csc_nfa", accepted=1)
    return hub


def test_they_are_counted_where_and_when_they_were_decided(decided, southgate, year):
    found = counts(TURNOUTS, year.start, year.end)
    month = (year.start + timedelta(days=40)).replace(day=1)
    assert found == {
        (month, decided.pk, "csc_nfa_accepted"): 8,
        (month, decided.pk, "csc_nfa_otherwise"): 4,
        (month, southgate.pk, "csc_nfa_accepted"): 4,
        (month, southgate.pk, "csc_nfa_otherwise"): 6,
        (month, southgate.pk, "step_down_accepted"): 2,
        (month, southgate.pk, "step_down_otherwise"): 9,
    }


def test_a_commissioner_sees_them_rounded_and_small_ones_hidden(
    client, decided, commissioner, year
):
    publish()
    client.force_login(commissioner)
    page = client.get(reverse("insights:overview"), {"period": year.key})
    rows = {str(row.head): [c.figure for c in row.cells] for row in page.context["turnouts"].rows}
    signposted, stepped = rows["CSC – NFA, signposted"], rows["Step down from social care"]
    assert [figure.number for figure in signposted] == [10, 10, 50]
    assert stepped[0] == FEW
    assert stepped[2].hidden
    shown = [figure for row in rows.values() for figure in row[:2]]
    assert all(figure.hidden or figure.number % 5 == 0 for figure in shown)
    assert ">50%</td>" in page.content.decode()


def test_the_manager_of_a_hub_sees_the_true_figures(decided, year):
    table = tables.turnout_table(figures.exact(decided), year)
    rows = {str(row.head): [cell.figure.number for cell in row.cells] for row in table.rows}
    assert rows["CSC – NFA, signposted"] == [8, 4, 67]
    assert rows["Step down from social care"] == [0, 0, None]


def test_a_measure_that_came_later_begins_with_a_year():
    assert TURNOUTS in measures_of({})
    assert TURNOUTS not in measures_of({("requests", "2024-Q1", "all", "all"): FEW})
