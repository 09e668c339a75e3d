"""Dockerfile, docker-compose.yml and .env.example, held against the code they deploy."""

import ast
import importlib
import os
import subprocess
import sys

import pytest
from celery.bin.celery import celery
from click import Context
from django.core.management import get_commands
from gunicorn.config import Config

from familyhubs import healthcheck
from familyhubs.embedded import compose
from familyhubs.embedded.places import ROOT

READERS = ("familyhubs/settings.py", "familyhubs/healthcheck.py")
# Read by gunicorn itself; set by the scripts only.
READ_ELSEWHERE = {"WEB_CONCURRENCY"}
NOT_FOR_PRODUCTION = {"FAMILYHUBS_DEMO"}
REQUIRED = (
    "SECRET_KEY",
    "FIELD_KEYS",
    "ALLOWED_HOSTS",
    "PUBLIC_URL",
    "DATABASE_URL",
    "DATABASE_REPORTING_URL",
    "REDIS_URL",
)


def variables_read():
    """{name: default} of every environment variable that settings and health checks read."""
    found = {}
    for reader in READERS:
        for node in ast.walk(ast.parse((ROOT / reader).read_text())):
            name, default = read_by(node)
            if name:
                found[name] = default
    return found


def read_by(node):
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        return literal(node.slice), None
    if not isinstance(node, ast.Call) or not node.args:
        return None, None
    if ast.unparse(node.func) == "os.environ.get":
        return literal(node.args[0]), literal(node.args[1]) if len(node.args) > 1 else None
    if ast.unparse(node.func) in {"required", "database"}:
        return literal(node.args[0]), None
    return None, None


def literal(node):
    return node.value if isinstance(node, ast.Constant) else None


def start(variables, code="import familyhubs.settings"):
    """Run code in a process that has these variables and no others."""
    bare = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "familyhubs.settings"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare | variables, capture_output=True, text=True
    )


def test_settings_start_with_what_compose_gives():
    done = start(compose.environment("web"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("left", [None, " "])
def test_settings_refuse_to_start_without(name, left):
    given = compose.environment("web")
    del given[name]
    done = start(given | ({name: left} if left else {}))
    assert done.returncode != 0
    assert f"Set {name}: the portal does not start without it." in done.stderr


def test_nothing_set_is_not_a_demo():
    assert "ImproperlyConfigured" in start({}).stderr


@pytest.mark.parametrize("value", ["0", "true", "yes", " 1"])
def test_only_the_scripts_own_word_switches_demo_mode_on(value):
    done = start(
        compose.environment("web") | {"FAMILYHUBS_DEMO": value},
        "from familyhubs import settings; assert not settings.DEMO;"
        " assert settings.SESSION_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT",
    )
    assert done.returncode == 0, done.stderr


def test_production_loads_nothing_of_the_demo_or_the_embedded_servers():
    done = start(
        compose.environment("web"),
        "import django, sys; django.setup(); import familyhubs.wsgi, familyhubs.urls;"
        "from familyhubs.celery import app; app.loader.import_default_modules();"
        "print([name for name in sys.modules"
        " if name.startswith(('familyhubs.demo', 'familyhubs.embedded'))])",
    )
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize("service", compose.PORTAL)
def test_every_variable_given_is_read_and_every_required_one_given(service):
    given = compose.environment(service)
    assert given.keys() <= variables_read().keys() | READ_ELSEWHERE
    assert set(REQUIRED) <= given.keys()
    assert not given.keys() & NOT_FOR_PRODUCTION


def test_compose_passes_on_everything_that_can_be_set():
    given = set().union(*(compose.environment(service) for service in compose.PORTAL))
    # The image holds no pg_dump: backups are made beside it (docs/operations.md).
    fixed_by_the_image = {"STATIC_ROOT", "PORT", "BACKUP_KEY"}
    assert variables_read().keys() - given == NOT_FOR_PRODUCTION | fixed_by_the_image


def test_defaults_in_compose_are_the_codes_own():
    code = variables_read()
    for name, (operator, default) in compose.interpolated_names().items():
        if operator == ":-" and isinstance(code.get(name), str):
            assert default == code[name], name


def test_env_example_names_every_variable_and_gives_no_secret():
    given, commented = compose.example()
    known = compose.interpolated_names().keys() | variables_read().keys() | READ_ELSEWHERE
    assert given.keys() | commented == known - NOT_FOR_PRODUCTION
    assert not given.keys() & commented
    for name, value in given.items():
        assert not value or "example" in value, name


def test_an_address_that_the_owner_uses_is_given_to_migrate_only():
    for service in compose.PORTAL:
        secret = {"DATABASE_OWNER_URL", "DATABASE_ADMIN_URL"} & compose.environment(service).keys()
        assert bool(secret) == (service == "migrate")


@pytest.mark.django_db
@pytest.mark.parametrize("service", compose.PORTAL)
def test_every_command_starts_something_that_exists(service):
    check_command(compose.command(service))


def test_the_images_own_command_is_the_web_services():
    last = {word: rest for stage, word, rest in compose.instructions() if stage == 1}
    assert compose.exec_form(last["CMD"]) == compose.command("web")
    assert compose.exec_form(last["HEALTHCHECK"]) == compose.health_check("web")


def check_command(parts):
    program, *arguments = parts
    {"gunicorn": check_gunicorn, "celery": check_celery, "python": check_python}[program](arguments)


def check_gunicorn(arguments):
    options = Config().parser().parse_args(arguments)
    assert callable(importlib.import_module(*options.args).application)
    assert options.bind == ["0.0.0.0:8000"]


def check_celery(arguments):
    assert arguments[:2] == ["--app", "familyhubs.celery:app"]
    name, *rest = arguments[2:]
    command = celery.commands[name]
    values, unknown, _ = command.make_parser(Context(command)).parse_args(list(rest))
    assert not unknown
    assert values.get("command") == ("ping" if name == "inspect" else None)


def check_python(arguments):
    if arguments[0] == "-m":
        module = importlib.import_module(arguments[1])
        assert arguments[2] in module.CHECKS
    else:
        assert (ROOT / arguments[0]).is_file()
        assert arguments[1] in get_commands()


def test_every_service_that_stays_has_a_health_check_that_exists():
    for service in ("web", "worker", "beat"):
        check_command(compose.health_check(service))
    for service in ("postgres", "valkey"):
        assert compose.health_check(service)


def test_ports_agree():
    services = compose.compose()["services"]
    assert services["web"]["ports"][0].endswith(":8000")
    assert services["web"]["ports"][0].startswith("127.0.0.1:")
    assert (1, "EXPOSE", "8000") in list(compose.instructions())


def test_what_a_service_waits_for_exists_and_can_be_waited_for():
    services = compose.compose()["services"]
    for service in services.values():
        for name, wanted in service.get("depends_on", {}).items():
            healthy = wanted["condition"] == "service_healthy"
            assert bool(compose.health_check(name)) if healthy else name == "migrate"


def test_the_image_runs_as_nobody_special_and_holds_no_build_tools():
    steps = list(compose.instructions())
    final = [(word, rest) for stage, word, rest in steps if stage == 1]
    assert ("USER", "portal") in final
    text = " ".join(rest for stage, word, rest in steps if word == "RUN")
    assert "apt-get" not in text
    assert "--require-hashes --only-binary :all: --requirement requirements.lock" in text


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("manage.py", True),
        ("familyhubs/settings.py", True),
        ("templates/base.html", True),
        (".env", False),
        (".git/config", False),
        ("tests/conftest.py", False),
        ("familyhubs/embedded/serve.py", False),
        ("familyhubs/demo/build.py", False),
        ("hubs/__pycache__/models.pyc", False),
        ("docs/operations.md", False),
    ],
)
def test_what_goes_into_the_image(path, inside):
    assert compose.is_in_image(path) is inside


def test_the_healthcheck_says_no_where_nobody_answers(monkeypatch, tmp_path):
    monkeypatch.setenv("ALLOWED_HOSTS", "hub.example.org")
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("BEAT_FOLDER", str(tmp_path))
    assert not healthcheck.web()
    assert not healthcheck.beat()
    (tmp_path / "beat.db").touch()
    assert healthcheck.beat()
    os.utime(tmp_path / "beat.db", (0, 0))
    assert not healthcheck.beat()
