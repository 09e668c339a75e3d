"""Being asked to stop: by Ctrl-C, by SIGTERM, by a closed terminal."""

import signal
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_state = {"held": 0, "asked": False}


class Stopped(BaseException):
    """Somebody asked us to stop."""


def stop(number, frame):
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # Stopping is under way; asking again changes nothing.
    if _state["held"]:
        _state["asked"] = True
        return
    raise Stopped


@contextmanager
def stopping_on_signals():
    """Inside, a signal ends what is done, politely."""
    for each in SIGNALS:
        signal.signal(each, stop)
    try:
        yield
    except Stopped:
        print("\nStopping …", flush=True)


@contextmanager
def not_just_now():
    """A signal that comes inside is obeyed at the end: nothing is left half started."""
    _state["held"] += 1
    try:
        yield
    finally:
        _state["held"] -= 1
        if _state["asked"] and not _state["held"]:
            _state["asked"] = False
            raise Stopped
