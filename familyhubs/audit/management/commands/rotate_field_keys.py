"""Puts every encrypted value under the first of FIELD_KEYS, so that an old key can be retired."""

from django.core.management.base import BaseCommand, CommandError

from familyhubs.audit.keys import left_by_table, rotate_all


class Command(BaseCommand):
    help = (
        "Put every encrypted value under the first of FIELD_KEYS. Add the new key in front, "
        "restart, run this, then remove the old key. Safe to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail while an old key is needed."
        )

    def handle(self, *, check=False, **options):
        if check:
            self.check_left()
            return
        totals = rotate_all()
        self.stdout.write(f"{totals['rotated']} values re-encrypted.")
        if totals["unreadable"]:
            raise CommandError(
                f"{totals['unreadable']} values open with none of FIELD_KEYS and were left as "
                "they are. Keep every old key until this number is nought."
            )

    def check_left(self):
        left = left_by_table()
        for table, count in sorted(left.items()):
            self.stdout.write(f"{table}: {count} values are not under the first key.")
        if left:
            raise CommandError("Keep every old key, and run rotate_field_keys.")
        self.stdout.write("Every value is under the first key.")
