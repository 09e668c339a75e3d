"""Tells the worker that a row waits. If the broker is away, the row waits for the sweep."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from .tasks import deliver

logger = logging.getLogger(__name__)
QUIET_SECONDS = 30
_quiet_until = 0.0


def ring(message_id):
    """A message waits."""
    ring_once(lambda: deliver.apply_async((str(message_id),), retry=False))


def ring_for(task, row_id):
    """A row waits for the task of this name: one of an app that stands above this one."""
    ring_once(lambda: current_app.send_task(task, (str(row_id),), retry=False))


def ring_once(call):
    """Ring once, without retry. A broker that is down is left alone for half a minute.

    So a dead broker costs one bounded attempt, not one for every message and request.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        call()
    except (OperationalError, RedisError, OSError):
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker did not answer; the sweep will deliver")
