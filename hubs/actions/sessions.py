"""Sessions that do not take place: one, the rest, or all at a site that closes; and back again."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Activity, Session, SessionState
from . import telling
from .activities import refused_by_the_database
from .bookings import fill
from .shut import not_open


@dataclass
class Done:
    """Which sessions it was done to, and whose families are told."""

    sessions: list = field(default_factory=list)
    told: list = field(default_factory=list)
    stuck: list = field(default_factory=list)

    @property
    def by_hand(self):
        """Families whom a colleague must tell."""
        return telling.by_hand(self.told)


def held(rows):
    """These sessions, read afresh and held, in one order so that two never wait crosswise."""
    rows = rows.select_for_update(of=("self",)).select_related("activity__hub")
    return list(rows.order_by("pk"))


@transaction.atomic
def cancel_session(session, *, reason, by):
    """One session does not take place; whoever booked is told."""
    rows = held(Session.objects.filter(pk=session.pk))
    if not rows or rows[0].is_cancelled:
        raise Refused(_("This session is cancelled already."))
    if rows[0].ends_at <= timezone.now():
        raise Refused(_("This session is over."))
    return _cancel(rows, reason=reason, by=by)


@transaction.atomic
def cancel_rest(activity, *, reason, by):
    """All that is still to come of an activity does not take place."""
    activity = Activity.objects.lock(activity)
    rows = held(Session.objects.planned().filter(activity=activity, starts_at__gt=timezone.now()))
    if not rows:
        raise Refused(_("No session of it is still to come."))
    return _cancel(rows, reason=reason, by=by)


@transaction.atomic
def cancel_for_closure(site, *, start, end, reason, by):
    """A site is closed from `start` to `end` (None: for good): its sessions do not take place."""
    rows = Session.objects.planned().to_come().at_site(site, start, end)
    return _cancel(held(rows), reason=reason, by=by, is_closure=True)


@transaction.atomic
def cancel_for_other_days(sessions, *, reason, by):
    """A site is not open at the time of these sessions: they do not take place."""
    rows = Session.objects.planned().filter(pk__in=[row.pk for row in sessions])
    return _cancel(held(rows), reason=reason, by=by, is_closure=True)


def _cancel(sessions, *, reason, by, is_closure=False):
    for session in sessions:
        session.state, session.cancel_reason = SessionState.CANCELLED, reason
        session.is_closure, session.revision = is_closure, session.revision + 1
        session.save()
        record("session.cancelled", by=by, about=session, closure=is_closure)
    return Done(sessions, telling.tell_of_sessions(sessions, telling.CANCELLED, by=by))


@transaction.atomic
def restore_session(session, *, by):
    """Undo a cancelling that no family has heard of yet."""
    (session,) = held(Session.objects.filter(pk=session.pk))
    if not session.is_cancelled:
        raise Refused(_("This session takes place."))
    if session.ends_at <= timezone.now():
        raise Refused(_("This session is over."))
    if telling.told_of_cancelling(session):
        raise Refused(_("Families have been told that it is cancelled. Add a new session instead."))
    return _restore(session, by=by)


@transaction.atomic
def undo_closure(site, *, start, end, by):
    """The site opens after all: its sessions take place, and those who were told hear of it.

    A session whose room or leader is no longer free, or when the site is shut for another reason,
    stays cancelled, and is named.
    """
    times = not_open(site)
    rows = Session.objects.to_come().at_site(site, start, end)
    done = Done()
    for session in held(rows.filter(state=SessionState.CANCELLED, is_closure=True)):
        if times.meets((session.starts_at, session.ends_at)):
            done.stuck.append(session)
            continue
        told = telling.told_of_cancelling(session)
        try:
            _restore(session, by=by)
        except Refused:
            done.stuck.append(session)
            continue
        done.sessions.append(session)
        done.told += telling.tell_of_sessions([session], "session_back_on", by=by, only=told)
    return done


def _restore(session, *, by):
    telling.never_mind(session)
    session.state, session.cancel_reason, session.is_closure = SessionState.PLANNED, "", False
    session.revision += 1
    with refused_by_the_database():
        session.save()
    record("session.restored", by=by, about=session)
    fill(session, by=by)
    return session
