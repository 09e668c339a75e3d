"""Makes a first migration quicker; what reaches the database is the same.

For each step Django renders every related model anew, and here nearly all are related: ten
thousand renderings, most of the time that a first migration takes. What no other model looks at
needs none of them.
"""

from contextlib import contextmanager

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


@contextmanager
def fewer_renderings():
    """Inside, only what a change can be seen from is rendered anew."""
    append, find = ProjectState._append_option, ProjectState._find_reload_model
    trigger = AddTrigger.state_forwards

    def find_reload_model(state, app_label, model_name, delay=False):
        """A model that no other points at is rendered alone (all row history is)."""
        if not state.relations.get((app_label, model_name)):
            return {(app_label, model_name)}
        return find(state, app_label, model_name, delay)

    ProjectState._append_option = _append_in_place
    ProjectState._find_reload_model = find_reload_model
    AddTrigger.state_forwards = _remember_trigger
    try:
        yield
    finally:
        ProjectState._append_option, ProjectState._find_reload_model = append, find
        AddTrigger.state_forwards = trigger


def _append_in_place(state, app_label, model_name, option_name, added):
    """A constraint or an index: the rendered model learns of it without being rendered anew."""
    options = state.models[app_label, model_name].options
    options[option_name] = [*options[option_name], added]
    if "apps" in state.__dict__:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, [*getattr(meta, option_name), added])


def _remember_trigger(operation, app_label, state):
    """A trigger changes nothing that Django knows of a model."""
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]
