"""`manage.py import_services FILE --list NAME`: loads a list of services; safe to run twice."""

from hubs.imports import actions
from hubs.imports.command import ImportCommand
from hubs.imports.offer import LISTS


class Command(ImportCommand):
    help = "Load a list of services, and of the open lists their places, from a CSV file."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--list", required=True, choices=LISTS, help="which list it is")

    def load(self, path, *, by, dry_run, **options):
        return actions.import_services(path, what=options["list"], by=by, dry_run=dry_run)
