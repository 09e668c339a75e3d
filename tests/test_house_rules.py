"""Rules about the whole code base, checked by machine so that people need not."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = ("hubs", "families", "outcomes", "referrals")
OURS = (*DOMAIN, "familyhubs")
NO_SUCH_ROOM = {"utils", "helpers", "common", "misc", "services", "managers", "mixins", "signals"}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
    "adelete",
}


def sources(*roots):
    for root in roots:
        for path in sorted((ROOT / root).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path):
    return str(path.relative_to(ROOT))


ALL = list(sources(*OURS))
DOMAIN_FILES = list(sources(*DOMAIN))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_file_is_a_room_we_know(path):
    assert not NO_SUCH_ROOM & {path.stem, *path.relative_to(ROOT).parts}


def is_action_room(path):
    return "actions" in path.relative_to(ROOT).with_suffix("").parts


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in [*DOMAIN_FILES, *sources("familyhubs/pages", "familyhubs/insights")]
        if not is_action_room(path)
    ],
    ids=name_of,
)
def test_only_actions_write(path):
    calls = [n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    writes = [
        f"line {call.lineno}: .{call.attr}()"
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in WRITES
        # A set of words or a session's dictionary is not a row.
        and not (isinstance(call.value, ast.Name) and call.value.id in {"opened", "values"})
    ]
    assert not writes


@pytest.mark.parametrize("path", DOMAIN_FILES, ids=name_of)
def test_no_save_is_overridden(path):
    names = {
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert "save" not in names


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_nothing_is_too_long(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno <= 40, node.name


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_import_hides_inside_a_function(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            # An AppConfig's ready() is the one place where Django asks for it.
            assert not hidden or node.name == "ready", node.name


def test_a_lower_app_cannot_reach_up_through_a_reverse_accessor():
    for model in apps.get_models():
        if model._meta.app_label not in DOMAIN:
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            if field.related_model._meta.app_label == model._meta.app_label:
                continue
            # A user's own roles are hubs' business and read from nowhere below.
            if field.related_model._meta.label == "accounts.User" and field.name == "user":
                continue
            assert field.remote_field.hidden, f"{field} needs related_name='+'"


def form_classes(base=forms.BaseForm):
    for cls in base.__subclasses__():
        yield cls
        yield from form_classes(cls)


def test_every_required_field_has_its_own_error_message():
    default = str(forms.Field.default_error_messages["required"])
    mine = [f for f in form_classes() if f.__module__.split(".")[0] in OURS]
    assert mine
    for form in mine:
        for name, field in getattr(form, "base_fields", {}).items():
            says = str(field.error_messages.get("required", default))
            assert not field.required or says != default, (
                f"{form.__module__}.{form.__name__}.{name}"
            )


def test_every_row_of_ours_has_a_purpose_in_one_line():
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS and not hasattr(model, "pgh_tracked_model"):
            assert issubclass(model, Model)
            assert model.__doc__, model
            assert not model.__doc__.startswith(f"{model.__name__}("), model


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_module_says_what_it_is_for(path):
    tree = ast.parse(path.read_text())
    if tree.body and path.name not in {"apps.py", "__init__.py"}:
        assert ast.get_docstring(tree), f"{name_of(path)} has no docstring"
