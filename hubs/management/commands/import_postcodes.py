"""`manage.py import_postcodes FILE`: loads a postcode directory; safe to run twice."""

from hubs.imports import actions
from hubs.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Load postcodes with their ward, LSOA, MSOA and council from a CSV file."

    def load(self, path, *, by, dry_run, **options):
        return actions.import_postcodes(path, by=by, dry_run=dry_run)
