"""The variables of demo mode. Nowhere else is FAMILYHUBS_DEMO switched on."""

import hmac
import os
from urllib.parse import quote, urlsplit, urlunsplit

from familyhubs.embedded import postgres
from familyhubs.embedded.places import ROOT
from familyhubs.embedded.postgres import Postgres
from familyhubs.embedded.valkey import Valkey

DATABASE_VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORTING_URL")
# What could make a demo talk to the world outside is not passed on from the user's shell.
KEPT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "CHROMIUM",
    "SCREENSHOTS",
)


def demo_environment(place, port=None):
    """Everything settings.py asks for, except where the servers are."""
    address = "http://localhost" + (f":{port}" if port else "")
    variables = {name: os.environ[name] for name in KEPT if name in os.environ}
    variables |= place.secrets() | {
        "FAMILYHUBS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "familyhubs.settings",
        "ALLOWED_HOSTS": "localhost",
        "PUBLIC_URL": address,
        "STATIC_ROOT": str(place.static),
        "UPLOADS_FOLDER": str(place.folder / "uploads"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    return variables | ({"PORT": str(port)} if port else {})


def start_servers(place, processes, *, durable=True, say=print):
    """Start what the user gave no address for; return the addresses of both servers."""
    return database(place, processes, durable, say) | broker(place, processes, say)


def database(place, processes, durable, say):
    given = {name: os.environ[name] for name in DATABASE_VARIABLES if os.environ.get(name)}
    if len(given) == len(DATABASE_VARIABLES):
        say("Using your PostgreSQL, with the three roles you gave.")
        return given
    if "DATABASE_URL" in given:
        say("Using your PostgreSQL (DATABASE_URL).")
        return derived(given["DATABASE_URL"], place.secrets()["SECRET_KEY"])
    say("Starting PostgreSQL …")
    server = Postgres(place)
    server.start(processes, durable=durable)
    return {
        "DATABASE_URL": postgres.url(server.sockets, "familyhubs_web"),
        "DATABASE_OWNER_URL": postgres.url(server.sockets, "familyhubs_owner"),
        "DATABASE_REPORTING_URL": postgres.url(server.sockets, "familyhubs_reporting"),
        "DATABASE_ADMIN_URL": postgres.url(server.sockets, postgres.SUPERUSER, "postgres"),
    }


def derived(url, secret):
    """The user's own role is the owner; two lesser ones are named after the database.

    Their password is made from this checkout's secret, so it needs to be kept nowhere.
    """
    name = urlsplit(url).path.lstrip("/")
    return {
        "DATABASE_URL": with_role(url, f"{name}_web", secret),
        "DATABASE_OWNER_URL": url,
        "DATABASE_REPORTING_URL": with_role(url, f"{name}_reporting", secret),
        "DATABASE_ADMIN_URL": url,
    }


def with_role(url, role, secret):
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    password = hmac.new(secret.encode(), role.encode(), "sha256").hexdigest()
    return urlunsplit(parts._replace(netloc=f"{quote(role, safe='')}:{password}@{where}"))


def broker(place, processes, say):
    if given := os.environ.get("REDIS_URL"):
        say("Using your broker (REDIS_URL).")
        return {"REDIS_URL": given}
    say("Starting Valkey …")
    server = Valkey(place)
    server.start(processes)
    return {"REDIS_URL": server.url}
