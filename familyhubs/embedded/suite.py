"""script/test: every check and every test, one after the other, on servers of its own."""

import os
import secrets
import sys
import time
from itertools import pairwise
from typing import NamedTuple

import psycopg

from familyhubs.embedded.browser import chromium
from familyhubs.embedded.environment import demo_environment, start_servers
from familyhubs.embedded.places import ROOT, Place
from familyhubs.embedded.processes import Died, Processes
from familyhubs.embedded.serve import alone_in
from familyhubs.embedded.stopping import stopping_on_signals

NO_BROWSER = "--no-browser"
# tests/conftest.py: whole products and further seeds, where the default takes pairs and one.
THOROUGH = "--thorough"
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


class Step(NamedTuple):
    name: str
    command: list
    variables: dict


class Outcome(NamedTuple):
    name: str
    code: int
    seconds: float

    def __str__(self):
        return f"{'ok    ' if self.code == 0 else 'FAILED'} {self.seconds:6.1f} s  {self.name}"


def python(*arguments):
    return [sys.executable, *arguments]


def production(variables):
    """The same servers, but the settings a council would run with."""
    lasting = {name: value for name, value in variables.items() if name != "FAMILYHUBS_DEMO"}
    return lasting | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "hub.example.org",
        "PUBLIC_URL": "https://hub.example.org",
    }


def steps(variables, arguments):
    """What is checked, the quick things first."""
    manage = python(str(ROOT / "manage.py"))
    deploy = ["check", "--deploy", "--fail-level", "WARNING"]
    return [
        Step("lint (ruff)", python("-m", "ruff", "check", "."), variables),
        Step("format (ruff)", python("-m", "ruff", "format", "--check", "."), variables),
        Step("import contracts", python("-c", LINT_IMPORTS), variables),
        Step("template lint", python("-m", "djlint", "--lint", "--quiet", "templates"), variables),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], variables),
        Step("production settings", [*manage, *deploy], production(variables)),
        Step("tests", python("-m", "pytest", *pytest_arguments(arguments)), variables),
    ]


# Three at a time on two cores, as each often waits for a server or a browser. Each keeps to its own
# part, so that what a room shares is made once, and who is done first takes from the others.
WORKERS = ["-n", "3", "--dist", "worksteal"]


def pytest_arguments(arguments):
    """The user's own arguments come last and win, except that --no-browser always holds."""
    rest = [argument for argument in arguments if argument != NO_BROWSER]
    if NO_BROWSER not in arguments:
        return [*WORKERS, *rest]
    chosen = [f"({after})" for at, after in pairwise(rest) if at == "-m"]
    return [*WORKERS, *rest, "-m", " and ".join([*chosen, "not browser"])]


def run_all(processes, todo):
    """Run each step to its end, whatever became of the others."""
    outcomes = []
    for step in todo:
        print(f"\n── {step.name}", flush=True)
        began = time.monotonic()
        code = processes.run(step.command, env=step.variables, cwd=ROOT)
        outcomes.append(Outcome(step.name, code, time.monotonic() - began))
    return outcomes


def test(folder, arguments):
    """Run everything and end with a table; the exit code says whether all of it passed."""
    place = Place(folder)
    with alone_in(place, "A test run"), stopping_on_signals():
        browser = {} if NO_BROWSER in arguments else {"CHROMIUM": chromium()}
        try:
            with Processes() as processes:
                variables = demo_environment(place) | browser
                variables |= start_servers(place, processes, durable=False)
                make_roles(processes, variables)
                outcomes = run_all(processes, steps(variables, arguments))
        except Died as death:
            raise SystemExit(f"\n{death}") from None
        finally:
            place.remove_sockets()
        return report(outcomes, arguments)
    return 130


def make_roles(processes, variables):
    """The roles, and a home database for them; the tests make databases of their own."""
    command = python(str(ROOT / "manage.py"), "prepare_database", "--roles-only")
    if processes.run(command, env=variables, cwd=ROOT):
        raise SystemExit("The tests were not run.")
    admin = variables.pop("DATABASE_ADMIN_URL", None)
    if admin and not os.environ.get("DATABASE_URL"):
        # On a server of our own: tests/conftest.py empties tables with their triggers set aside.
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(
                "GRANT SET ON PARAMETER session_replication_role TO familyhubs_owner"
            )


def report(outcomes, arguments):
    print("\n" + "\n".join(map(str, outcomes)))
    if NO_BROWSER in arguments:
        print("The browser tests were left out (--no-browser).")
    if THOROUGH in arguments:
        print("The whole products and all seeds were tried (--thorough).")
    failed = [outcome.name for outcome in outcomes if outcome.code]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0
