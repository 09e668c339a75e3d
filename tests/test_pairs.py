"""The rows of pairs: every pair is met, with far fewer rows than the whole product has."""

from itertools import combinations, product

from tests.pairs import rows_of_pairs

FACTORS = {"role": range(7), "relation": range(9), "agreement": range(6), "restricted": (0, 1)}


def test_every_pair_is_met_by_few_rows_and_always_the_same():
    rows = rows_of_pairs(FACTORS)
    for one, other in combinations(FACTORS, 2):
        met = {(row[one], row[other]) for row in rows}
        assert met == set(product(FACTORS[one], FACTORS[other]))
    assert len(rows) < 7 * 9 * 2
    assert rows == rows_of_pairs(FACTORS)
