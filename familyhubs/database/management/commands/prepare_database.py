"""Brings the database to what this version of the portal needs. Safe to run at every start."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from familyhubs.database import kind, roles
from familyhubs.database.migrating import fewer_renderings

LOCK = 7_310_225  # Any number of our own: only one of several starting containers prepares.


@contextmanager
def only_one(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class Command(BaseCommand):
    help = (
        "Make roles (with DATABASE_ADMIN_URL) and modules, migrate as the owner, grant each role"
        " what it may do, and mark the database as demo or live."
    )

    def add_arguments(self, parser):
        parser.add_argument("--roles-only", action="store_true", help="make the roles and stop")

    def handle(self, *args, **options):
        if "owner" not in settings.DATABASES:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner may prepare the database.")
        try:
            if settings.DATABASE_ADMIN_URL:
                roles.make_roles(settings.DATABASE_ADMIN_URL)
            if not options["roles_only"]:
                self.prepare(options["verbosity"])
        except (kind.WrongDatabase, roles.CannotPrepare) as refusal:
            raise CommandError(str(refusal)) from None

    def prepare(self, verbosity):
        owner = connections["owner"]
        with only_one(owner) as cursor:
            kind.refuse_wrong_kind(cursor)
            roles.make_extensions(owner)
            # The mark first: a start that is broken off half-way must not look like a stranger's.
            self.migrate("database", verbosity=verbosity)
            kind.write_mark(cursor)
            self.migrate(verbosity=verbosity)
            call_command("createcachetable", database="owner", verbosity=verbosity)
            with transaction.atomic(using="owner"):
                roles.grant(owner)

    def migrate(self, *app, verbosity):
        """Nothing at all where nothing is missing: looking for it again takes seconds."""
        loader = MigrationLoader(connections["owner"])
        if loader.graph.nodes.keys() <= loader.applied_migrations.keys():
            return
        with fewer_renderings():
            call_command("migrate", *app, database="owner", interactive=False, verbosity=verbosity)
