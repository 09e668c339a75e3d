"""`manage.py import_sites FILE`: loads a list of places; safe to run twice."""

from django.core.management.base import CommandError

from hubs.imports import actions
from hubs.imports.command import ImportCommand
from hubs.imports.sites import SOURCES
from hubs.models import Hub


class Command(ImportCommand):
    help = "Load a list of places, such as libraries or schools, from a CSV file."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kind", required=True, choices=SOURCES, help="which list it is")
        parser.add_argument("--hub", metavar="SLUG", help="the hub that new places belong to")

    def load(self, path, *, by, dry_run, kind, hub, **options):
        chosen = Hub.objects.filter(slug=hub).first() if hub else None
        if hub and chosen is None:
            raise CommandError(f"There is no hub called {hub}. Nothing was changed.")
        return actions.import_sites(path, source=kind, by=by, hub=chosen, dry_run=dry_run)
