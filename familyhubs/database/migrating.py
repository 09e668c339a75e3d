"""Makes a first migration several times quicker; what reaches the database is the same."""

from contextlib import contextmanager

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


@contextmanager
def options_without_rendering():
    """Constraints, indexes and triggers change no field, so no model is rendered anew for them.

    Django renders every related model again for each of them, which is most of the time a first
    migration takes. The next change of a field renders them with all that was added.
    """
    append, trigger = ProjectState._append_option, AddTrigger.state_forwards
    ProjectState._append_option = _append
    AddTrigger.state_forwards = _add_trigger
    try:
        yield
    finally:
        ProjectState._append_option, AddTrigger.state_forwards = append, trigger


def _append(state, app_label, model_name, option_name, item):
    options = state.models[app_label, model_name].options
    options[option_name] = [*options[option_name], item]


def _add_trigger(operation, app_label, state):
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]
