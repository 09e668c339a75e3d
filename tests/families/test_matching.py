"""Might these be the same people?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.matching import (
    Facts,
    Verdict,
    compare_births,
    compare_names,
    compare_postcodes,
    name_words,
    score,
    score_families,
    slips,
    words_alike,
)

names = st.text(max_size=30)
days = st.none() | st.dates(date(1930, 1, 1), date(2026, 1, 1))
postcodes = st.sampled_from(["", "M33 7ZF", "M33 7ZG", "ZZ1 1AA"])
facts = st.builds(Facts, name=names, born_on=days, postcode=postcodes)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Ada Okafor", "ada  OKAFOR", "match"),
        ("Ada Okafor", "Okafor, Ada", "match"),
        ("Kate Bell", "Catherine Bell", "match"),
        ("José Peña", "Jose Pena", "match"),
        ("Siân O'Neill", "Sian ONeill", "match"),
        ("Ada Okafor", "Ada Okaffor", "near"),
        ("Ada Okafor", "Ada Grace Okafor", "near"),
        ("Stephen Wright", "Steven Wright", "match"),
        ("Catherine Smyth", "Katherine Smith", "near"),
        ("Tomasz Nowak", "Tomazs Nowak", "near"),
        ("Ada Okafor", "Sam Bell", "mismatch"),
        ("Ada Okafor", "Ada Bell", "mismatch"),
        ("Ada", "Ida", "mismatch"),
        ("王秀英", "王秀英", "match"),
        ("12", "Ada", "blank"),
    ],
)
def test_names(one, other, verdict):
    assert compare_names(one, other) == compare_names(other, one) == verdict


def test_what_is_longer_than_a_name_is_not_compared():
    words = name_words(" ".join(["Wolfeschlegelsteinhausenbergerdorff"] * 40))
    assert words == ("wolfeschlegelsteinhausenberger",) * 6
    assert name_words("Ada Grace Okafor") == ("ada", "grace", "okafor")


def test_a_name_is_taken_apart_once_however_many_it_is_held_against(monkeypatch):
    taken_apart = []

    def counted(name):
        taken_apart.append(name)
        return name_words(name)

    monkeypatch.setattr("families.matching.name_words", counted)
    asked = [Facts(f"Ada Okafor{letter}") for letter in "abcd"]
    known = [Facts(f"Sam Bell{letter}") for letter in "abcdef"]
    for _family in range(3):
        score_families(asked, known)
    assert len(taken_apart) == len(asked) + len(known)


def test_words_of_unlike_lengths_are_not_held_letter_against_letter(monkeypatch):
    compared = []
    monkeypatch.setattr(
        "families.matching.slips", lambda one, other: compared.append(one) or slips(one, other)
    )
    assert not words_alike("bartholomewwww", "okaforxy")
    assert words_alike("bartholomewwxy", "bartolomewwxy")
    assert len(compared) == 1


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (date(2021, 5, 14), date(2021, 5, 14), "match"),
        (date(2021, 5, 4), date(2021, 4, 5), "near"),
        (date(2021, 5, 14), date(2012, 5, 14), "near"),
        (date(2021, 5, 14), date(2020, 6, 14), "mismatch"),
    ],
)
def test_births(one, other, verdict):
    assert compare_births(one, other) == verdict


def test_postcodes():
    assert compare_postcodes("M33 7ZF", "m337zf") == Verdict.MATCH
    assert compare_postcodes("M33 7ZF", "M33 7AA") == Verdict.NEAR
    assert compare_postcodes("M33 7ZF", "M16 7ZF") == Verdict.MISMATCH


@given(facts, facts)
def test_a_score_is_the_same_both_ways_and_from_0_to_100(one, other):
    forth, back = score(one, other), score(other, one)
    assert forth.score == back.score
    assert 0 <= forth.score <= 100
    assert [r.verdict for r in forth.reasons] == [r.verdict for r in back.reasons]
    assert [r.field for r in forth.reasons] == ["name", "born_on", "postcode"]


@given(facts, facts, st.sampled_from(["name", "born_on", "postcode"]))
def test_learning_the_same_fact_never_lowers_and_a_different_one_never_raises(one, other, field):
    blank = {"name": "", "born_on": None, "postcode": ""}[field]
    without = score(replace(one, **{field: blank}), other).score
    same = score(replace(one, **{field: getattr(other, field)}), other).score
    assert same >= without
    told = score(one, other)
    if {r.field: r.verdict for r in told.reasons}[field] == Verdict.MISMATCH:
        assert told.score <= without


@given(st.lists(facts, max_size=4), st.lists(facts, max_size=4))
def test_one_more_person_never_makes_families_less_alike(one, other):
    before = score_families(one, other).score
    assert 0 <= before <= 100
    assert score_families(one, [*other, Facts("Sam Bell", date(2000, 1, 1))]).score >= before


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_slips_are_symmetric_and_none_for_the_same_word(one, other):
    assert slips(one, other) == slips(other, one)
    assert slips(one, one) == 0
    assert slips(one, other) <= max(len(one), len(other))
    assert words_alike(one, other) == words_alike(other, one)


def test_the_same_person_is_certain_and_a_name_alone_is_not_likely():
    ada = Facts("Ada Okafor", date(1990, 3, 27), "ZZ1 1AA")
    assert score(ada, ada).score == 100
    assert not score(ada, Facts("Ada Okafor")).is_likely
    assert score(ada, Facts("Ada Okafor")).is_possible
    assert score(ada, Facts("Ada Okafor", date(1990, 3, 27))).is_likely


def test_a_second_child_who_fits_counts():
    family = [Facts("Ada Okafor", date(1990, 3, 27)), Facts("Tobi Okafor", date(2021, 5, 14))]
    assert score_families(family, family).score > score_families(family[:1], family).score
    assert score_families([], family).score == 0
