import pytest

from familyhubs.council.models import CouncilSettings
from familyhubs.council.rules import problems
from familyhubs.council.theme import contrast


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_the_colours_we_come_with_can_be_read():
    assert list(problems(CouncilSettings())) == []


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("#241a35", "#fff8f0"),
        ("#85204f", "#fff8f0"),
        ("#85204f", "#f6f1ea"),
        ("#9c130b", "#fff8f0"),
        ("#00512f", "#ffffff"),
        ("#ffffff", "#9c130b"),
        ("#0b0c0c", "#ffdd00"),
        ("#241a35", "#f6f3f8"),
    ],
)
def test_every_fixed_pair_of_the_style_sheet_is_seven_to_one(front, back):
    assert contrast(front, back) >= 7
