"""Reads Dockerfile, docker-compose.yml and .env.example, to prove them without a Docker engine."""

import fnmatch
import json
import re

import yaml

from familyhubs.embedded.places import ROOT

PORTAL = ("web", "worker", "beat", "migrate")
VARIABLE = re.compile(r"\$\{(\w+)(?:(:-|:\?)([^}]*))?\}")
# What somebody who sets the portal up would write into .env.
FILLED_IN = {
    "SECRET_KEY": "p" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "cHJvb2Ygb2YgdGhlIGltYWdlIHdpdGggMzIgYnl0ZXM=",
    "POSTGRES_PASSWORD": "a",
    "OWNER_PASSWORD": "b",
    "WEB_PASSWORD": "c",
    "REPORTING_PASSWORD": "d",
    "EMAIL_HOST": "mail.example.gov.uk",
}


def example():
    """.env.example as {name: value}, and the names that stand there commented out."""
    text = (ROOT / ".env.example").read_text()
    given = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    return given, set(re.findall(r"^# (\w+)=", text, re.MULTILINE))


def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def interpolated_names():
    """{name: (operator, default)} of every variable docker-compose.yml asks .env for."""
    text = (ROOT / "docker-compose.yml").read_text()
    return {name: (operator, default) for name, operator, default in VARIABLE.findall(text)}


def interpolate(text, values):
    def value(found):
        name, operator, default = found.groups()
        if values.get(name):
            return values[name]
        if operator == ":?":
            raise KeyError(name)
        return default or ""

    return VARIABLE.sub(value, text)


def environment(service):
    """The variables of one service, from .env.example with its gaps filled in."""
    values = example()[0] | FILLED_IN
    given = compose()["services"][service]["environment"]
    return {name: interpolate(str(text), values) for name, text in given.items()}


def command(service):
    return [str(part) for part in compose()["services"][service]["command"]]


def health_check(service):
    """The command of a service's health check; None where it has none."""
    test = compose()["services"][service].get("healthcheck", {}).get("test")
    return test and [str(part) for part in test[1:]]


def instructions():
    """The Dockerfile as (stage, instruction, rest); stages count from 0."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    stage = -1
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if not word.isupper():
            continue
        stage += word == "FROM"
        yield stage, word, " ".join(rest.split())


def is_in_image(path):
    """Whether .dockerignore lets this file of the repository into the image."""
    patterns = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line]
    parts = path.split("/")
    heads = ["/".join(parts[: length + 1]) for length in range(len(parts))]
    return not any(
        fnmatch.fnmatchcase(head, pattern.removeprefix("**/"))
        for pattern in patterns
        if not pattern.startswith("#")
        for head in (parts if pattern.startswith("**/") else heads)
    )


def exec_form(rest):
    """The command inside `CMD [...]` of an instruction."""
    return json.loads(rest[rest.index("[") :])
