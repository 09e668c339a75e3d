"""The questions as they stand on paper: taken from the pages' own forms, so they never differ."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import override

from familyhubs.govuk.fields import DateField
from familyhubs.languages.known import ENGLISH

from .journey import Journey
from .people import PersonForm

PEOPLE = 3


@dataclass(frozen=True)
class Blank:
    """One answer to write: boxes to tick, or room for words."""

    label: str
    hint: str
    choices: tuple = ()
    lines: int = 0
    is_date: bool = False
    is_tick: bool = False


@dataclass(frozen=True)
class Question:
    """One page of the journey."""

    title: str
    blanks: tuple
    copies: range = range(1)
    note: str = ""
    in_english: bool = False


def questions(journey=None, in_english=()):
    """Every page in order; in a family's, that of a person is there several times.

    These steps in English, whatever the page is in.
    """
    journey = journey or Journey({})
    for step, form_class in journey.forms.items():
        if step in in_english:
            with override(ENGLISH):
                question = question_of(form_class, journey, in_english=True)
        else:
            question = question_of(form_class, journey)
        yield question
        if step == "name" and not journey.is_young:
            yield question_of(PersonForm, journey, copies=range(PEOPLE))


def question_of(form_class, journey, **more):
    """A form's fields, those too that the journey would leave out."""
    fields = {**form_class.base_fields, **form_class(journey=journey).fields}
    fields = {name: field for name, field in fields.items() if name not in form_class.not_on_paper}
    blanks = tuple(blank_of(field) for field in fields.values())
    note = str(getattr(form_class, "on_paper", ""))
    return Question(str(form_class.title), blanks, note=note, **more)


def blank_of(field):
    if isinstance(field, forms.BooleanField):
        return Blank(str(field.label), "", is_tick=True)
    said = {"label": str(field.label), "hint": str(field.help_text)}
    if hasattr(field, "choices"):
        return Blank(**said, choices=tuple(str(words) for value, words in field.choices if value))
    if isinstance(field, DateField):
        return Blank(**said, is_date=True)
    rows = field.widget.attrs.get("rows", 1)
    return Blank(**said, lines=max(1, int(rows)))
