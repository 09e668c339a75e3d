"""Reads a backup back, and looks whether all of it is there: for an accident, and for the drill."""

import hashlib
import json
import subprocess
from pathlib import PurePosixPath
from typing import NamedTuple

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql

from ..encryption import EncryptedTextField, InvalidToken, cipher
from . import contents, programs
from .counting import counted
from .sealing import Damaged, Opened, key_of

# So many encrypted values of each column are opened, the newest first.
TRIED = 50


class Looked(NamedTuple):
    """What was looked at, and what was found wrong with it ("" for nothing)."""

    what: str
    wrong: str = ""


def restore(path, *, database, uploads=None):
    """Fill an empty database, and a folder where one is given; yields what was looked at.

    Raises Damaged where the file does not open; what was written until then is worth nothing.
    """
    manifest, digests = {}, {}
    with path.open("rb") as file:
        for kind, name, blocks in contents.parts_of(Opened(file, key_of(settings.BACKUP_KEY))):
            if kind == contents.DATABASE:
                yield fill(database, blocks)
            elif kind == contents.UPLOAD:
                digests[name] = write(blocks, place_of(uploads, name))
            else:
                manifest = json.loads(b"".join(blocks))
    if not manifest:
        raise Damaged("The backup ends in the middle.")
    with psycopg.connect(**address_of(database)) as connection:
        yield from same_numbers(connection, manifest)
        yield from opened_values(connection)
    wrong = [name for name, digest in manifest["uploads"].items() if digests.get(name) != digest]
    yield Looked(f"{len(manifest['uploads'])} uploaded files", ", ".join(wrong[:5]))


def fill(database, blocks):
    """All of the dump, or as much as pg_restore takes before it refuses."""
    command = [programs.path_of("pg_restore"), "--exit-on-error", "--no-comments"]
    command += [f"--dbname={database}"]
    with subprocess.Popen(
        command, env=programs.environment(database), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as restore:
        try:
            for block in blocks:
                restore.stdin.write(block)
            restore.stdin.close()
        except BrokenPipeError:
            for _block in blocks:
                pass  # Why is said below; the rest of the file is read all the same.
        said = restore.stderr.read().decode(errors="replace").strip()
    return Looked("the database", said if restore.returncode else "")


def place_of(folder, name):
    """Where an upload belongs; nothing outside the folder, whatever the file says."""
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts:
        raise Damaged("A file of the backup lies outside the uploads.")
    return folder / inside if folder else None


def write(blocks, place):
    digest = hashlib.sha256()
    if place is None:
        for block in blocks:
            digest.update(block)
        return digest.hexdigest()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with place.open("xb") as file:
        for block in blocks:
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def address_of(database):
    told = programs.environment(database)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    known = {name: told.get(key) for name, key in names.items()}
    return known | {"dbname": database}


def same_numbers(connection, manifest):
    """Every table has its rows, and everything that guards them is there."""
    rows, made_of = counted(connection)
    other = [
        f"{name} {rows.get(name, 'missing')} instead of {count}"
        for name, count in manifest["rows"].items()
        if rows.get(name) != count
    ]
    total = sum(manifest["rows"].values())
    yield Looked(f"{total} rows of {len(manifest['rows'])} tables", "; ".join(other[:5]))
    for name, count in manifest["made_of"].items():
        found = made_of[name]
        yield Looked(f"{count} {name}", "" if found == count else f"{found} found")


def opened_values(connection):
    """Encrypted values open with the keys that are set here."""
    shut, tried = [], 0
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                for value in some_of(connection, table, field.column):
                    tried += 1
                    if not opens(value):
                        shut.append(f"{table}.{field.column}")
                        break
    yield Looked(f"{tried} encrypted values", ", ".join(shut[:5]))


def some_of(connection, table, column):
    asked = sql.SQL("SELECT {0} FROM {1} WHERE {0} <> '' ORDER BY ctid DESC LIMIT {2}").format(
        sql.Identifier(column), sql.Identifier(table), sql.Literal(TRIED)
    )
    return [value for (value,) in connection.execute(asked)]


def opens(value):
    try:
        cipher().decrypt(value.encode())
    except InvalidToken:
        return False
    return True
