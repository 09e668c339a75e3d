"""Writes a backup: the database as one snapshot has it, and the uploads beside it."""

import hashlib
import json
import os
import subprocess
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.utils import timezone

from . import contents, programs
from .counting import counted
from .sealing import Sealed, key_of


class Failed(Exception):
    """Nothing usable was written. The message says why."""


def back_up(path):
    """Write one encrypted file, whole or not at all; the manifest of what stands in it."""
    key = key_of(settings.BACKUP_KEY)
    part = path.with_name(f".{path.name}.part")
    try:
        # Readable by nobody else, from the first byte.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            sealed = Sealed(file, key)
            manifest = write_all(sealed)
            sealed.close()
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def write_all(sealed):
    manifest = {"at": timezone.now().isoformat(), "uploads": {}}
    with snapshot() as (connection, name):
        manifest["rows"], manifest["made_of"] = counted(connection)
        manifest["bytes"] = contents.write_part(
            sealed, contents.DATABASE, settings.DATABASES["owner"]["NAME"], dumped(name)
        )
    # After the database: a file that came later is one too many, never one too few.
    for file in sorted(settings.UPLOADS_FOLDER.rglob("*")):
        if file.is_file():
            place = file.relative_to(settings.UPLOADS_FOLDER).as_posix()
            digest = hashlib.sha256()
            contents.write_part(sealed, contents.UPLOAD, place, hashed(file, digest))
            manifest["uploads"][place] = digest.hexdigest()
    contents.write_part(sealed, contents.MANIFEST, "", [json.dumps(manifest).encode()])
    return manifest


@contextmanager
def snapshot():
    """A connection of the owner's whose snapshot another can use, and its name."""
    owner = programs.environment()
    address = {"host": owner.get("PGHOST"), "port": owner.get("PGPORT"), "user": owner["PGUSER"]}
    address |= {"password": owner.get("PGPASSWORD"), "dbname": owner["PGDATABASE"]}
    with psycopg.connect(**address) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection, connection.execute("SELECT pg_export_snapshot()").fetchone()[0]


def dumped(snapshot_name):
    """The dump, a block at a time; raises Failed with what pg_dump says."""
    command = [programs.path_of("pg_dump"), "--format=custom", f"--snapshot={snapshot_name}"]
    with subprocess.Popen(
        command, env=programs.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as dump:
        yield from contents.blocks_of(dump.stdout)
        said = dump.stderr.read().decode(errors="replace").strip()
    if dump.returncode:
        raise Failed(f"pg_dump: {said or dump.returncode}")


def hashed(path, digest):
    with path.open("rb") as file:
        for block in contents.blocks_of(file):
            digest.update(block)
            yield block
