"""Staff: what a board has asked for, who sees to it, and what came of it (R036)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..models import AdvisoryBoard, BoardAction
from ..network.views import done
from ..permissions import can_keep_board
from .forms import ActionForm, FinishForm
from .meetings import kept_meeting
from .views import board_for, form_page, kept_board


@require_safe
def actions_of(request, pk):
    """All that is open, the longest due first; or all that is done, the newest first."""
    board = board_for(request, pk)
    is_done = request.GET.get("show") == "done"
    rows = board.actions.told_of()
    if is_done:
        page = page_of(request, rows.exclude(done_on=None), "-done_on", "-pk")
    else:
        page = page_of(request, rows.open(), "due_on", "pk")
    may_keep = can_keep_board(request.user, board)
    context = {"board": board, "page": page, "is_done": is_done, "may_keep": may_keep}
    return render(request, "boards/actions.html", context)


def action_for(request, pk):
    """An action of a board that this person keeps; 404 where they may not even read it."""
    boards = AdvisoryBoard.objects.visible_to(request.user)
    rows = BoardAction.objects.filter(board__in=boards).select_related("board", "owner")
    found = get_object_or_404(rows, pk=pk)
    require(can_keep_board(request.user, found.board))
    return found


def add_action(request, pk):
    """Something the board asks for between two meetings."""
    return save_action(request, kept_board(request, pk), None)


def add_from_meeting(request, pk):
    """Something that a meeting asks for."""
    meeting = kept_meeting(request, pk)
    return save_action(request, meeting.board, None, meeting)


def change_action(request, pk):
    """Another day, somebody else, or other words."""
    found = action_for(request, pk)
    return save_action(request, found.board, found)


def save_action(request, board, found, meeting=None):
    initial = {name: getattr(found, name) for name in ActionForm.base_fields} if found else {}
    form = bind(ActionForm, request, board=board, action=found, initial=initial)
    asked = {"board": board, "meeting": meeting, "by": request.user}
    if done(request, form, lambda: actions.save_board_action(found, **asked, **form.cleaned_data)):
        messages.success(request, _("The action is saved."))
        return redirect("network:meeting", meeting.pk) if meeting else redirect(board)
    title = _("Change the action") if found else _("Add an action")
    return form_page(request, form, title, board, meeting=meeting)


def finish(request, pk):
    """It is done."""
    found = action_for(request, pk)
    form = bind(FinishForm, request, initial={"done_on": timezone.localdate()})
    me = request.user
    if done(request, form, lambda: actions.finish_board_action(found, by=me, **form.cleaned_data)):
        messages.success(request, _("Done: %s") % found.what)
        return redirect("network:board_actions", found.board_id)
    return form_page(
        request, form, _("An action is done"), found.board, action=found, save=_("Mark as done")
    )


@require_POST
def reopen(request, pk):
    """It was not done after all."""
    found = action_for(request, pk)
    try:
        actions.reopen_board_action(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The action is open again."))
    return redirect("network:board_actions", found.board_id)
