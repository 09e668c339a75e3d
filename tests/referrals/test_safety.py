"""Words that raise a flag for people to look at, and words that do not."""

import time

import pytest
from django import forms

from outcomes.models import Need
from referrals import safety, topics
from referrals.forms.entry import EntryForm
from referrals.forms.journey import FORMS, Journey
from referrals.safety import flags_in, flags_of
from tests.referrals.test_pages import KEYED


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("He hits me when he has been drinking", "words_harm"),
        ("there are bruises on her arm", "words_harm"),
        ("I am scared of my ex", "words_fear"),
        ("he said he'll kill us", "words_fear"),
        ("my daughter is self-harming", "words_self_harm"),
        ("I don’t want to be here any more", "words_self_harm"),
        ("S\u200bU\u200bI\u200bC\u200bI\u200bD\u200bE", "words_self_harm"),
        ("ｎｏ ｆｏｏｄ in the house", "words_hunger"),
        ("we have   nothing\nto eat", "words_hunger"),
        ("we are being evicted on Friday", "words_homeless"),
        ("sleeping in my car with the kids", "words_homeless"),
    ],
)
def test_words_that_a_person_must_read(words, flag):
    assert flag in flags_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "He does not sleep and I am so tired",
        "He loves whitewater and kitchens",
        "We need help with school dinners and talking",
        "\u202eמילים\u202c",
    ],
)
def test_words_that_raise_nothing(words):
    assert flags_in(words) == []


def test_ticks_topics_and_words_are_each_told_once():
    flags = flags_of(["fear", "none", "rain"], ["abuse", "money"], "I am scared", "scared")
    assert flags == ["fear", "abuse", "words_fear"]


def long_answers(form):
    fields = form.base_fields.items()
    return [name for name, field in fields if isinstance(field.widget, forms.Textarea)]


@pytest.mark.parametrize(
    ("step", "name"), [(step, name) for step, form in FORMS.items() for name in long_answers(form)]
)
def test_every_long_answer_of_a_family_is_read_for_danger(db, step, name):
    said = {name: ["I want to die"], "interpreter": ["no"]}
    assert Journey({"steps": {step: said}}).flags == ["words_self_harm"]


@pytest.mark.parametrize("name", [*long_answers(EntryForm), "person0-note"])
def test_every_long_answer_that_is_keyed_in_is_read_for_danger(northgate, front_desk, name):
    form = EntryForm(KEYED | {name: "He wants to die"}, user=front_desk)
    assert form.is_valid()
    assert form.request()["safety_flags"] == ["words_self_harm"]


def test_a_flood_of_words_is_read_quickly():
    started = time.perf_counter()
    flags_in("kill " * 200_000, "don't want to " * 200_000)
    assert time.perf_counter() - started < 2


def test_every_flag_has_words_for_staff():
    known = {*safety.TODAY, *safety.PATTERNS, *filter(None, safety.FLAGGED_TOPICS.values())}
    assert known <= set(safety.STAFF_WORDS)
    assert safety.words_of(["of another day"]) == ["of another day"]


def test_topics_have_codes_of_their_own_and_needs_of_the_framework(db):
    codes = [t.code for _title, group in topics.GROUPS.values() for t in group]
    assert len(codes) == len(set(codes))
    needs = {topics.need_code_of(code) for code in codes} - {""}
    held = set(Need.objects.values_list("code", flat=True))
    assert needs <= held, needs - held
