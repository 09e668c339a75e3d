"""script/server: the whole portal on one machine, from one command until Ctrl-C."""

import errno
import fcntl
import os
import shutil
import socket
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

from familyhubs.embedded.environment import demo_environment, start_servers
from familyhubs.embedded.places import ROOT, Place
from familyhubs.embedded.processes import PORTAL, Died, Processes
from familyhubs.embedded.static import collect_static
from familyhubs.embedded.stopping import stopping_on_signals

FIRST_PORT, LAST_PORT = 8000, 8099
SIGN_IN = "/accounts/login/"
LOAD_DEMO = ["demo", "--if-empty"]
# A proxy of the user's has no business between this machine and itself.
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def alone_in(place, what):
    """One server per checkout: its data folder can have only one PostgreSQL."""
    with (place.folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SystemExit(f"{what} already runs in this checkout. {lock.read()}") from None
        lock.truncate(0)
        yield lock


def listen(port=None):
    """Open sockets on the loopback for one port: the one asked for, or the first free one."""
    if port is not None:
        try:
            return port, open_port(port)
        except OSError as error:
            raise SystemExit(f"Port {port} cannot be used: {error.strerror}.") from None
    for candidate in range(FIRST_PORT, LAST_PORT + 1):
        try:
            return candidate, open_port(candidate)
        except OSError:
            continue
    raise SystemExit(f"No port between {FIRST_PORT} and {LAST_PORT} is free: give one with PORT=.")


def open_port(port):
    """Both loopback addresses, so that `localhost` finds us whichever a browser tries first."""
    opened = [open_socket(socket.AF_INET, "127.0.0.1", port)]
    try:
        opened.append(open_socket(socket.AF_INET6, "::1", port))
    except OSError as error:
        if is_taken(error):
            opened[0].close()
            raise
    return opened


def is_taken(error):
    return error.errno in (errno.EADDRINUSE, errno.EACCES)


def open_socket(family, host, port):
    opened = socket.socket(family)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    return opened


def asked_port():
    text = os.environ.get("PORT", "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT={text} is not a port number.")
    return int(text)


def python(*arguments):
    return [sys.executable, "-m", *arguments]


def forget_broken_start(place):
    """A first start that was broken off half-way begins again: its database holds nothing else."""
    if not is_filled(place).exists():
        shutil.rmtree(place.postgres, ignore_errors=True)


def is_filled(place):
    return place.folder / "filled"


def prepare(place, processes, environment):
    """Migrate, grant, and load the demo council where there is none; stop where that fails."""
    steps = {
        "Preparing the database …": ["prepare_database", "--verbosity", "0"],
        "Loading the demo council, if there is none yet …": LOAD_DEMO,
    }
    for words, command in steps.items():
        print(words, flush=True)
        arguments = [sys.executable, ROOT / "manage.py", *command]
        if processes.run(arguments, env=environment, cwd=ROOT):
            raise SystemExit("The portal was not started.")
    if place.postgres.exists() and not os.environ.get("DATABASE_URL"):
        is_filled(place).touch()


def start_portal(place, processes, environment, sockets):
    """Web, worker and beat."""

    def start(name, arguments, **options):
        log = place.log(name)
        processes.start(
            name, arguments, log=log, stage=PORTAL, cwd=ROOT, env=environment, **options
        )

    binds = [part for each in sockets for part in ("--bind", f"fd://{each.fileno()}")]
    web = python("gunicorn", "familyhubs.wsgi", *binds, "--workers", "2", "--threads", "4")
    # gunicorn's own control socket would lie outside our folder, where two servers share it.
    web += ["--graceful-timeout", "5", "--no-control-socket"]
    start("web", web, pass_fds=[each.fileno() for each in sockets])
    celery = python("celery", "--app", "familyhubs.celery:app")
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    start("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quiet])
    start("beat", [*celery, "beat", "--schedule", place.folder / "beat", "--pidfile", ""])
    for each in sockets:
        each.close()


def is_ready(port):
    """All of it works, down to a first tick that went from beat over the broker to a worker."""
    try:
        with closing(DIRECTLY.open(f"http://localhost:{port}/readyz", timeout=5)) as got:
            return got.status == 200
    except (urllib.error.URLError, OSError):
        return False


def serve(folder):
    """Start everything, say where it is, and stay until it is to stop or something fails."""
    place = Place(folder)
    with alone_in(place, "A server") as lock, stopping_on_signals():
        port, sockets = listen(asked_port())
        environment = demo_environment(place, port)
        forget_broken_start(place)
        try:
            with Processes() as processes:
                environment |= start_servers(place, processes)
                collect_static(place, processes, environment)
                prepare(place, processes, environment)
                for name in ("DATABASE_ADMIN_URL", "DATABASE_OWNER_URL"):
                    environment.pop(name, None)
                start_portal(place, processes, environment, sockets)
                people = demo_people(processes, environment)
                processes.wait_until(lambda: is_ready(port), what="The portal")
                announce(place, port, people, lock)
                processes.stay()
        except Died as death:
            raise SystemExit(f"\n{death}\nEverything else was stopped.") from None
        finally:
            place.remove_sockets()


def demo_people(processes, environment):
    """Who can sign in with one click, as lines of text."""
    with tempfile.TemporaryFile("w+") as lines:
        command = [sys.executable, ROOT / "manage.py", "demo_people"]
        processes.run(command, stdout=lines, env=environment, cwd=ROOT)
        lines.seek(0)
        return lines.read()


def announce(place, port, people, lock):
    address = f"http://localhost:{port}"
    lock.write(f"It is at {address}")
    lock.flush()
    print(f"\nThe portal is ready: {address}", flush=True)
    print(f"Sign in with one click at {address}{SIGN_IN} as one of these:\n{people}", flush=True)
    print(f"Logs: {place.logs}\nCtrl-C stops it.", flush=True)
