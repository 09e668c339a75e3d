"""What happens by the clock. Beat's timetable stands in familyhubs/celery.py."""

from familyhubs.database.actor import SystemActor
from familyhubs.database.tasks import clock_task

from . import actions


@clock_task(atomic=False)
def remind_todos_overdue():
    """Tasks that nobody has done in time, such as a risk check, climb the ladder (R114)."""
    actions.remind_todos_overdue()


@clock_task()
def let_groups_lapse():
    """A priority group that nobody has confirmed for a year counts no more (R072)."""
    actions.let_groups_lapse()


@clock_task(atomic=False)
def check_access():
    """Access, computed two ways every night; what differs is told and kept."""
    actions.check_access()


@clock_task(atomic=False)
def remind_emergencies_to_review():
    """An emergency access that nobody has reviewed in time rings (access.md D)."""
    actions.remind_emergencies_to_review()


@clock_task(atomic=False)
def watch_named_people():
    """A restricted family that too few see by name is heard of (access.md section 2)."""
    actions.watch_named_people()


@clock_task()
def delete_expired_note_drafts():
    """Notes that nobody finished in their time are forgotten (decision 63)."""
    actions.delete_expired_note_drafts(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def remind_agreements_running_out():
    """Agreements that end soon, or are to be looked at again: the lead asks the family once."""
    actions.remind_agreements_running_out()


@clock_task(atomic=False)
def remind_stop_requests_overdue():
    """Families that asked us to stop sharing and have not heard from us in time."""
    actions.remind_stop_requests_overdue()


@clock_task(atomic=False)
def remind_warnings_due():
    """The owner of a warning note hears on the day it is to be looked at again, once."""
    actions.remind_warnings_due()


@clock_task()
def keep_reach():
    """Every night: the digests by which a phone number or an e-mail address is found."""
    actions.keep_reach()
