"""Rules about the whole code base, checked by machine so that people need not."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver

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
WRITING_SQL = re.compile(r"\b(?:INSERT INTO|DELETE FROM|UPDATE \S+ SET) .*")
# Whatever they are called, these are no rows: sets of words, a query string, a checksum, a .po.
NO_ROWS = {"opened", "values", "names", "query", "digest", "catalog"}
# What writes besides actions, and why.
MAY_WRITE = {
    "familyhubs/audit/log.py": "an event belongs to every action",
    "familyhubs/audit/keys.py": "encrypts anew under another key, as the owner",
    "familyhubs/database/kind.py": "marks an empty database before there are people",
    "familyhubs/notifications/outbox.py": "the one way to owe a message",
    "familyhubs/notifications/delivery.py": "claims a message, sends it, says how it went",
    "familyhubs/accounts/views.py": "allauth's own form, which proves who somebody is",
    "familyhubs/demo": "an invented council in an empty database",
}
WAYS_OUT = ("django.core.mail.", "smtplib.", "requests.")


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


def may_write(path):
    """Actions, and what is named in MAY_WRITE."""
    if "actions" in path.relative_to(ROOT).with_suffix("").parts:
        return True
    return any(path.is_relative_to(ROOT / named) for named in MAY_WRITE)


def writes_in(path):
    text = path.read_text()
    yield from WRITING_SQL.findall(text)
    calls = [n.func for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)]
    for call in calls:
        if (
            isinstance(call, ast.Attribute)
            and call.attr in WRITES
            and not (isinstance(call.value, ast.Name) and call.value.id in NO_ROWS)
        ):
            yield f"line {call.lineno}: .{call.attr}()"


@pytest.mark.parametrize("path", [path for path in ALL if not may_write(path)], ids=name_of)
def test_only_actions_write(path):
    assert not [*writes_in(path)]


@pytest.mark.parametrize("name", MAY_WRITE)
def test_what_may_write_besides_actions_does(name):
    path = ROOT / name
    assert any(any(writes_in(file)) for file in ([path] if path.is_file() else sources(name)))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_messages_leave_by_one_way_only():
    """Only the outbox's own backends can send an e-mail or call GOV.UK Notify."""
    senders = {
        name_of(path)
        for path in ALL
        if any(f"{name}.".startswith(WAYS_OUT) for name in imported(path))
    }
    assert senders == {"familyhubs/notifications/backends.py"}


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
    assert get_resolver().url_patterns  # Every page is loaded, and with it every form.
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


def test_email_is_written_in_one_way():
    """One word for one thing, wherever it is read on a screen or in a message."""
    two_ways = re.compile(r"\be-mail", re.I)
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    assert not [name_of(path) for path in templates if two_ways.search(path.read_text())]
    for path in ALL:
        nodes = list(ast.walk(ast.parse(path.read_text())))
        docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        said = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        assert not [n.value for n in said if id(n) not in docs and two_ways.search(n.value)], path
