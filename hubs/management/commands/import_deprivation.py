"""`manage.py import_deprivation FILE`: loads deciles of deprivation; safe to run twice."""

from hubs.imports import actions
from hubs.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Load how deprived each small area (LSOA) is from a CSV file of one edition."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--edition",
            type=int,
            required=True,
            choices=range(2000, 2100),
            metavar="YEAR",
            help="the edition of the indices, such as 2025",
        )

    def load(self, path, *, by, dry_run, edition, **options):
        return actions.import_deprivation(path, edition=edition, by=by, dry_run=dry_run)
