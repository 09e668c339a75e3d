"""Tries a backup: restores it into a database of its own, looks whether all is there, drops it."""

import secrets
from pathlib import Path

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql

from familyhubs.database.backups import programs
from familyhubs.database.backups.restoring import address_of, restore
from familyhubs.database.backups.sealing import Damaged


class Command(BaseCommand):
    help = (
        "Restore a backup into a scratch database, check every table, guard, encrypted value and"
        " file, and drop it again. With --into and --uploads, restore it for good."
    )

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)
        parser.add_argument("--into", help="an empty database that stays (an accident, no drill)")
        parser.add_argument("--uploads", type=Path, help="an empty folder for the uploads")

    def handle(self, *, backup, into, uploads, **options):
        if bool(into) != bool(uploads):
            raise CommandError("--into and --uploads belong together.")
        if uploads and uploads.exists() and any(uploads.iterdir()):
            raise CommandError(f"{uploads} is not empty: nothing is ever written over.")
        try:
            if into:
                refuse_full(into)
                wrong = self.look(backup, into, uploads)
            else:
                wrong = self.drill(backup)
        except (Damaged, programs.NoProgram, ValueError, OSError, psycopg.Error) as error:
            raise CommandError(str(error)) from None
        if wrong:
            raise CommandError(f"This backup is not whole: {wrong} of the checks failed.")
        self.stdout.write("Everything is there.")

    def drill(self, backup):
        name = f"drill_{secrets.token_hex(6)}"
        run("CREATE DATABASE {}", name)
        try:
            return self.look(backup, name, None)
        finally:
            run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def look(self, backup, database, uploads):
        """How many of the checks failed; each says a line."""
        failed = 0
        for what, wrong in restore(backup, database=database, uploads=uploads):
            self.stdout.write(f"FAILED {what}: {wrong}" if wrong else f"ok     {what}")
            failed += bool(wrong)
        return failed


def run(statement, name):
    """As the owner, who may make databases (prepare_database)."""
    home = address_of(programs.environment()["PGDATABASE"])
    with psycopg.connect(**home, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def refuse_full(database):
    with psycopg.connect(**address_of(database)) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone():
            raise CommandError(f"The database {database} is not empty.")
