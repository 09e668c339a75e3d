"""What is forgotten when its time is over: members not heard of for years, who booked what.

The rows stay to be counted; names, ways of contact and what was told go, from the row history too.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from familyhubs.audit.actions import erase
from familyhubs.audit.log import record
from familyhubs.contact.models import ContactCard
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as, beyond_sight

from ..models import Booking, EndReason, Member, MemberState, Session

BATCH = 200
# So long a link to say yes holds.
LINK_HOLDS = timedelta(days=7)
NO_CONTACT = {
    **dict.fromkeys(
        (
            "phone",
            "email",
            "address",
            "preferred",
            "good_times",
            "never_times",
            "must_not_know",
            "code_word",
            "never_mention",
            "interpreter_language",
            "communication_needs",
        ),
        "",
    ),
    **dict.fromkeys(
        (
            "may_call",
            "may_voicemail",
            "may_text",
            "may_whatsapp",
            "may_email",
            "may_post",
            "may_video",
            "may_come",
        ),
        False,
    ),
    "safe_hours": [],
    "helps": [],
}


def wipe_members(members, reason, *, by):
    """End these memberships: that they were, where and when is all that is left."""
    ids = [member.pk for member in members]
    Member.objects.filter(pk__in=ids).update(
        name="",
        children=[],
        hears=[],
        heard_before=[],
        heard_of="",
        reach_hash="",
        form_hash=None,
        state=MemberState.ENDED,
        ended_at=timezone.now(),
        end_reason=reason,
        updated_at=timezone.now(),
    )
    cards = [member.card_id for member in members]
    wipe_cards(cards)
    if ids:
        erase([*ids, *cards], by=by, reason=f"Membership ended: {reason.value}")


@beyond_sight("cards that nobody holds any more, which are nobody's to read")
def wipe_cards(cards):
    """Ways of contact that nobody needs any more."""
    now = timezone.now()
    ContactCard.objects.filter(pk__in=cards).update(**NO_CONTACT, updated_at=now)


def forget_members(*, by):
    """By the clock: no yes in time, nothing heard for years, or their youngest child is six."""
    today = timezone.localdate()
    since = years_ago(today, council().member_years)
    return sum(
        _forget_all(rows, reason, by=by)
        for rows, reason in (
            (Member.objects.unanswered(timezone.now() - LINK_HOLDS), EndReason.UNCONFIRMED),
            (Member.objects.unused(since), EndReason.UNUSED),
            (Member.objects.grown(today, since), EndReason.GROWN),
        )
    )


def years_ago(day, years):
    """The same day so many years before; of 29 February, the 28th."""
    day = day if (day.month, day.day) != (2, 29) else day.replace(day=28)
    return day.replace(year=day.year - years)


def _forget_all(rows, reason, *, by):
    """In short transactions, so that nobody who joins meanwhile waits."""
    done = 0
    while True:
        with acting_as(by):
            held = rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH]
            members = list(held)
            wipe_members(members, reason, by=by)
            if members:
                record("members.forgotten", by=by, about=Member, count=len(members))
        done += len(members)
        if len(members) < BATCH:
            return done


def bookings_to_forget(at):
    """Bookings whose last session was over by then, and which still say who it was."""
    later = Session.objects.filter(activity=OuterRef("activity"), ends_at__gt=at)
    course = Q(activity__isnull=False) & ~Exists(later)
    return Booking.objects.filter(Q(session__ends_at__lte=at) | course, wiped_at=None)


def forget_bookings(*, by):
    """By the clock: who booked is forgotten some weeks after; how many came is not."""
    at = timezone.now() - timedelta(days=council().booking_days)
    done = 0
    while True:
        with acting_as(by):
            rows = bookings_to_forget(at).select_for_update(of=("self",), skip_locked=True)
            bookings = list(rows.order_by("pk").values_list("pk", "card_id")[:BATCH])
            wipe_bookings(bookings, by=by)
        done += len(bookings)
        if len(bookings) < BATCH:
            return done


def wipe_bookings(bookings, *, by):
    """(booking, card) of each: places, turns and attendance stay, nobody's name does."""
    if not bookings:
        return
    ids, cards = zip(*bookings, strict=True)
    Booking.objects.filter(pk__in=ids).update(
        name="",
        access_needs="",
        children_ages="",
        emergency_contact="",
        token="",
        wiped_at=timezone.now(),
        updated_at=timezone.now(),
    )
    wipe_cards(cards)
    erase([*ids, *cards], by=by, reason="The time to keep who booked is over")
    record("bookings.forgotten", by=by, about=Booking, count=len(ids))
