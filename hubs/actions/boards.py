"""Advisory boards: members, meetings, who came, and what the board asked for (R036–R038)."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familyhubs.audit.actions import erase
from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card
from familyhubs.contact.models import Channel
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import drop_about
from familyhubs.refusals import Refused

from ..models import (
    AdvisoryBoard,
    Attended,
    BoardAction,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    StandsFor,
)
from ..permissions import hubs_kept_by
from .forgetting import wipe_cards
from .naming import refuse_taken, refused_if_taken

TWO_CHAIRS = gettext_lazy("Somebody else takes the chair in that time. End that first.")
TWICE = gettext_lazy("This account is a member of the board in that time already.")


@transaction.atomic
def save_board(board, *, name, hubs, months_apart, by):
    """A new board, or what is different about one: its name, its hubs, how often it meets.

    Nobody brings or takes away a hub that they do not keep: those of others stay as they are.
    """
    verb = "board.changed" if board else "board.added"
    kept, others = set(hubs_kept_by(by)), set()
    if board:
        board = AdvisoryBoard.objects.lock(board)
        others = set(board.hubs.all()) - kept
    board = board or AdvisoryBoard()
    if set(hubs) - kept - others:
        raise Refused(_("Select hubs that you keep yourself."))
    hubs = sorted({*hubs, *others}, key=lambda hub: hub.name)
    if not hubs:
        raise Refused(_("Select the hubs that it advises."))
    said = _("There is a board with this name already.")
    refuse_taken(AdvisoryBoard.objects.exclude(pk=board.pk), name, said)
    board.name, board.months_apart = name, months_apart
    with refused_if_taken(said):
        board.save()
    board.hubs.set(hubs)
    record(verb, by=by, about=board, hubs=[hub.pk for hub in hubs], months=months_apart)
    return board


@transaction.atomic
def save_board_member(member, *, board, by, email="", **values):
    """Somebody joins a board, leaves it, or is told of otherwise.

    `email` is where somebody without an account is told of meetings and actions.
    """
    verb = "board_member.changed" if member else "board_member.added"
    board = AdvisoryBoard.objects.lock(board)
    member = BoardMember.objects.lock(member) if member else BoardMember(board=board)
    for name, value in values.items():
        setattr(member, name, value)
    if not member.is_chair:
        member.is_independent = None
    if email and member.user_id:
        raise Refused(_("The portal writes to their account. Leave the email address empty."))
    _refuse_impossible_member(member)
    before = _give_way(member, email, by=by)
    member.save()
    wipe_ways([before] if before else [], by=by)
    chair = {"chair": member.is_chair, "independent": member.is_independent}
    record(verb, by=by, about=member, board=board.pk, what=member.stands_for, **chair)
    return member


def _give_way(member, email, *, by):
    """Another address is another card; gives the one that nobody needs any more, or None."""
    before, email = member.card, email.strip()
    if email == (before.email if before else ""):
        return None
    told = {"email": email, "may_email": True, "preferred": Channel.EMAIL}
    member.card = open_card(by=by, **told) if email else None
    return before.pk if before else None


def wipe_ways(cards, *, by):
    """Addresses of whoever is told another way, or of nothing any more."""
    if cards:
        wipe_cards(cards)
        erase(cards, by=by, reason="The board writes there no more")


def forget_board_ways(*, by):
    """By the clock: the addresses of those whose time on a board is over."""
    with acting_as(by):
        rows = BoardMember.objects.filter(ends_on__lt=timezone.localdate(), card__isnull=False)
        members = list(rows.select_for_update(of=("self",)))
        cards = [member.card_id for member in members]
        for member in members:
            member.card = None
            member.save(update_fields=["card", "updated_at"])
        wipe_ways(cards, by=by)
    return len(cards)


def _refuse_impossible_member(member):
    if member.ends_on and member.ends_on < member.starts_on:
        raise Refused(_("The last day must be the first day or later."))
    if member.stands_for == StandsFor.AGENCY and not member.of:
        raise Refused(_("Enter which agency or organisation."))
    if member.is_chair and member.is_independent is None:
        raise Refused(_("Say whether the chair is independent of the council."))
    others = BoardMember.objects.filter(board=member.board_id).exclude(pk=member.pk)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gte=member.starts_on))
    if member.ends_on:
        others = others.filter(starts_on__lte=member.ends_on)
    if member.is_chair and others.filter(is_chair=True).exists():
        raise Refused(str(TWO_CHAIRS))
    if member.user_id and others.filter(user=member.user_id).exists():
        raise Refused(str(TWICE))


@transaction.atomic
def save_meeting(meeting, *, board, starts_at, place, link, agenda, by):
    """A meeting, planned or written down afterwards, or what is different about one."""
    verb = "board_meeting.changed" if meeting else "board_meeting.planned"
    board = AdvisoryBoard.objects.lock(board)
    meeting = BoardMeeting.objects.lock(meeting) if meeting else BoardMeeting(board=board)
    _refuse_called_off(meeting)
    if starts_at > timezone.now() and _is_written_of(meeting):
        raise Refused(_("Something is written of this meeting: it cannot be still to come."))
    others = board.meetings.filter(starts_at=starts_at, cancelled_at=None)
    if others.exclude(pk=meeting.pk).exists():
        raise Refused(_("The board meets at that time already."))
    is_moved = (meeting.starts_at, meeting.place, meeting.link) != (starts_at, place, link)
    if is_moved and not meeting._state.adding:
        meeting.revision += 1
        _never_mind(meeting, "The meeting has another time or place")
    meeting.starts_at, meeting.place, meeting.link = starts_at, place, link
    meeting.agenda = agenda
    meeting.save()
    record(verb, by=by, about=meeting, board=board.pk, starts_at=starts_at)
    return meeting


def _is_written_of(meeting):
    came = meeting.attendance.filter(state=Attended.CAME)
    return came.exists() or meeting.minutes.exists()


def _refuse_called_off(meeting):
    if meeting.cancelled_at:
        raise Refused(_("This meeting was called off."))


def refuse_not_begun(meeting):
    _refuse_called_off(meeting)
    if not meeting.has_begun:
        raise Refused(_("This meeting has not begun yet."))


def _never_mind(meeting, why):
    """What is still to leave about it is no longer so."""
    for kind in ("board_meeting", "board_meeting_changed", "board_meeting_soon"):
        drop_about(meeting, kind, why)


@transaction.atomic
def call_off_meeting(meeting, *, reason, by):
    """A meeting does not take place."""
    meeting = BoardMeeting.objects.lock(meeting)
    _refuse_called_off(meeting)
    if _is_written_of(meeting):
        raise Refused(_("Something is written of this meeting: it took place."))
    meeting.cancelled_at, meeting.cancel_reason = timezone.now(), reason
    meeting.revision += 1
    meeting.save(update_fields=["cancelled_at", "cancel_reason", "revision", "updated_at"])
    _never_mind(meeting, "The meeting was called off")
    record("board_meeting.called_off", by=by, about=meeting, board=meeting.board_id)
    return meeting


@transaction.atomic
def record_attendance(meeting, *, states, by):
    """Who came and who sent apologies; `states` by member, "" for whoever said nothing."""
    meeting = BoardMeeting.objects.lock(meeting)
    _refuse_called_off(meeting)
    if Attended.CAME in states.values():
        refuse_not_begun(meeting)
    if any(member.board_id != meeting.board_id for member in states):
        raise Refused(_("Select members of this board."))
    known = {row.member_id: row for row in meeting.attendance.all()}
    for member, state in states.items():
        row = known.get(member.pk)
        if row and not state:
            row.delete()
        elif state and (row is None or row.state != state):
            row = row or BoardAttendance(meeting=meeting, member=member)
            row.state = state
            row.save()
    came = sum(state == Attended.CAME for state in states.values())
    record("board_meeting.attended", by=by, about=meeting, board=meeting.board_id, came=came)
    return meeting


@transaction.atomic
def save_board_action(action, *, board, what, owner, due_on, by, meeting=None):
    """Something the board asks for, with who sees to it and by when."""
    verb = "board_action.changed" if action else "board_action.added"
    action = BoardAction.objects.lock(action) if action else BoardAction(board=board)
    _refuse_done(action)
    if owner.board_id != action.board_id:
        raise Refused(_("Select somebody who sits on this board."))
    if meeting is not None:
        if meeting.board_id != action.board_id:
            raise Refused(_("Select a meeting of this board."))
        _refuse_called_off(meeting)
    action.meeting = meeting or action.meeting
    action.what, action.owner, action.due_on = what, owner, due_on
    action.save()
    record(verb, by=by, about=action, board=action.board_id, owner=owner.pk, due_on=due_on)
    return action


def _refuse_done(action):
    if action.done_on:
        raise Refused(_("This action is done. Open it again to change it."))


@transaction.atomic
def finish_board_action(action, *, done_on, outcome, by):
    """It is done, with what came of it."""
    action = BoardAction.objects.lock(action)
    _refuse_done(action)
    if done_on > timezone.localdate():
        raise Refused(_("The day it was done must be today or in the past."))
    action.done_on, action.outcome = done_on, outcome
    action.save(update_fields=["done_on", "outcome", "updated_at"])
    record("board_action.done", by=by, about=action, board=action.board_id, done_on=done_on)
    return action


@transaction.atomic
def reopen_board_action(action, *, by):
    """It was not done after all."""
    action = BoardAction.objects.lock(action)
    if not action.done_on:
        raise Refused(_("This action is open already."))
    action.done_on, action.outcome = None, ""
    action.save(update_fields=["done_on", "outcome", "updated_at"])
    record("board_action.opened_again", by=by, about=action, board=action.board_id)
    return action
