"""How postcodes are spelt and how far apart places are."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs.geography import kilometres, miles, normalise

UNIT = st.sampled_from("ABDEFGHJLNPQRSTUWXYZ")
# A9, A99, A9A, AA9, AA99, AA9A: never a district 01 to 09, never O, I or L last.
OUTWARD = st.from_regex(
    r"(?:[A-Z][1-9]|[A-Z][1-9][0-9ABCDEFGHJKPSTUW]|[A-Z]{2}[0-9]|[A-Z]{2}[1-9][0-9ABEHMNPRVWXY])",
    fullmatch=True,
)
POSTCODES = st.builds("{} {}{}{}".format, OUTWARD, st.sampled_from("0123456789"), UNIT, UNIT)
POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("m32 9an", "M32 9AN"),
        (" M329AN. ", "M32 9AN"),
        ("m-3-2, 9 a n", "M32 9AN"),
        ("M32 9AN", "M32 9AN"),
        ("m33 OAB", "M33 0AB"),
        ("S014 1AA", "SO14 1AA"),
        ("0L1 1AA", "OL1 1AA"),
        ("CRO 2AA", "CR0 2AA"),
        ("M2O 1AA", "M20 1AA"),
        ("MI lAA", "M1 1AA"),
        ("W1A 1AA", "W1A 1AA"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
    ],
)
def test_any_typing_is_understood(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "M32", "somewhere", "12345", "M32 9AC", "M32 9AN9", "ЖЖ1 1AA", "M" * 100_000, "\x00"],
)
def test_what_cannot_be_a_postcode_is_nothing(typed):
    assert normalise(typed) == ""


@given(
    POSTCODES,
    st.lists(st.sampled_from([" ", "-", ".", ",", "\t", "\u00a0", "'"]), min_size=8, max_size=8),
    st.booleans(),
)
def test_spaces_case_and_punctuation_never_matter(postcode, between, lower):
    typed = "".join(a + b for a, b in zip(between, postcode.ljust(8), strict=True))
    assert normalise(typed.lower() if lower else typed) == postcode


@given(POSTCODES)
def test_noughts_typed_as_letters_never_matter(postcode):
    assert normalise(postcode.replace("0", "O")) == postcode


@given(st.text(max_size=80))
def test_an_answer_is_always_its_own_spelling(text):
    assert normalise(normalise(text)) == normalise(text)


def test_every_postcode_of_a_real_borough_is_understood(trafford):
    with (trafford / "postcodes.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            assert normalise(row["postcode"]) == row["postcode"]
            assert normalise(row["postcode"].replace("0", "o")) == row["postcode"]


def test_stretford_to_partington_is_five_miles():
    km = kilometres((-2.3139313, 53.4408478), (-2.4254325, 53.4176805))
    assert km == pytest.approx(7.82, abs=0.05)
    assert miles(km) == pytest.approx(4.86, abs=0.05)


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_globe(one, other):
    km = kilometres(one, other)
    assert km == pytest.approx(kilometres(other, one), abs=1e-6)
    assert 0 <= km <= 20_016
    assert kilometres(one, one) == pytest.approx(0, abs=1e-3)
