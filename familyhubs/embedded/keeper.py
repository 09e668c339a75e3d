"""Stops what was started, even when the supervisor itself was killed outright.

Runs as a process of its own and reads from a pipe that only the supervisor holds open: a line
`+ PID SIGNAL STAGE` when something starts, `- PID` when it ended. The pipe closes when the
supervisor ends, however it ends; then whatever is still there is stopped, highest stage first.

It imports nothing of the portal, so that it starts at once and cannot fail with it.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 10  # seconds to end politely before the whole process group is killed


def there(group):
    """Whether any process of this group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def send(number, deliver, target):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        deliver(target, number)


def wait_for_end(groups, seconds):
    """The groups that are still there after at most so many seconds."""
    deadline = time.monotonic() + seconds
    left = [group for group in groups if there(group)]
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = [group for group in left if there(group)]
    return left


def stop_stage(signals):
    """Ask each leader to end, then kill what is left of its group."""
    for group, number in signals.items():
        send(number, os.kill, group)
    left = wait_for_end(signals, PATIENCE)
    for group in left:
        send(signal.SIGKILL, os.killpg, group)
    wait_for_end(left, 2)


def stop_all(started):
    """Stop everything, the highest stage first."""
    for stage in sorted({stage for _, stage in started.values()}, reverse=True):
        stop_stage({pid: number for pid, (number, at) in started.items() if at == stage})


def keep(lines):
    """Follow what is running until the pipe closes, then stop it."""
    started = {}
    for line in lines:
        sign, pid, *rest = line.split()
        if sign == "+":
            started[int(pid)] = (int(rest[0]), int(rest[1]))
        else:
            started.pop(int(pid), None)
    stop_all(started)


if __name__ == "__main__":
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    keep(sys.stdin)
