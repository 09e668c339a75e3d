"""What happens to figures by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task()
def close_quarters():
    """A quarter's figures are published ten working days after its end (decision 10)."""
    actions.close_quarters(by=SystemActor.CLOCK)
