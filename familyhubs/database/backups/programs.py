"""PostgreSQL's own programs for dumping and restoring, and what they are told of a database."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from familyhubs.embedded.postgres import program


class NoProgram(Exception):
    """pg_dump or pg_restore is not to be found. The message says what to do."""


def path_of(name):
    """The wheel's own, else one on the PATH."""
    try:
        own = program(name)
    except AttributeError:  # The wheel is not installed here.
        own = Path("/")
    found = str(own) if own.is_file() else shutil.which(name)
    if not found:
        raise NoProgram(f"{name} is not installed: install PostgreSQL's client programs.")
    return found


def environment(database=""):
    """What libpq reads: the owner's address, without a password on any command line."""
    owner = settings.DATABASES["owner"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(owner[key]) for name, key in names.items() if owner.get(key)}
    return os.environ | told | {"PGDATABASE": database or owner["NAME"]}
