"""The catalogues: whole, with every placeholder and tag, and the .mo what its .po makes."""

import io
import re

import pytest
from babel.messages.pofile import read_po

from familyhubs.languages import words
from familyhubs.languages.catalogue import journey
from familyhubs.languages.groups import GROUPS, PAGES
from familyhubs.languages.known import OTHERS

HOLES = re.compile(r"%\(\w+\)s|%%\{\w+\}")
TAGS = re.compile(r"<[^>]+>")
# Cedillas, which look like the commas of Romanian and are other letters.
WRONG_LETTERS = {"ro": "ţşŢŞ"}
# In which script a language is written: every text of more than a name has some of it.
SCRIPTS = {"ur": r"[\u0600-\u06ff]", "pa": r"[\u0a00-\u0a7f]"}


def catalogue(code):
    return read_po(io.BytesIO(words.po(code).read_bytes()))


def as_tuple(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.fixture(scope="module")
def collected():
    return words.collect()


def test_the_list_of_words_is_what_the_sources_say(collected):
    """After a change of the families' words: script/words."""
    listed = {group: [tuple(texts) for texts in rows] for group, rows in journey().items()}
    assert listed == collected
    assert all(collected.values()), "a group without words"


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_with_its_holes_and_tags(code, collected):
    said = {as_tuple(m.id)[0]: m for m in catalogue(code) if m.id}
    expected = {texts[0] for rows in collected.values() for texts in rows}
    assert said.keys() == expected
    for message in said.values():
        english = as_tuple(message.id)[-1]
        for text in as_tuple(message.string):
            assert text, english
            assert set(HOLES.findall(text)) == set(HOLES.findall(english)), text
            assert sorted(TAGS.findall(text)) == sorted(TAGS.findall(english)), text
            assert ('"' in text) == ('"' in english), f"breaks an attribute: {text}"
            assert not set(text) & set(WRONG_LETTERS.get(code, "")), text
            assert text.startswith(" ") == english.startswith(" "), text


def test_what_a_language_lacks_is_said_by_its_words_and_group(tmp_path, monkeypatch):
    """A text that came today has no translation, and no old one is guessed for it."""
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    monkeypatch.setattr(words, "ROOT", tmp_path)
    first = words.template_of({"danger": [("Ring now",)], "start": [("%(n)s day", "%(n)s days")]})
    said = words.told_of("pl", words.update("pl", first))
    assert said.splitlines() == [
        "Polish: 2 without a translation, to be written into pl/LC_MESSAGES/django.po:",
        "  [danger] Ring now",
        "  [start] %(n)s day",
    ]
    path = words.po("pl")
    path.write_text(path.read_text().replace('"Ring now"\nmsgstr ""', '"Ring now"\nmsgstr "Dzwoń"'))
    grown = words.template_of({"danger": [("Ring now",)], "start": [("Ring now",), ("Ring us",)]})
    assert words.told_of("pl", words.update("pl", grown)).splitlines()[1:] == ["  [start] Ring us"]
    whole = words.template_of({"danger": [("Ring now",)]})
    assert words.told_of("pl", words.update("pl", whole)) == "Polish: everything is translated."


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_language_of_another_script_is_written_in_it(code):
    plain = [m for m in catalogue(code) if m.id and " " in as_tuple(m.id)[0].strip()]
    days = {"l j F", "j F Y", "F Y"}
    for message in plain:
        english = as_tuple(message.id)[0]
        if english not in days and re.search("[A-Za-z]", HOLES.sub("", english)):
            assert re.search(SCRIPTS[code], as_tuple(message.string)[0]), message.id


def test_urdu_has_the_commas_and_question_marks_of_its_own_script():
    """Of Latin ones a reader stumbles: they turn away from the words."""
    said = [text for m in catalogue("ur") if m.id for text in as_tuple(m.string)]
    assert not [text for text in said if re.search(r"[\u0600-\u06ff]\s*[,;?]", text)]


@pytest.mark.parametrize("code", OTHERS)
def test_the_machines_file_is_what_the_readable_one_makes(code):
    path = words.po(code)
    assert path.with_suffix(".mo").read_bytes() == words.made(path)


def test_every_page_and_guard_names_a_group_there_is():
    assert set(PAGES.values()) <= GROUPS.keys()
    assert all(GROUPS[code].guarded for code in ("danger", "sharing", "secrecy"))


def test_what_is_guarded_in_a_template_belongs_to_its_group(collected):
    inside = [t[0] for t in collected["danger"] if t[0].startswith("If someone is not safe now")]
    assert len(inside) == 2
    elsewhere = {texts[0] for code, rows in collected.items() if code != "danger" for texts in rows}
    assert not elsewhere & set(inside)
