"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def gather_copies():
    """Copy by copy, each in a transaction of its own."""
    more = True
    while more:
        with acting_as(SystemActor.CLOCK):
            more = actions.gather_next(by=SystemActor.CLOCK)


@clock_task()
def remind_copies_due():
    """Copies that are due within a week, or late."""
    actions.remind(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def draw_papers():
    """The paper of each copy that was agreed to, each in a transaction of its own."""
    more = True
    while more:
        with acting_as(SystemActor.CLOCK):
            more = actions.draw_next(by=SystemActor.CLOCK)
