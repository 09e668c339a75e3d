"""How a task runs: as a named system actor, in one transaction, under one request id."""

from functools import wraps
from uuid import UUID

from celery import current_task, shared_task

from familyhubs.requests import request_id

from .actions import BEAT, forget_old_cache_entries, forget_old_tallies, record_tick
from .actor import SystemActor, acting_as


def clock_task(actor=SystemActor.CLOCK, *, atomic=True, **options):
    """A Celery task that acts as a SystemActor, its task id being the request id.

    `atomic=False` opens no transaction: for work that sends, and opens short ones of its own
    with `acting_as`.
    """
    actor = SystemActor(actor)

    def decorate(function):
        @wraps(function)
        def run(*args, **kwargs):
            with request_id(_task_id()):
                if not atomic:
                    return function(*args, **kwargs)
                with acting_as(actor):
                    return function(*args, **kwargs)

        return shared_task(**options)(run)

    return decorate


def _task_id():
    """The running task's id, so that its log lines, events and history share it."""
    task_id = getattr(getattr(current_task, "request", None), "id", None)
    return UUID(task_id) if task_id else None


@clock_task()
def tick():
    """The pulse: proves that beat, broker, worker and database work together."""
    record_tick(BEAT, by=SystemActor.CLOCK)


@clock_task()
def forget_what_ran_out():
    """Counts and cache entries whose time is over."""
    forget_old_tallies(by=SystemActor.CLOCK)
    forget_old_cache_entries(by=SystemActor.CLOCK)
