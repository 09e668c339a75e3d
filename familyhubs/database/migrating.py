"""Makes a first migration quicker; what reaches the database is the same."""

from contextlib import contextmanager

from pgtrigger.migrations import AddTrigger


@contextmanager
def triggers_without_rendering():
    """A trigger changes nothing that Django knows of a model, so none is rendered anew for it.

    Django renders every related model again for each trigger, which is a quarter of the time a
    first migration takes. (Not so for constraints: altering a field looks at the rendered ones.)
    """
    original = AddTrigger.state_forwards
    AddTrigger.state_forwards = _remember
    try:
        yield
    finally:
        AddTrigger.state_forwards = original


def _remember(operation, app_label, state):
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]
