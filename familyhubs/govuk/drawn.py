"""Fields that are drawn once and kept: a long list of choices costs more than the rest of a page.

How a field of choices looks follows from its form, the language, its choices and the one that is
taken. It is kept by all of these, so that nothing kept can be out of date; and what somebody typed
is no choice, so that nothing of anybody is kept.
"""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from django.forms import ChoiceField, ModelChoiceField
from django.utils.translation import get_language

MOST = 400
_kept, _lock = OrderedDict(), Lock()


def drawn(field):
    """The field's whole group, as `as_field_group` gives it."""
    if not _is_kept(field):
        return field.as_field_group()
    key = _key(field)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    markup = field.as_field_group()
    with _lock:
        _kept[key] = markup
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return markup


def _is_kept(field):
    """A field of choices that stand in the code or were read by its form; nothing is wrong in it."""
    choices = field.field
    if not isinstance(choices, ChoiceField) or isinstance(choices, ModelChoiceField):
        return False
    value = field.value()
    taken = value if isinstance(value, list | tuple) else [value]
    return not field.errors and all(
        one in choices.empty_values or choices.valid_value(one) for one in taken
    )


def _key(field):
    form = type(field.form)
    told = (
        get_language(),
        form.__module__,
        form.__qualname__,
        field.html_name,
        field.auto_id,
        field.value(),
        list(field.field.choices),
    )
    return sha256(repr(told).encode()).digest()
