"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def alert_short_hours():
    """Sites open for fewer hours than their contract says (R003)."""
    actions.alert_short_hours()


@clock_task(atomic=False)
def ask_owners():
    """Owners of services are asked whether all of it is still right (R025)."""
    actions.ask_owners(by=SystemActor.CLOCK)


@clock_task()
def forget_old_uploads():
    """Lists that were sent and never applied."""
    actions.forget_old_uploads(by=SystemActor.CLOCK)
