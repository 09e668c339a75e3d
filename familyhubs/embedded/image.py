"""script/prove-image: does what Dockerfile and docker-compose.yml say, without a Docker engine.

In a folder of its own, as an ordinary user: the image's own steps in a clean virtual environment,
then every service's own command with its own variables, then its own health check.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from familyhubs.embedded import compose, postgres
from familyhubs.embedded.places import ROOT, Place
from familyhubs.embedded.postgres import Postgres
from familyhubs.embedded.processes import PORTAL, Died, Processes
from familyhubs.embedded.serve import listen
from familyhubs.embedded.stopping import stopping_on_signals
from familyhubs.embedded.valkey import Valkey

RUNNING = ("web", "worker", "beat")
BARE = {"PATH": os.defpath, "LANG": "C.UTF-8"}


class Image:
    """The image, as two folders."""

    def __init__(self, folder):
        self.folder = folder
        self.portal = folder / "portal"
        self.venv = folder / "venv"
        self.variables = BARE | {"PATH": f"{self.venv}/bin:{os.defpath}", "HOME": str(folder)}

    def build(self, processes):
        """Copy what .dockerignore lets in, and run each RUN of the build stage."""
        for path in tracked_files():
            if compose.is_in_image(path):
                (self.portal / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, self.portal / path)
        for stage, word, rest in compose.instructions():
            if stage == 0 and word == "RUN":
                self.run(processes, rest)

    def run(self, processes, line):
        print(f"RUN {line}", flush=True)
        line = line.replace("/venv", str(self.venv))
        if line.startswith("python "):
            line = f"{sys.executable} {line.removeprefix('python ')}"
        settings = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        if processes.run(["sh", "-c", line], cwd=self.portal, env=self.variables | settings):
            raise Died("That step of the Dockerfile failed.")


def tracked_files():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.splitlines() if (ROOT / path).is_file()]


class Stack:
    """The services of docker-compose.yml, with our servers in place of its two."""

    def __init__(self, image, place, port):
        self.image, self.place, self.port = image, place, port
        sockets = postgres.quote(str(place.sockets()), safe="")
        self.moved = {
            "/tmp": str(place.folder),
            "@postgres/": f"@{sockets}/",
            "//postgres:": f"//{postgres.SUPERUSER}:",
            "redis://valkey:6379/0": Valkey(place).url,
            "0.0.0.0:8000": f"127.0.0.1:{port}",
        }

    def here(self, text):
        for there, here in self.moved.items():
            text = text.replace(there, here)
        return text

    def environment(self, service):
        given = compose.environment(service).items()
        here = {name: self.here(value) for name, value in given}
        return self.image.variables | here | {"PORT": str(self.port)}

    def command(self, parts):
        program, *rest = map(self.here, parts)
        return [self.image.venv / "bin" / program, *rest]

    def step(self, processes, service, parts):
        """Run one command as this service would, to its end."""
        print(f"{service}: {' '.join(parts)}", flush=True)
        return processes.run(
            self.command(parts), env=self.environment(service), cwd=self.image.portal
        )

    def start(self, processes, service):
        print(f"{service}: {' '.join(compose.command(service))}", flush=True)
        processes.start(
            service,
            self.command(compose.command(service)),
            log=self.place.log(service),
            stage=PORTAL,
            env=self.environment(service),
            cwd=self.image.portal,
        )

    def prove(self, processes):
        if self.step(processes, "migrate", compose.command("migrate")):
            raise Died("The migrate service failed.")
        for service in RUNNING:
            self.start(processes, service)
        for service in RUNNING:
            check = compose.health_check(service)
            self.wait(processes, lambda s=service, c=check: not self.step(processes, s, c), service)
        self.wait(processes, self.is_ready, "/readyz")

    def wait(self, processes, ready, what):
        def now_and_then():
            time.sleep(1)
            return ready()

        processes.wait_until(now_and_then, what=what, seconds=90)
        print(f"ok: {what}", flush=True)

    def is_ready(self):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/readyz",
            headers={"Host": self.environment("web")["ALLOWED_HOSTS"]},
        )
        try:
            directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with directly.open(request, timeout=5) as answer:
                return json.load(answer)["ready"]
        except (urllib.error.URLError, OSError):
            return False


def prove():
    """Build, start and ask; says what was proved, or where it failed."""
    if os.geteuid() == 0:
        raise SystemExit("Run this as an ordinary user: that is what it is to prove.")
    with tempfile.TemporaryDirectory(prefix="image-") as folder, stopping_on_signals():
        place = Place(Path(folder) / "servers")
        port, sockets = listen()
        for each in sockets:
            each.close()
        try:
            with Processes() as processes:
                image = Image(Path(folder))
                image.build(processes)
                Postgres(place).start(processes, durable=False)
                Valkey(place).start(processes)
                Stack(image, place, port).prove(processes)
        except Died as death:
            raise SystemExit(f"\n{death}") from None
        finally:
            place.remove_sockets()
        print("The image's steps, its services and their health checks work.")
        return 0
    return 130
