"""`manage.py import_open_referral URL-or-FILE`: another council's feed; safe to run twice."""

from urllib.parse import urlsplit

from django.core.management.base import CommandError

from familyhubs.database.actor import SystemActor
from hubs.imports import actions
from hubs.imports.command import ImportCommand
from hubs.imports.feed import is_web
from hubs.imports.report import WrongFile


class Command(ImportCommand):
    help = "Load the services of an Open Referral UK 3.0 feed, from its address or a saved file."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--source", help="what to call the feed; its host's name where none is given"
        )

    def handle(self, *, file, dry_run, source, **options):
        # Each page is a transaction of its own: none waits for another council's server.
        source = source or (urlsplit(file).hostname if is_web(file) else "file")
        by = SystemActor.IMPORT
        try:
            report = actions.import_open_referral(file, source=source, by=by, dry_run=dry_run)
        except WrongFile as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        for line in report.lines():
            self.stdout.write(line)
