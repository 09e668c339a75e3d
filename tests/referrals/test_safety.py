"""Words that raise a flag for people to look at, and words that do not."""

import time

import pytest
from django import forms
from django.utils.translation import gettext, ngettext, override

from familyhubs.languages.catalogue import journey
from familyhubs.languages.known import LANGUAGES
from outcomes.models import Need
from referrals import safety, topics
from referrals.forms.entry import EntryForm
from referrals.forms.journey import FORMS, Journey
from referrals.safety import flags_in, flags_of
from tests.referrals import sentences
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


def test_every_language_of_the_pages_has_its_own_words():
    assert safety.BY_LANGUAGE.keys() == LANGUAGES.keys()
    assert all(words.keys() == safety.PATTERNS.keys() for words in safety.BY_LANGUAGE.values())


@pytest.mark.parametrize("code", sentences.TOLD)
def test_danger_is_read_in_each_language(code):
    told = [(words, flag) for language, words, flag in sentences.told() if language == code]
    assert not [said for said in told if said[1] not in flags_in(said[0])]
    around = "Dzień dobry / السلام علیکم. {}!"
    assert all(flag in flags_in(around.format(words.upper())) for words, flag in told)


@pytest.mark.parametrize("code", sentences.HARDER)
def test_danger_said_in_other_words_is_read_too(code):
    assert not [one for at, one in sentences.harder() if at == code and not flags_in(one)]


@pytest.mark.parametrize("code", sentences.INNOCENT)
def test_nothing_is_read_into_everyday_sentences(code):
    assert not [one for at, one in sentences.innocent() if at == code and flags_in(one)]


@pytest.mark.parametrize("own", LANGUAGES)
def test_no_language_takes_words_of_another_for_its_own(own):
    """Each is looked for in every text: "sińce" without its accent is the English "since"."""
    with override(own):
        lines = [line for texts in journey().values() for line in texts]
        said = [ngettext(*line, 1) if len(line) > 1 else gettext(*line) for line in lines]
    assert len(said) > 600
    foreign = {code: words for code, words in safety.BY_LANGUAGE.items() if code != own}
    patterns = [safety.pattern_of(lines) for words in foreign.values() for lines in words.values()]
    assert not [
        found[0]
        for text in map(safety.plain, said)
        for one in patterns
        if (found := one.search(text))
    ]


def test_each_language_is_tried_both_ways():
    for count in (sentences.told(), sentences.innocent()):
        codes = [code for code, *_rest in count]
        assert all(codes.count(code) >= 25 for code in LANGUAGES if code != "en-gb")


@pytest.mark.parametrize(
    "words",
    [
        "Maz mnie BIJE",
        "Ma\u0328z\u0307 mnie bi\u00adje",
        "ma loveste",
        "\u0645\u0627\u0631\u062a\u0627 \u0647\u06d2",
        "\u0645\u064e\u0627\u0631\u062a\u0627\u06c1\u06d2",
        "\u062e\u0648\u062f\u200c\u06a9\u0634\u06cc",
        "ਕੁਟਦਾ",
        "ਖੁਦਕੁਸੀ",
        "ਜ਼ੁਲਮ".replace("\u0a3c", ""),
    ],
)
def test_accents_and_marks_may_be_left_out(words):
    assert flags_in(words)


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
    for words in ("nie mam nie chcę ", "nu mai am ", "گھر میں پاس کھانے ", "ਘਰ ਵਿੱਚ ਭੁੱਖੇ ਜਾਣ "):
        flags_in(words * 100_000)
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
