"""What happens to requests and drafts by the clock (beat timetable in familyhubs/celery.py)."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from .actions import acknowledging, concerns, drafts, reminders


@clock_task(atomic=False)
def remind_requests_waiting():
    """One reminder for each request past its time, then up the ladder."""
    reminders.remind_requests_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_contacts_waiting():
    """One reminder for each family that nobody has reached in time, then up the ladder."""
    reminders.remind_contacts_waiting(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def alert_screens_overdue():
    """Safeguarding leads learn of requests that nobody has looked at in time."""
    reminders.alert_screens_overdue(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def escalate_concerns_untaken():
    """A safeguarding concern that nobody has taken climbs the ladder."""
    concerns.escalate_concerns_untaken(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def chase_acknowledgements():
    """What children's social care was told and has not said that it has."""
    acknowledging.chase_acknowledgements(by=SystemActor.CLOCK)


@clock_task()
def delete_expired_drafts():
    """What was never sent in its time is gone for good."""
    drafts.delete_expired_drafts(by=SystemActor.CLOCK)
