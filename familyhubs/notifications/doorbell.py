"""Tells the worker that a row waits. If the broker is away, the row waits for the sweep."""

import logging
import time

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from .tasks import deliver

logger = logging.getLogger(__name__)
QUIET_SECONDS = 30
_quiet_until = 0.0


def ring(message_id):
    """Ring once, without retry. A broker that is down is left alone for half a minute.

    So a dead broker costs one bounded attempt, not one for every message and request.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        deliver.apply_async((str(message_id),), retry=False)
    except (OperationalError, RedisError, OSError):
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker did not answer; the sweep will deliver")
