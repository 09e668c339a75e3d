"""Where bars and lines stand, and what is not drawn."""

import pytest

from familyhubs.insights.charts import bars, line_chart, round_top
from familyhubs.insights.disclosure import FEW, NOT_SHOWN, Published


@pytest.mark.parametrize(
    ("most", "top"), [(0, 10), (7, 10), (15, 16), (20, 20), (21, 30), (100, 100), (313, 400)]
)
def test_the_top_is_round_and_never_below_the_largest(most, top):
    assert round_top(most) == top
    assert top >= most


def test_a_hidden_figure_leaves_a_gap_and_draws_nothing():
    figures = [Published(5), Published(10), FEW, Published(0), NOT_SHOWN]
    chart = line_chart("All", list("abcde"), figures, [FEW] * 5, "2025-26", "2024-25")
    assert [[point.y for point in run] for run in chart.now] == [[50, 0], [100]]
    assert chart.before == []
    assert chart.has_gaps


def test_bars_are_as_wide_as_their_share():
    improved, same = bars([("Improved", Published(40), Published(57)), ("Same", FEW, NOT_SHOWN)])
    assert (improved.width, same.width) == (57, 0)
    assert same.y > improved.y
