"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def remind_todos_overdue():
    """Tasks that nobody has done in time, such as a risk check, climb the ladder (R114)."""
    actions.remind_todos_overdue()
