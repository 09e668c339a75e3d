"""`manage.py demo`: fills an empty demo database with an invented council."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from familyhubs.accounts.models import Organisation
from familyhubs.contact import reach
from familyhubs.database.models import Mark
from familyhubs.demo.build import build


class Command(BaseCommand):
    help = (
        "Fill an empty demo database with an invented council and about 400 families. --if-empty"
        " does nothing where there is one already."
    )

    def add_arguments(self, parser):
        parser.add_argument("--families", type=int, default=400)
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Only a demo started by script/server may hold invented people.")
        if not 0 <= options["families"] <= 100_000:
            raise CommandError("--families: between 0 and 100000.")
        if Organisation.objects.exists():
            if not Mark.objects.exclude(filled_at=None).exists():
                raise CommandError(
                    "Loading the demo into this database was broken off half-way. Make an empty"
                    " database in its place, and start again."
                )
            if options["if_empty"]:
                return
            raise CommandError("This database is not empty, and the demo overwrites nothing.")
        say = self.stdout.write if options["verbosity"] else lambda text: None
        build(families=options["families"], say=say)
        # The cards were written past the action that keeps these.
        reach.keep_all("owner")
        Mark.objects.using("owner").update(filled_at=timezone.now())
