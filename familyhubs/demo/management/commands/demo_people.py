"""`manage.py demo_people`: who can be tried in the demo; script/server prints it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from familyhubs.accounts.models import User


class Command(BaseCommand):
    help = "List the demo people that the sign-in page offers, one click each."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("There are demo people only in a demo started by script/server.")
        people = User.objects.demo().may_sign_in().order_by("recorded_at", "full_name")
        for name, about in people.values_list("full_name", "demo_about"):
            self.stdout.write(f"  {name}: {about}" if about else f"  {name}")
