"""Walk-ins: a token, a turn, a slot with somebody, a place in today's session (R043)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.actions import ask_for_place
from hubs.models import BookingState, Hub

from ..models import FOLLOWS, Chat, WalkIn, WalkInState
from .chat_keeping import chat_became_request
from .enquiries import CATCH_UP, became_request, log_enquiry
from .receiving import past_moment

LAST_NUMBER = 999
WALKED_IN = "walk_in"


@transaction.atomic
def walk_in(hub, *, key, by, came_at=None, is_over=False, **told):
    """The next number of the day; the same form sent twice is one token.

    `told` may hold first_name, about, topic and with_whom. `is_over`: written down afterwards.
    """
    Hub.objects.lock(hub)
    if known := WalkIn.objects.filter(pk=key).first():
        return known
    at = past_moment(came_at)
    if timezone.now() - at > CATCH_UP:
        raise Refused(_("Walk-ins can be written down for two weeks, not longer."))
    day = timezone.localtime(at).date()
    last = WalkIn.objects.filter(hub=hub, day=day).aggregate(last=Max("number"))["last"] or 0
    if last >= LAST_NUMBER:
        raise Refused(_("There are no more numbers for that day."))
    row = WalkIn(pk=key, hub=hub, day=day, number=last + 1, came_at=at, taken_by=by, **told)
    if is_over or day < timezone.localdate():
        row.state, row.ended_at = WalkInState.SEEN, at
    row.save(force_insert=True)
    record("walk_in.came", by=by, about=row, number=row.number)
    return row


@transaction.atomic
def move_walk_in(row, state, *, by):
    """Called, seen, left, or back to waiting; the same twice changes nothing."""
    row = WalkIn.objects.lock(row)
    if row.state == state:
        return row
    if state not in FOLLOWS[row.state]:
        raise Refused(_("Somebody has just changed this: %s.") % row.get_state_display())
    now = max(timezone.now(), row.came_at)  # Two servers' clocks may differ by a little.
    if state == WalkInState.WAITING and row.day < timezone.localdate():
        raise Refused(_("That day is over."))
    row.state = state
    row.ended_at = now if state in (WalkInState.SEEN, WalkInState.LEFT) else None
    if state == WalkInState.CALLED:
        row.called_at = now
    elif state == WalkInState.WAITING:
        row.called_at = None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Somebody else has this time by now. Give them another one.")) from None
    record(f"walk_in.{state}", by=by, about=row)
    if state == WalkInState.LEFT:
        tell_slot(row, row.with_whom, row.slot_at, kind="walk_in_slot_off", by=by)
    return row


@transaction.atomic
def give_slot(row, *, with_whom, slot_at, by):
    """They are seen by this colleague at this time today; one person sees one at a time."""
    row = WalkIn.objects.lock(row)
    refuse_gone(row)
    now = timezone.now()
    if timezone.localtime(slot_at).date() != timezone.localdate():
        raise Refused(_("Select a time today."))
    if slot_at < now - timedelta(minutes=15):
        raise Refused(_("This time is over. Select a later one."))
    before = (row.with_whom, row.slot_at)
    if before == (with_whom, slot_at):
        return row
    row.with_whom, row.slot_at = with_whom, slot_at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Somebody has just taken this time. Choose another one.")) from None
    record("walk_in.slot_given", by=by, about=row, with_whom=with_whom.pk, at=slot_at)
    tell_slot(row, *before, kind="walk_in_slot_off", by=by)
    tell_slot(row, with_whom, slot_at, kind="walk_in_slot", by=by)
    return row


def tell_slot(row, with_whom, slot_at, *, kind, by):
    """The colleague learns that somebody comes at this time today, or does not; no name."""
    if with_whom is None or with_whom == by or slot_at is None or slot_at < timezone.now():
        return
    key = f"{kind.replace('_', '-')}:{row.pk}:{with_whom.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    opens = WalkIn.objects.visible_to(with_whom).filter(pk=row.pk).exists()
    facts = {"link": row.get_absolute_url()} if opens else {}
    notify(with_whom, key=key, kind=kind, by=by, about=row, when=slot_at, hub=row.hub, **facts)


@transaction.atomic
def book_walk_in(row, session, *, name, contact, key, by):
    """A free place in one of today's sessions, for somebody who stands at the desk."""
    row = WalkIn.objects.lock(row)
    refuse_gone(row)
    told = {"name": name, "contact": contact, "access_needs": "", "children_ages": ""}
    booking = ask_for_place(session, form_key=f"walk-in:{key}", by=by, **told)
    if booking.state != BookingState.BOOKED:
        # They stand here: another place today helps more than a turn on a waiting list.
        raise Refused(_("Somebody has just taken this place. Choose another one."))
    record("walk_in.booked", by=by, about=row, session=session.pk, state=booking.state)
    return booking


@transaction.atomic
def walk_in_became_request(row, *, by):
    """Somebody wrote a request with them: they are seen. Which request is not kept here."""
    row = WalkIn.objects.lock(row)
    if row.is_here:
        move_walk_in(row, WalkInState.SEEN, by=by)
    record("walk_in.became_request", by=by, about=row)


def note_request_taken(began, referral, *, by):
    """What a request began with at the desk is done; None where it began elsewhere."""
    if isinstance(began, Chat):
        chat_became_request(began, referral, by=by)
    elif isinstance(began, WalkIn):
        walk_in_became_request(began, by=by)
    elif began is not None:
        became_request(began, by=by)


def refuse_gone(row):
    if not row.is_here:
        raise Refused(_("They are not waiting any more: %s.") % row.get_state_display())


@transaction.atomic
def forget_walk_ins(*, by):
    """Of days that are over the numbers stay, to be counted: no name, no word."""
    today, now = timezone.localdate(), timezone.now()
    rows = WalkIn.objects.select_for_update(skip_locked=True)
    rows = rows.filter(day__lt=today, wiped_at=None)
    keys = list(rows.values_list("pk", flat=True))
    for row in WalkIn.objects.filter(pk__in=keys):
        row.first_name, row.about, row.wiped_at = "", "", now
        if row.is_here:
            row.state, row.ended_at = WalkInState.LEFT, now
        row.save()
    if keys:
        record("walk_in.forgotten", by=by, about=WalkIn, count=len(keys))


@transaction.atomic
def catch_up(hub, lines, *, by):
    """Several enquiries and walk-ins of an outage, each at its time: all of them or none."""
    for line in lines:
        kind, key, at = line["kind"], line["key"], line["happened_at"]
        if kind == WALKED_IN:
            told = {"topic": line["topic"], "came_at": at, "is_over": True}
            walk_in(hub, key=key, by=by, **told)
        else:
            told = {"topic": line["topic"], "did": line["did"], "channel": kind}
            log_enquiry(hub, key=key, happened_at=at, by=by, **told)
    record("desk.caught_up", by=by, about=hub, lines=len(lines))
