"""Writes one encrypted file with the database and the uploads."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from familyhubs.database.backups.making import Failed, back_up
from familyhubs.database.backups.programs import NoProgram


class Command(BaseCommand):
    help = "Back up the database and the uploads into one file that only BACKUP_KEY opens."

    def add_arguments(self, parser):
        parser.add_argument("to", type=Path, help="the file; refused where there is one")

    def handle(self, *, to, **options):
        if to.exists():
            raise CommandError(f"{to} is there already: a backup is never written over.")
        try:
            manifest = back_up(to)
        except (Failed, NoProgram, ValueError, OSError) as error:
            raise CommandError(str(error)) from None
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            f"{to}: {rows} rows of {len(manifest['rows'])} tables and {len(manifest['uploads'])}"
            f" files, {to.stat().st_size} bytes. Try it: manage.py restore_drill {to}"
        )
