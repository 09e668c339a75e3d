"""Puts every encrypted value under the first of FIELD_KEYS, so that an old key can be retired."""

from django.core.management.base import BaseCommand, CommandError

from familyhubs.audit.keys import rotate_all


class Command(BaseCommand):
    help = (
        "Put every encrypted value under the first of FIELD_KEYS. Add the new key in front, "
        "restart, run this, then remove the old key. Safe to run again."
    )

    def handle(self, **options):
        totals = rotate_all()
        self.stdout.write(f"{totals['rotated']} values re-encrypted.")
        if totals["unreadable"]:
            raise CommandError(
                f"{totals['unreadable']} values open with none of FIELD_KEYS and were left as "
                "they are. Keep every old key until this number is nought."
            )
