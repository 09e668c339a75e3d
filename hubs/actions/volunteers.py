"""Volunteers, and who leads a session (R039, R040)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import DbsStatus, Session, SessionLeader, Volunteer
from .activities import refused_by_the_database


@transaction.atomic
def save_volunteer(volunteer, *, by, **values):
    """A volunteer as they are now; gives the sessions that need another leader because of it."""
    verb = "volunteer.changed" if volunteer else "volunteer.added"
    volunteer = Volunteer.objects.lock(volunteer) if volunteer else Volunteer()
    for name, value in values.items():
        setattr(volunteer, name, value)
    if volunteer.left_on:
        volunteer.said_yes_on = None
    checked, due = volunteer.dbs_checked_on, volunteer.dbs_due_on
    if volunteer.dbs_status == DbsStatus.CLEAR and not (checked and due and due > checked):
        raise Refused(_("Enter the day of the check and, later, the day it is due again."))
    if volunteer.said_yes_on and not (volunteer.is_parent_champion and volunteer.shown_as):
        raise Refused(_("Families see parent champions only: tick that, and enter a first name."))
    left = [] if verb == "volunteer.added" else _stand_down(volunteer)
    volunteer.save()
    record(
        verb,
        by=by,
        about=volunteer,
        dbs=volunteer.dbs_status,
        left=len(left),
        shown=volunteer.said_yes_on,
    )
    return volunteer, left


def _stand_down(volunteer):
    """Take them off the sessions that their check no longer covers."""
    rows = SessionLeader.objects.filter(volunteer=volunteer, session__ends_at__gt=timezone.now())
    lost = [
        row
        for row in rows.select_related("session__activity")
        if not volunteer.is_clear_on(timezone.localtime(row.session.ends_at).date())
    ]
    SessionLeader.objects.filter(pk__in=[row.pk for row in lost]).delete()
    return [row.session for row in lost]


@transaction.atomic
def choose_leaders(session, *, users, volunteers, by):
    """Who leads a session from now on."""
    session = Session.objects.lock(session)
    day = timezone.localtime(session.ends_at).date()
    for volunteer in volunteers:
        if not volunteer.is_clear_on(day):
            said = _("%s cannot lead this session: their DBS check is not clear until then.")
            raise Refused(said % volunteer)
    SessionLeader.objects.filter(session=session).delete()
    people = [("user", user) for user in users] + [("volunteer", one) for one in volunteers]
    with refused_by_the_database():
        SessionLeader.objects.bulk_create(
            SessionLeader(session=session, **{kind: person}) for kind, person in people
        )
    record("session.leaders_chosen", by=by, about=session, leaders=len(people))
    return session
