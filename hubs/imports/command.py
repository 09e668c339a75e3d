"""What the four import commands share: the file, the dry run, the report and the sentence."""

from django.core.management.base import BaseCommand, CommandError

from familyhubs.database.actor import SystemActor, acting_as

from .report import WrongFile


class ImportCommand(BaseCommand):
    """A command that loads one file and prints what it did."""

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file to load")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and write nothing"
        )

    def load(self, path, **options):
        """Run the import of this command; returns its Report."""
        raise NotImplementedError

    def handle(self, *, file, dry_run, **options):
        try:
            with acting_as(SystemActor.IMPORT):
                report = self.load(file, by=SystemActor.IMPORT, dry_run=dry_run, **options)
        except WrongFile as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        for line in report.lines():
            self.stdout.write(line)
