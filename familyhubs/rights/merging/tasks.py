"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task()
def find_pairs():
    """Every night: which records may be of one family."""
    actions.find_pairs(by=SystemActor.CLOCK)
