"""Starts processes so that all of them end with the one that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from familyhubs.embedded import keeper
from familyhubs.embedded.stopping import not_just_now

SERVERS, PORTAL = 1, 2  # stages: the portal's own processes end before the servers they use


class Died(Exception):
    """Something that should run has ended. The message says what, and where its log is."""


class Processes:
    """Everything one supervisor runs. Leaving the `with` block stops all of it."""

    def __init__(self):
        self.running = {}

    def __enter__(self):
        # In a session of its own: a Ctrl-C or a closing terminal does not reach it.
        self.keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self

    def __exit__(self, *exception):
        self.keeper.stdin.close()
        while self.keeper.poll() is None:
            for process in self.running.values():
                process.poll()  # Collects the ended ones: the keeper waits for that.
            time.sleep(0.02)

    def tell_keeper(self, line):
        self.keeper.stdin.write(f"{line}\n")
        self.keeper.stdin.flush()

    def start(self, name, command, *, log, stage, stop_with=signal.SIGTERM, **options):
        """Start a process in a group of its own, its words appended to the log file."""
        with Path(log).open("ab") as words, not_just_now():
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )
            self.tell_keeper(f"+ {process.pid} {int(stop_with)} {stage}")
            process.log = Path(log)
            self.running[name] = process
        return process

    def run(self, command, **options):
        """Run a step to its end and return its exit code; it stops with everything else."""
        with not_just_now():
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                **options,
            )
            self.tell_keeper(f"+ {process.pid} {int(signal.SIGTERM)} {PORTAL}")
            self.running[process.pid] = process
        code = process.wait()
        del self.running[process.pid]
        self.tell_keeper(f"- {process.pid}")
        return code

    def check(self):
        """Raise Died as soon as anything that should run does not."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise Died(
                    f"{name} ended by itself (exit code {process.returncode}).\n"
                    f"{last_lines(process.log)}\nThe whole log: {process.log}"
                )

    def stay(self):
        """Watch over everything until something ends by itself or a signal stops us."""
        while True:
            self.check()
            time.sleep(0.5)

    def wait_until(self, ready, *, what, seconds=60):
        """Wait until ready() says yes; stop waiting when something died or time is up."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise Died(f"{what} was not ready after {seconds} seconds.")
            time.sleep(0.05)


def last_lines(log, count=15):
    """The end of a log file, indented for the terminal."""
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines)


def as_user(user):
    """Popen options that run a process as this passwd entry (None: as ourselves)."""
    if user is None or user.pw_uid == os.geteuid():
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
