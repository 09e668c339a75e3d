"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task()
def find_due():
    """Every night: which records' time is over."""
    actions.find_due(by=SystemActor.CLOCK)


@clock_task()
def forget_old_looks():
    """Who looked at whom, after six years: what is left says nothing of anybody."""
    actions.forget_old_looks(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def erase_approved():
    """Record by record, each in a transaction of its own; then the certificates."""
    more = True
    while more:
        with acting_as(SystemActor.CLOCK):
            more = actions.erase_next(by=SystemActor.CLOCK)
    with acting_as(SystemActor.CLOCK):
        actions.finish_batches(by=SystemActor.CLOCK)
