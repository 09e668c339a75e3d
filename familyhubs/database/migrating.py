"""Makes a first migration quicker; what reaches the database is the same.

For each step Django renders every related model anew, and here nearly all are related: ten
thousand renderings, most of the time that a first migration takes. What no other model looks at
needs none of them; what Django itself puts off until a step looks at models needs one.
"""

from contextlib import contextmanager

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

PATCHED = (
    (ProjectState, "_append_option"),
    (ProjectState, "_remove_option"),
    (ProjectState, "_find_reload_model"),
    (AddTrigger, "state_forwards"),
    (RemoveTrigger, "state_forwards"),
)


@contextmanager
def fewer_renderings():
    """Inside, only what a change can be seen from is rendered anew."""
    before = [getattr(owner, name) for owner, name in PATCHED]
    find = ProjectState._find_reload_model

    def find_reload_model(state, app_label, model_name, delay=False):
        """A model that no other points at is rendered alone (all row history is).

        So is one that got or lost a plain field: whatever looks at models across a relation makes
        Django render all of them first, as `is_delayed` says.
        """
        if delay:
            state.is_delayed = True
        if delay or not state.relations.get((app_label, model_name)):
            return {(app_label, model_name)}
        return find(state, app_label, model_name, delay)

    instead = (
        _append_in_place, _remove_in_place, find_reload_model, _remember_trigger, _forget_trigger,
    )  # fmt: skip
    _set(instead)
    try:
        yield
    finally:
        _set(before)


def _set(functions):
    for (owner, name), function in zip(PATCHED, functions, strict=True):
        setattr(owner, name, function)


def _append_in_place(state, app_label, model_name, option_name, added):
    """A constraint or an index: the rendered model learns of it without being rendered anew."""
    kept = state.models[app_label, model_name].options[option_name]
    _write_option(state, app_label, model_name, option_name, [*kept, added])


def _remove_in_place(state, app_label, model_name, option_name, name):
    kept = state.models[app_label, model_name].options[option_name]
    left = [one for one in kept if one.name != name]
    _write_option(state, app_label, model_name, option_name, left)


def _write_option(state, app_label, model_name, option_name, values):
    state.models[app_label, model_name].options[option_name] = values
    if "apps" in state.__dict__:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, list(values))


def _remember_trigger(operation, app_label, state):
    """A trigger changes nothing that Django knows of a model."""
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]


def _forget_trigger(operation, app_label, state):
    options = state.models[app_label, operation.model_name].options
    kept = options.get("triggers", [])
    options["triggers"] = [one for one in kept if one.name != operation.name]
