"""Lets the first person in: every later account comes by invitation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.pages.people.actions import create_first_administrator
from familyhubs.refusals import Refused


class Command(BaseCommand):
    help = "Makes the first administrator and prints a link, for one use, to set the account up."

    def add_arguments(self, parser):
        parser.add_argument("email", help="where they sign in with")
        parser.add_argument("--name", required=True, help="their full name")

    def handle(self, *, email, name, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        if not name.strip() or "\x00" in name or len(name) > 200:
            raise CommandError("Give their full name with --name.")
        try:
            with acting_as(SystemActor.SETUP):
                link = create_first_administrator(email=email, full_name=name.strip())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Open this link within seven days. It works once:\n{link}")
