"""`manage.py import_areas FILE`: loads a boundary file; safe to run twice."""

from hubs.imports import actions
from hubs.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Load names and boundaries of wards or LSOAs from a GeoJSON file."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--vintage",
            type=int,
            required=True,
            choices=range(2000, 2100),
            metavar="YEAR",
            help="the year in which these boundaries held",
        )

    def load(self, path, *, by, dry_run, vintage, **options):
        return actions.import_areas(path, vintage=vintage, by=by, dry_run=dry_run)
