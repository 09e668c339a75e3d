"""What was started is stopped, however its starter ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

from familyhubs.embedded import keeper
from familyhubs.embedded.processes import PORTAL, SERVERS, Died, Processes

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, time
subprocess.Popen(["sleep", "60"])
print("ready", flush=True)
time.sleep(60)
"""
SUPERVISOR = """
import sys, time
from familyhubs.embedded.processes import PORTAL, Processes
with Processes() as processes:
    started = processes.start("sleep", ["sleep", "60"], log=sys.argv[1], stage=PORTAL)
    print(started.pid, flush=True)
    time.sleep(60)
"""


def python(code, *arguments):
    return [sys.executable, "-c", code, *map(str, arguments)]


def wait_until(ready, seconds=10):
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.02)
    return ready()


def written(log):
    return log.exists() and log.read_text()


@pytest.fixture
def log(tmp_path):
    return tmp_path / "process.log"


def test_leaving_the_block_stops_everything(log):
    with Processes() as processes:
        started = processes.start("sleep", ["sleep", "60"], log=log, stage=PORTAL)
        assert keeper.there(started.pid)
    assert started.returncode == -signal.SIGTERM
    assert not keeper.there(started.pid)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_supervisor_leaves_nothing_behind(log, number):
    supervisor = subprocess.Popen(python(SUPERVISOR, log), stdout=subprocess.PIPE, text=True)
    group = int(supervisor.stdout.readline())
    assert keeper.there(group)
    supervisor.send_signal(number)
    supervisor.communicate()
    assert wait_until(lambda: not keeper.there(group))


def test_a_process_that_will_not_end_is_killed(log, monkeypatch):
    monkeypatch.setattr(keeper, "PATIENCE", 0.2)
    with log.open("w") as out:
        process = subprocess.Popen(python(STUBBORN), stdout=out, start_new_session=True)
    assert wait_until(lambda: written(log))
    keeper.stop_stage({process.pid: signal.SIGTERM})
    assert process.wait() == -signal.SIGKILL


def test_children_of_a_process_end_with_it(log, monkeypatch):
    monkeypatch.setattr(keeper, "PATIENCE", 0.2)
    with log.open("w") as out:
        process = subprocess.Popen(python(PARENT), stdout=out, start_new_session=True)
    assert wait_until(lambda: written(log))
    keeper.stop_stage({process.pid: signal.SIGTERM})
    process.wait()
    assert wait_until(lambda: not keeper.there(process.pid))


def test_the_portal_ends_before_its_servers(monkeypatch):
    stopped = []
    monkeypatch.setattr(keeper, "stop_stage", lambda signals: stopped.append([*signals]))
    keeper.keep([f"+ 11 15 {SERVERS}\n", f"+ 12 2 {PORTAL}\n", f"+ 13 15 {PORTAL}\n", "- 13\n"])
    assert stopped == [[12], [11]]


def test_something_that_ends_by_itself_is_told_with_its_last_words(log):
    with Processes() as processes:
        command = ["sh", "-c", "echo the disk is full; exit 3"]
        processes.start("web", command, log=log, stage=PORTAL).wait()
        with pytest.raises(Died, match=r"web ended by itself \(exit code 3\).\n +the disk is full"):
            processes.check()


def test_waiting_has_an_end(log):
    with Processes() as processes, pytest.raises(Died, match="The portal was not ready"):
        processes.wait_until(lambda: False, what="The portal", seconds=0.1)


def test_steps_give_their_exit_code():
    with Processes() as processes:
        assert processes.run(["true"]) == 0
        assert processes.run(["sh", "-c", f"exit {os.EX_USAGE}"]) == os.EX_USAGE
        assert not processes.running
