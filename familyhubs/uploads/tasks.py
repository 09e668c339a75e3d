"""What happens to stored files by the clock (beat timetable in familyhubs/celery.py)."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task()
def sweep_uploads():
    """Files that belong to nothing are deleted."""
    actions.sweep(by=SystemActor.CLOCK)
