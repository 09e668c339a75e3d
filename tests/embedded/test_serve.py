"""script/server's supervisor on real servers, in a path with spaces, with a small demo council."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from familyhubs.embedded.places import ROOT
from familyhubs.embedded.serve import DIRECTLY

SERVE = """
import sys
from familyhubs.embedded import serve
serve.LOAD_DEMO += ["--families", "20"]
sys.exit(serve.serve(sys.argv[1]))
"""


class Server:
    """One run of the supervisor."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        ours = ("DATABASE_", "REDIS_", "FAMILYHUBS_", "STATIC_")
        bare = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
        # Nothing between this machine and itself goes through the user's proxy.
        bare["http_proxy"] = "http://127.0.0.1:9"
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(folder)],
            env=bare | {"PORT": str(self.port)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def wait(self, words="Ctrl-C stops it."):
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(self.said)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=30)[0]
        return self.process.returncode

    def get(self, path, host="localhost"):
        try:
            with DIRECTLY.open(f"http://{host}:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def family(self):
        """{pid: command} of all that this run has started, and what those started in turn."""
        found, rows = {self.process.pid: "supervisor"}, list(process_table())
        for _ in rows:
            found |= {pid: args for pid, parent, args in rows if parent in found}
        return found


def process_table():
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True
    )
    for line in listed.stdout.splitlines():
        pid, parent, args = line.split(None, 2)
        yield int(pid), int(parent), args


def left_of(family, seconds=0):
    """Which of these processes are still there after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        left = [args for pid, _, args in process_table() if family.get(pid) == args]
        if not left or time.monotonic() >= deadline:
            return left
        time.sleep(0.1)


@pytest.fixture(scope="module")
def folder():
    """Not below pytest's own folder: as root PostgreSQL runs as another user, who must get in."""
    with tempfile.TemporaryDirectory(prefix="a checkout ") as made:
        Path(made).chmod(0o755)
        yield Path(made) / "var"


@pytest.fixture(scope="module")
def start(folder):
    """Starts the supervisor in the folder; whatever a failed test left running is stopped."""
    started = []

    def start():
        started.append(Server(folder))
        return started[-1]

    start.all = started
    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()
        server.process.stdout.close()


@pytest.fixture(scope="module")
def first(start):
    """The first start, with everything to be made."""
    server = start()
    server.wait()
    return server


@pytest.fixture
def running(start):
    """A server that runs: the last one, or one more."""
    if start.all and start.all[-1].process.poll() is None:
        return start.all[-1]
    server = start()
    server.wait()
    return server


def test_the_first_start_answers(first):
    assert first.get("/healthz") == (200, b"alive\n")
    status, body = when_ready(first)
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert f"The portal is ready: http://localhost:{first.port}\n" in first.said


def test_the_demo_is_there_with_somebody_for_every_role(first):
    """As many as the sign-in page of the demo has, each a click away."""
    people = first.said.partition("as one of these:")[2].partition("Logs:")[0].strip().splitlines()
    page = first.get("/accounts/login/")[1].decode()
    assert len(people) >= 13
    assert all(person.strip().partition(":")[0] in page for person in people)


def when_ready(server):
    """Each of its processes keeps for a second that it was not ready."""
    for _ in range(15):
        status, body = server.get("/readyz")
        if status == 200:
            break
        time.sleep(0.2)
    return status, body


def test_it_answers_to_localhost_only(first):
    assert first.get("/accounts/login/", host="127.0.0.1")[0] == 400
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect((machine_address(), first.port))


def machine_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        outward.connect(("192.0.2.1", 9))  # Sends nothing: it only chooses our own address.
        return outward.getsockname()[0]


def test_a_second_start_in_the_same_folder_is_refused(first, start):
    second = start()
    said, _ = second.process.communicate(timeout=20)
    assert second.process.returncode == 1
    assert f"already runs in this checkout. It is at http://localhost:{first.port}" in said


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux")
def test_the_portals_own_processes_are_not_given_the_owners_address(first):
    portal = [pid for pid, args in first.family().items() if "gunicorn" in args or "celery" in args]
    assert len(portal) >= 6
    for pid in portal:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"DATABASE_URL=" in environment
        assert b"DATABASE_OWNER_URL" not in environment
        assert b"DATABASE_ADMIN_URL" not in environment


def test_postgres_listens_on_its_socket_only_and_runs_as_no_superuser(first):
    sockets = (first.folder / "sockets").read_text()
    with psycopg.connect(host=sockets, user="familyhubs_web", dbname="familyhubs") as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)
        asked = (
            "SELECT usename, application_name FROM pg_stat_activity WHERE datname = 'familyhubs'"
        )
        assert {name for name, _ in session.execute(asked).fetchall()} == {"familyhubs_web"}


def made(folder):
    """What takes a first start its time, and when it was made."""
    lasting = (folder / "postgres" / "PG_VERSION", folder / "static" / "staticfiles.json")
    return [path.stat().st_mtime_ns for path in lasting]


def test_a_signal_leaves_nothing_and_a_second_start_makes_nothing_anew(first, start, folder):
    sockets, family, before = Path((folder / "sockets").read_text()), first.family(), made(folder)
    assert len(family) > 10
    assert first.stop(signal.SIGINT) == 0
    assert left_of(family) == []
    assert not sockets.exists()
    second = start()
    second.wait()
    assert made(folder) == before


def test_kill_9_of_the_supervisor_leaves_nothing(running):
    family = running.family()
    running.stop(signal.SIGKILL)
    assert left_of(family, seconds=15) == []


def test_when_one_process_dies_it_says_so_and_stops_the_rest(running):
    family = running.family()
    beat = next(pid for pid, args in family.items() if " beat " in args)
    os.kill(beat, signal.SIGKILL)
    said, _ = running.process.communicate(timeout=30)
    assert running.process.returncode == 1
    assert "beat ended by itself (exit code -9)" in said
    assert "Everything else was stopped." in said
    assert left_of(family) == []
