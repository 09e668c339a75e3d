"""Markup that is drawn once and kept, by everything that is said in it.

A long list of choices costs more than the rest of a page, and a list of results says the same of
the same things to everybody. What is kept is found by all that it was made of and the language that
it was made in, so nothing kept can be out of date: what is to be said otherwise is drawn anew.
"""

from collections import OrderedDict
from copy import copy
from hashlib import sha256
from threading import Lock

from django.forms import CharField, ChoiceField, ModelChoiceField, TextInput
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


class Kept:
    """The pieces that were asked for last, up to so many."""

    def __init__(self, most):
        self.most, self.pieces, self.lock = most, OrderedDict(), Lock()

    def piece(self, key, draw):
        """What stands under this key, or what `draw` gives for it."""
        with self.lock:
            if key in self.pieces:
                self.pieces.move_to_end(key)
                return self.pieces[key]
        drawn = draw()
        with self.lock:
            self.pieces[key] = drawn
            while len(self.pieces) > self.most:
                self.pieces.popitem(last=False)
        return drawn


# Where typed words go in the frame that is kept of their field: nobody can type it (BadInput).
STAND_IN = "\0"
FIELDS, CARDS = Kept(400), Kept(3_000)


def card(template, told):
    """A piece of a list; its template is given `told`, a named tuple, and nothing else.

    For what is public only: it stays in memory for whoever asks next.
    """
    key = (template, get_language(), told)
    return CARDS.piece(key, lambda: render_to_string(template, told._asdict()))


def drawn_field(field):
    """The field's whole group, as `as_field_group` gives it."""
    if _is_kept(field):
        return FIELDS.piece(_key(field), field.as_field_group)
    if _is_a_line(field):
        empty = _with_stand_in(field)
        frame = FIELDS.piece(_key(empty), empty.as_field_group)
        return mark_safe(frame.replace(STAND_IN, escape(field.value())))
    return field.as_field_group()


def drawn_together(fields, *, told):
    """Several fields of a form as one piece; `told` is all that their choices are made of."""
    if not all(_is_kept(field) for field in fields):
        return mark_safe("".join(drawn_field(field) for field in fields))
    form = type(fields[0].form)
    values = [(field.html_name, field.value()) for field in fields]
    key = (get_language(), form.__module__, form.__qualname__, repr(values), told)
    return FIELDS.piece(key, lambda: mark_safe("".join(f.as_field_group() for f in fields)))


def _is_kept(field):
    """One of the choices that the form has, or nothing at all: whatever was typed is never kept."""
    value, own = field.value(), field.field
    if field.errors or isinstance(own, ModelChoiceField):
        return False
    taken = value if isinstance(value, list | tuple) else [value]
    return all(
        one in own.empty_values or (isinstance(own, ChoiceField) and own.valid_value(one))
        for one in taken
    )


def _is_a_line(field):
    """One line of plain words, with nothing wrong: it looks the same whatever the words are."""
    plain = (type(field.field), type(field.field.widget)) == (CharField, TextInput)
    return plain and field.form.is_bound and isinstance(field.value(), str) and not field.errors


def _with_stand_in(field):
    """The same field of a form in which the stand-in was typed."""
    form = copy(field.form)
    form.data, form._bound_fields_cache = {field.html_name: STAND_IN}, {}
    return form[field.name]


def _key(field):
    form = type(field.form)
    told = (
        get_language(),
        form.__module__,
        form.__qualname__,
        field.html_name,
        field.auto_id,
        field.value(),
        list(getattr(field.field, "choices", ())),
    )
    return sha256(repr(told).encode()).digest()
