"""A signal that comes while something is being started waits until it is started."""

import os
import signal

import pytest

from familyhubs.embedded import stopping


@pytest.fixture(autouse=True)
def signals_as_before():
    before = {each: signal.getsignal(each) for each in stopping.SIGNALS}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.parametrize("number", stopping.SIGNALS)
def test_what_is_being_started_is_started(number, capfd):
    done = []
    with stopping.stopping_on_signals():
        with stopping.not_just_now():
            os.kill(os.getpid(), number)
            done.append("started")
        done.append("never")
    assert done == ["started"]
    assert "Stopping" in capfd.readouterr().out


def test_elsewhere_it_stops_at_once():
    done = []
    with stopping.stopping_on_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("never")
    assert not done
