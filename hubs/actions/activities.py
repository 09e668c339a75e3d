"""Activities and their rule; every change of it settles the sessions to come (R013, R017)."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Activity, Booking, Session, SessionState
from ..whats_on.schedule import LONGEST, days_of, moments_of
from .bookings import fill
from .shut import not_open, refuse_outside_hours, refuse_shut_site
from .telling import CANCELLED, tell_of_sessions

# What the database says, in the user's words.
SAID = {
    "session_alone_in_its_room": gettext_lazy(
        "The room is taken at that time. Choose another room or time."
    ),
    "another site": gettext_lazy("The room is at another site. Choose a room of this site."),
    "young people": gettext_lazy(
        "The room is for young people at that time. Choose another room or time."
    ),
    "DBS check": gettext_lazy(
        "A volunteer’s DBS check ends before then. Choose another leader first."
    ),
}


MOST_APPOINTMENTS = 1_000


@dataclass
class Saved:
    """What came of a rule: sessions that stay outside it because families booked them."""

    activity: Activity
    kept: list = field(default_factory=list)
    told: list = field(default_factory=list)
    # On these days the site is closed: they stand as cancelled until it opens again.
    shut: list = field(default_factory=list)


@contextmanager
def refused_by_the_database():
    """A room or a leader that is not free, also where two people choose it at once."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for part, words in SAID.items():
            if part in str(error):
                raise Refused(words) from None
        raise


@transaction.atomic
def save_activity(activity, *, by, let_in=False, **values):
    """A new activity or a changed one, with its sessions to come.

    On a day at other hours they need somebody who lets families in: `let_in` says that there is.
    """
    verb = "activity.changed" if activity else "activity.added"
    activity = Activity.objects.lock(activity) if activity else Activity()
    was_course, was_slot = activity.is_course, activity.slot_minutes
    for name, value in values.items():
        setattr(activity, name, value)
    refuse_impossible(activity)
    if was_course != activity.is_course and not activity._state.adding and is_booked(activity):
        raise Refused(_("Families have booked it. It stays a course, or no course, as it was."))
    if was_slot != activity.slot_minutes and not activity._state.adding and is_booked(activity):
        raise Refused(_("Families have booked it. Its appointments stay as long as they were."))
    activity.save()
    saved = settle_sessions(activity, by=by, let_in=let_in)
    record(verb, by=by, about=activity, hub=activity.hub_id, kept=len(saved.kept))
    return saved


def is_booked(activity):
    """Whether anybody counts on any part of it."""
    rows = Booking.objects.live()
    return (
        rows.filter(activity=activity).exists() or rows.filter(session__activity=activity).exists()
    )


def refuse_impossible(activity):
    """Rules that span more than one field of the form."""
    if activity.runs_until < activity.runs_from:
        raise Refused(_("The last day must be the first day or later."))
    if activity.runs_until - activity.runs_from > LONGEST:
        raise Refused(_("Plan up to a year ahead. When it ends, plan the same again."))
    if activity.ends <= activity.starts:
        raise Refused(_("It must end later than it starts."))
    if not days_of(activity):
        raise Refused(_("No day fits these dates and weekdays. Check them."))
    refuse_impossible_appointments(activity)
    room = activity.room
    if room and room.site_id != activity.site_id:
        raise Refused(SAID["another site"])
    if room and activity.capacity and activity.capacity > room.capacity:
        holds = {"room": room.name, "n": room.capacity}
        raise Refused(
            _("%(room)s holds %(n)d people. Choose fewer places or another room.") % holds
        )
    if activity.site and activity.site.hub_id not in (None, activity.hub_id):
        raise Refused(_("That site belongs to another hub. Choose one of this hub’s sites."))


def refuse_impossible_appointments(activity):
    """One family at a time, at least one a day, and not more than anybody could hold."""
    if not activity.slot_minutes:
        return
    if activity.is_course or not activity.needs_booking or activity.capacity != 1:
        raise Refused(_("An appointment is booked by one family. It is no course."))
    days = days_of(activity)
    each = len(moments_of(activity, days[0]))
    if not each:
        raise Refused(_("There is no time for one appointment between start and end."))
    if each * len(days) > MOST_APPOINTMENTS:
        raise Refused(_("These are too many appointments. Choose an earlier last day."))


def settle_sessions(activity, *, by, let_in=False):
    """Make the sessions to come what the rule says; none that is booked is lost."""
    wanted = {
        (day, slot): (start, end)
        for day in days_of(activity)
        for slot, start, end in moments_of(activity, day)
        if start > timezone.now()
    }
    refuse_taken_room(activity, wanted)
    times = not_open(activity.site)
    rows = Session.objects.select_for_update(of=("self",)).filter(activity=activity)
    rows = rows.filter(starts_at__gt=timezone.now()).order_by("pk")
    rows = {(row.planned_on, row.slot): row for row in rows}
    for row in rows.values():
        row.activity = activity
    if not rows:
        refuse_shut_site(activity.site, wanted, times)
    with refused_by_the_database():
        outside = [row for key, row in rows.items() if key not in wanted]
        kept = [row for row in outside if not take_out(row)]
        staying = [row for key, row in rows.items() if key in wanted and not row.is_cancelled]
        moved = [row for row in staying if fit(row, wanted[row.planned_on, row.slot])]
        new = [new_session(activity, key, when) for key, when in wanted.items() if key not in rows]
        # One that stands where it stood was left there by somebody who saw that it is shut.
        shut = [row for row in [*moved, *new] if shut_out(row, times)]
        if not let_in:
            refuse_outside_hours(activity.site, set(moved + new) - set(shut), times)
        Session.objects.bulk_create(new)
        for row in set(moved) & set(shut):
            row.save()
            record("session.cancelled", by=by, about=row, closure=True)
    staying = [row for row in staying if not row.is_cancelled]
    moved = [row for row in moved if not row.is_cancelled]
    for target in [activity] if activity.is_course else staying:
        fill(target, by=by)
    told = tell_of_sessions(moved, "session_changed", by=by)
    told += tell_of_sessions([row for row in shut if row not in new], CANCELLED, by=by)
    return Saved(activity, kept, told, shut)


def shut_out(session, times):
    """Cancel a session of the plan when its site is shut; opening the site undoes it."""
    shut = times.shut_at((session.starts_at, session.ends_at))
    if shut is None:
        return False
    session.state, session.is_closure = SessionState.CANCELLED, True
    session.cancel_reason = shut.reason
    session.revision += 1
    return True


def refuse_taken_room(activity, wanted):
    """Say which session has the room, and when."""
    if not activity.room_id or not wanted:
        return
    starts, ends = zip(*wanted.values(), strict=True)
    others = Session.objects.planned().filter(
        room=activity.room_id, starts_at__lt=max(ends), ends_at__gt=min(starts)
    )
    for other in others.exclude(activity=activity.pk).select_related("activity").in_order():
        if any(other.starts_at < end and other.ends_at > start for start, end in wanted.values()):
            when = timezone.localtime(other.starts_at)
            taken = {"room": activity.room.name, "what": other.activity.name}
            taken["day"] = date_format(when, "j M Y")
            said = _("%(room)s is taken by %(what)s on %(day)s. Choose another room or time.")
            raise Refused(said % taken)


def new_session(activity, key, when):
    """The session of one day of the rule; a course counts its places as a whole."""
    return Session(
        activity=activity,
        planned_on=key[0],
        slot=key[1],
        starts_at=when[0],
        ends_at=when[1],
        site=activity.site,
        room=activity.room,
        capacity=None if activity.is_course else activity.capacity,
    )


def fit(session, when):
    """Make a session what the rule says now; whether those who booked must hear of it."""
    activity = session.activity
    place = {"site_id": activity.site_id, "room_id": activity.room_id}
    new = {"starts_at": when[0], "ends_at": when[1], **place}
    changed = {name for name, value in new.items() if getattr(session, name) != value}
    for name, value in new.items():
        setattr(session, name, value)
    session.capacity = None if activity.is_course else activity.capacity
    session.revision += bool(changed)
    # Written also where nothing changed: the database looks at the room's youth hours anew.
    session.save()
    return bool(changed - {"room_id"})


def take_out(session):
    """Take a session out of the plan unless somebody counts on it; whether that was done."""
    theirs = Booking.objects.for_session(session)
    if session.is_cancelled:
        return True
    if theirs.live().exists():
        return False
    if session.bookings.exists() or session.attendances.exists() or session.door_counts.exists():
        session.state, session.revision = SessionState.CANCELLED, session.revision + 1
        session.cancel_reason = _("It is no longer planned.")
        session.save()
    else:
        session.delete()
    return True
