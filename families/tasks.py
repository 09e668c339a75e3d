"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def remind_todos_overdue():
    """Tasks that nobody has done in time, such as a risk check, climb the ladder (R114)."""
    actions.remind_todos_overdue()


@clock_task(atomic=False)
def watch_named_people():
    """A restricted family that too few see by name is heard of (access.md section 2)."""
    actions.watch_named_people()


@clock_task()
def delete_expired_note_drafts():
    """Notes that nobody finished in their time are forgotten (decision 63)."""
    actions.delete_expired_note_drafts(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_warnings_due():
    """The owner of a warning note hears on the day it is to be looked at again, once."""
    actions.remind_warnings_due()
