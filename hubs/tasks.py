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


@clock_task(atomic=False)
def tell_the_week():
    """Members who chose it hear once a week what is on (R029, R030)."""
    actions.tell_the_week(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def tell_notices():
    """News and questions go to the members who chose to hear of them."""
    actions.tell_notices(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def tell_boards():
    """Members of boards hear of meetings, and of actions that are due (R036)."""
    actions.tell_boards(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def forget_members():
    """Who never said yes, who has not been heard of for years, and who left a board."""
    actions.forget_members(by=SystemActor.CLOCK)
    actions.forget_board_ways(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def forget_who_left():
    """Volunteers and members of boards, six years after they left."""
    actions.forget_who_left(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def forget_bookings():
    """Who booked what is over since long."""
    actions.forget_bookings(by=SystemActor.CLOCK)


@clock_task(atomic=False)
def tell_duty_gaps():
    """Nobody on a duty today or on the next working day."""
    actions.tell_duty_gaps(by=SystemActor.CLOCK)
