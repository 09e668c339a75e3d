"""Computes access two ways, now, and says where they differ."""

from django.core.management.base import BaseCommand, CommandError

from families.actions import check_access


class Command(BaseCommand):
    help = "Compares who sees which family by the database's rule and by the plain one."

    def handle(self, **options):
        found = check_access()
        said = f"{found.users} people, {found.pairs} pairs"
        if found.differences:
            pairs = "\n".join(f"user {d.user} family {d.family}" for d in found.differences)
            raise CommandError(f"{said}, {len(found.differences)} differ:\n{pairs}")
        self.stdout.write(f"{said}: both ways say the same.")
