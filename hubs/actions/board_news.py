"""What a board's members are told by the clock: meetings, once each, and actions that are due.

Which message somebody has had stands in the outbox, by its key; no other list is kept. So a run
that comes twice, late or beside another tells everybody once.
"""

import logging
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.contact.rules import machine_channels
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify

from ..boards.links import seat_link
from ..models import BoardAction, BoardMeeting
from ..watching import managers_of_hubs
from .freshness import plain

logger = logging.getLogger(__name__)
# So long before a meeting its members are reminded.
SOON = timedelta(days=3)
# So long after its day an action goes to the chair, or to a manager.
LATE = timedelta(days=7)
# Reminders of a day do not come at night.
FIRST_HOUR = 8


def way_of(member, today=None):
    """The account or contact card by which the portal tells somebody who sits there, or None."""
    today = today or timezone.localdate()
    if member.ends_on is not None and member.ends_on < today:
        return None
    if member.user is not None:
        return member.user if member.user.may_sign_in else None
    return member.card if member.card is not None and machine_channels(member.card) else None


def tell_boards(*, by):
    """Members hear of meetings that are planned, moved, near or off; owners of what is due."""
    now = timezone.now()
    with acting_as(by):
        meetings = list(BoardMeeting.objects.filter(starts_at__gt=now).order_by("starts_at"))
        today = timezone.localtime(now).date()
        actions = list(BoardAction.objects.open().filter(due_on__lte=today).order_by("due_on"))
    for meeting in meetings:
        with acting_as(by):
            _tell_of_meeting(meeting, now, by=by)
    if timezone.localtime(now).hour >= FIRST_HOUR:
        for action in actions:
            with acting_as(by):
                _remind_of_action(action, today, by=by)


def _tell_of_meeting(meeting, now, *, by):
    """Held meanwhile: whoever moves it or calls it off comes before or after."""
    meeting = BoardMeeting.objects.lock(meeting)
    day = timezone.localtime(meeting.starts_at).date()
    rows = meeting.board.members.now(day).select_related("user__organisation", "card")
    about = {"about_model": meeting._meta.label_lower, "about_id": meeting.pk}
    told = {row.key: row for row in Message.objects.filter(**about, dropped_at=None)}
    for member in rows:
        way = way_of(member)
        kind = way and _kind_of_news(meeting, member, told, now)
        if kind:
            _tell(way, member, kind, about=meeting, key=key_of(kind, meeting, member), by=by)


def key_of(kind, meeting, member):
    """A reminder goes by the day, what is planned or moved by the revision."""
    at = timezone.localtime(meeting.starts_at)
    part = f"{at:%Y%m%d}" if kind == "board_meeting_soon" else f"r{meeting.revision}"
    return f"board_meeting:{meeting.pk}:{part}:{member.pk}"


def _kind_of_news(meeting, member, told, now):
    """What this member is to hear now of a meeting to come, or None."""
    here, whose = f"board_meeting:{meeting.pk}:r", f":{member.pk}"
    known = {key: row for key, row in told.items() if key.startswith(here) and key.endswith(whose)}
    current = known.get(key_of("board_meeting", meeting, member))
    if meeting.cancelled_at is not None:
        # Who never heard of it need not hear that it is off.
        return "board_meeting_off" if known and not current else None
    if current is None:
        return "board_meeting_changed" if known else "board_meeting"
    is_near = meeting.starts_at - SOON <= now
    # Who was told within these days needs no reminder.
    was_told_before = current.recorded_at < meeting.starts_at - SOON
    return "board_meeting_soon" if is_near and was_told_before else None


def _remind_of_action(action, today, *, by):
    """Its owner once when it is due; the chair or a manager once when it is late."""
    action = BoardAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if action.done_on is not None or action.due_on > today:
        return
    owner = action.owner
    way = way_of(owner, today)
    if way is not None:
        key = f"board_action_due:{action.pk}:{action.due_on}:{owner.pk}"
        _tell(way, owner, "board_action_due", about=action, key=key, by=by, when=action.due_on)
    if action.due_on + LATE <= today or (way is None and action.due_on < today):
        _escalate(action, owner, today, by=by)


def _escalate(action, owner, today, *, by):
    """One person: the chair, else a manager of a hub that the board advises."""
    chairs = action.board.members.now(today).filter(is_chair=True).exclude(pk=owner.pk)
    asked = [(way_of(chair, today), chair) for chair in chairs.select_related("user", "card")]
    managers = managers_of_hubs(action.board.hubs.order_by("name"))
    asked += [(user, None) for user in managers if user.pk != owner.user_id]
    way, chair = next((pair for pair in asked if pair[0] is not None), (None, None))
    if way is None:
        logger.error("Nobody can see to a board's action", extra={"action": str(action.pk)})
        return
    key = f"board_action_overdue:{action.pk}:{action.due_on}"
    _tell(way, chair, "board_action_overdue", about=action, key=key, by=by, when=action.due_on)


def _tell(way, member, kind, *, about, key, by, when=None):
    """By their account, with the page there; or by mail, with the link to their own page."""
    is_user = isinstance(way, User)
    if not is_user:
        link = {"sealed_link": seat_link(member)}
    elif isinstance(about, BoardMeeting):
        link = {"link": reverse("network:meeting", args=[about.pk])}
    else:
        link = {"link": reverse("network:board_actions", args=[about.board_id])}
    notify(
        way,
        key=key,
        kind=kind,
        by=by,
        about=about,
        hub=plain(about.board.name),
        when=when or about.starts_at,
        **link,
    )
