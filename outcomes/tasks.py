"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def remind_reviews_due():
    """Reminders before, on and after the day a review is due (domain.md 3.1)."""
    actions.remind_reviews_due()


@clock_task(atomic=False)
def escalate_steps_unanswered():
    """Steps that nobody answers climb the ladder (R114)."""
    actions.escalate_steps_unanswered()
