"""Writes docs/access.md, or says where it and the code have come apart."""

from difflib import unified_diff

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from familyhubs.pages.matrix.document import document
from familyhubs.pages.matrix.rules import pages_without_a_rule

PLACE = settings.BASE_DIR / "docs" / "access.md"


class Command(BaseCommand):
    help = "Writes the table of who may open which page; --check fails where it is out of date."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; compare")

    def handle(self, *, check, **options):
        if missing := pages_without_a_rule():
            raise CommandError(f"Say in matrix/rules.py whose these pages are: {missing}")
        text = document()
        if not check:
            PLACE.write_text(text)
            return
        stands = PLACE.read_text() if PLACE.exists() else ""
        if diff := "\n".join(unified_diff(stands.splitlines(), text.splitlines(), lineterm="")):
            raise CommandError(f"docs/access.md is out of date. Run access_matrix.\n{diff[:4000]}")
        self.stdout.write("docs/access.md says what the code does.")
