"""`manage.py import_population FILE`: loads a population file; safe to run twice."""

from hubs.imports import actions
from hubs.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Load population estimates by sex and single year of age from a CSV file."

    def load(self, path, *, by, dry_run, **options):
        return actions.import_population(path, by=by, dry_run=dry_run)
