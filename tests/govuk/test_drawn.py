"""Fields whose markup is kept: the same as drawn anew, and nothing that somebody typed."""

from urllib.parse import urlencode

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from familyhubs.govuk import drawn


class Asked(forms.Form):
    """A form with what is kept and what is not; its places are told to it."""

    words = forms.CharField(required=False)
    age = forms.IntegerField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", "Any"), ("a", "Alpha"), ("b", "Beta")])
    needs = forms.MultipleChoiceField(
        required=False, choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(required=False)

    def __init__(self, query, places=()):
        super().__init__(QueryDict(query))
        self.fields["place"].choices = list(places)


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """Nothing is kept yet."""
    kept = drawn.Kept(400)
    monkeypatch.setattr(drawn, "FIELDS", kept)
    return kept.pieces


@pytest.mark.parametrize(
    "query", ["", "kind=a", "kind=b&needs=x", "needs=x&needs=y", "words=debt&age=4", "kind=zzz"]
)
def test_a_kept_field_looks_as_one_drawn_anew(query):
    for _again in range(2):
        for field in Asked(query):
            assert drawn.drawn_field(field) == field.as_field_group()


@pytest.mark.parametrize(
    "words", ["debt", '<b class="x">&amp;\'', "  two  words ", "{{ council }}", "Łódź", "x" * 300]
)
def test_typed_words_are_put_into_a_frame_that_is_kept(words, kept):
    for typed in (words, "Ada", words):
        field = Asked(urlencode({"words": typed}))["words"]
        assert drawn.drawn_field(field) == field.as_field_group()
    assert len(kept) == 1
    field.form.add_error("words", "Not here")
    assert drawn.drawn_field(field) == field.as_field_group()
    assert "Not here" in drawn.drawn_field(field)


@pytest.mark.parametrize("query", ["", "kind=a&needs=x", "kind=zzz&age=4", "words=Ada"])
def test_fields_drawn_together_look_as_each_drawn_anew(query, kept):
    def together(query, *choices):
        form = Asked(query, choices)
        fields = [field for field in form if field.name != "words"]
        each = "".join(field.as_field_group() for field in fields)
        assert drawn.drawn_together(fields, told=choices) == each
        return each

    assert together(query, ("1", "Old Hall")) == together(query, ("1", "Old Hall"))
    assert "New Hall" in together(query, ("1", "New Hall"))
    assert not [piece for piece in kept.values() if "Ada" in piece]


@pytest.mark.parametrize("query", ["words=Ada+Okafor", "kind=Ada", "needs=x&needs=Ada", "age=Ada"])
def test_nothing_that_was_typed_is_kept(query, kept):
    for field in Asked(query):
        drawn.drawn_field(field)
    assert not [piece for piece in kept.values() if "Ada" in piece]


def test_other_choices_and_another_language_are_drawn_anew(kept):
    def place(*choices):
        return drawn.drawn_field(Asked("", choices)["place"])

    assert "Old Hall" in place(("1", "Old Hall"))
    assert "New Hall" in place(("1", "New Hall"))
    assert len(kept) == 2
    with translation.override("cy"):
        place(("1", "New Hall"))
    assert len(kept) == 3
