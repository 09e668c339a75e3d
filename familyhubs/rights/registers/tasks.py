"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task()
def remind_rights_due():
    """What was asked and is owed within a week, or late."""
    actions.remind_requests(by=SystemActor.CLOCK)


@clock_task()
def remind_breaches():
    """Breaches of which nobody has decided yet whether the regulator hears."""
    actions.remind_breaches(by=SystemActor.CLOCK)
