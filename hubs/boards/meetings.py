"""Staff: a board's meetings, who came, and the minutes in their steps (R036)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.board_news import way_of
from ..models import AdvisoryBoard, BoardAction, BoardMeeting
from ..network.views import done
from ..permissions import can_keep_board
from .calendar import calendar_response
from .forms import (
    AgreeForm,
    AmendForm,
    CallOffForm,
    MeetingForm,
    MinutesForm,
    WhoCameForm,
    initial_of,
)
from .views import form_page, kept_board


def meeting_for(request, pk):
    """A meeting of a board that this person may read, or 404."""
    boards = AdvisoryBoard.objects.visible_to(request.user)
    rows = BoardMeeting.objects.filter(board__in=boards).select_related("board")
    return get_object_or_404(rows.prefetch_related("board__hubs"), pk=pk)


def kept_meeting(request, pk):
    found = meeting_for(request, pk)
    require(can_keep_board(request.user, found.board))
    return found


@require_safe
def meeting(request, pk):
    """One meeting: its agenda with what is carried over, who came, its minutes and actions."""
    found = meeting_for(request, pk)
    versions = list(found.minutes.select_related("agreed_by"))
    context = {
        "meeting": found,
        "board": found.board,
        "points": [point for point in found.agenda.splitlines() if point.strip()],
        "carried": BoardAction.objects.carried_to(found).told_of(),
        "asked": found.actions.told_of(),
        "attendance": found.attendance.select_related("member"),
        "draft": next((row for row in versions if not row.is_agreed), None),
        "agreed": [row for row in versions if row.is_agreed],
        "may_keep": can_keep_board(request.user, found.board),
        "untold": untold(found) if found.starts_at > timezone.now() else [],
    }
    return render(request, "boards/meeting.html", context)


def untold(meeting):
    """Those whom the portal cannot tell of a meeting: somebody must."""
    day = timezone.localtime(meeting.starts_at).date()
    rows = meeting.board.members.now(day).select_related("user__organisation", "card")
    return [member for member in rows if way_of(member) is None]


@require_safe
def calendar(request, pk):
    """One meeting, for a calendar."""
    found = meeting_for(request, pk)
    return calendar_response(found.board, [found])


def add_meeting(request, pk):
    """A meeting to come, or one written down afterwards."""
    return save_meeting(request, kept_board(request, pk), None)


def change_meeting(request, pk):
    """Another time or place, or another agenda."""
    found = kept_meeting(request, pk)
    return save_meeting(request, found.board, found)


def save_meeting(request, board, found):
    form, made = bind(MeetingForm, request, initial=initial_of(found) if found else {}), []
    me = request.user
    if done(
        request,
        form,
        lambda: made.append(actions.save_meeting(found, board=board, by=me, **form.values)),
    ):
        messages.success(request, _("The meeting is saved. Who has a way to be told is told."))
        return redirect("network:meeting", made[0].pk)
    title = _("Change the meeting") if found else _("Plan a meeting")
    return form_page(request, form, title, board, meeting=found)


def call_off(request, pk):
    """A meeting does not take place."""
    found = kept_meeting(request, pk)
    form = bind(CallOffForm, request)
    me = request.user
    if done(request, form, lambda: actions.call_off_meeting(found, by=me, **form.cleaned_data)):
        messages.success(request, _("The meeting is called off. Who was told of it is told."))
        return redirect("network:meeting", pk)
    return form_page(
        request,
        form,
        _("Call the meeting off"),
        found.board,
        meeting=found,
        save=_("Call it off"),
        kind="warning",
    )


def attendance(request, pk):
    """Who came, and who sent apologies."""
    found = kept_meeting(request, pk)
    day = timezone.localtime(found.starts_at).date()
    known = dict(found.attendance.values_list("member", "state"))
    members = found.board.members.now(day) | found.board.members.filter(pk__in=known)
    form = bind(WhoCameForm, request, members=members.order_by("name", "pk"), known=known)
    me = request.user
    if done(request, form, lambda: actions.record_attendance(found, states=form.states, by=me)):
        messages.success(request, _("Who came is written down."))
        return redirect("network:meeting", pk)
    return form_page(request, form, _("Who came"), found.board, meeting=found)


def minutes(request, pk):
    """Write the draft of the minutes, or go on writing it."""
    found = kept_meeting(request, pk)
    draft = found.minutes.filter(agreed_at=None).first()
    initial = {"text": draft.text, "seen": draft.revision} if draft else {"seen": 0}
    form = bind(MinutesForm, request, initial=initial)
    me = request.user
    if done(request, form, lambda: write(found, form, me)):
        messages.success(request, _("The draft is saved."))
        return redirect("network:meeting", pk)
    return form_page(
        request, form, _("Write the minutes"), found.board, meeting=found, save=_("Save as a draft")
    )


def write(meeting, form, by):
    said = form.cleaned_data
    actions.write_minutes(meeting, text=said["text"], seen=said["seen"] or 0, by=by)


@require_POST
def agree(request, pk):
    """The draft that stands on the meeting's page is agreed for good."""
    found = kept_meeting(request, pk)
    form, draft = AgreeForm(request.POST), found.minutes.filter(agreed_at=None).first()
    try:
        if draft is None or not form.is_valid():
            raise Refused(_("These minutes are agreed already, or are not written yet."))
        actions.agree_minutes(draft, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The minutes are agreed. Nobody can change them now."))
    return redirect("network:meeting", pk)


def amend(request, pk):
    """A new draft from agreed minutes, with why."""
    found = kept_meeting(request, pk)
    form = bind(AmendForm, request)
    me = request.user
    if done(request, form, lambda: actions.amend_minutes(found, by=me, **form.cleaned_data)):
        messages.success(request, _("There is a draft now. What was agreed stands until it is."))
        return redirect("network:minutes", pk)
    go_on = _("Go on to write them")
    return form_page(request, form, _("Amend the minutes"), found.board, meeting=found, save=go_on)
