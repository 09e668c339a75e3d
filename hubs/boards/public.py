"""The page of a board's member who has no account, by their own link (R038)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .calendar import calendar_response
from .links import member_of


def seated(token):
    """The member of a link, and whether they sit on the board today."""
    member = member_of(token)
    if member is None:
        raise Http404
    today = timezone.localdate()
    return member, member.ends_on is None or member.ends_on >= today


@login_not_required
@require_safe
def seat(request, token):
    """The meetings to come, and what this member sees to."""
    member, sits = seated(token)
    context = {"member": member, "board": member.board, "sits": sits, "token": token}
    if sits:
        context |= {
            "meetings": member.board.meetings.to_come()[:6],
            "todo": member.actions.open().order_by("due_on", "pk"),
            "late": late(member) if member.is_chair else (),
        }
    return render(request, "boards/seat.html", context, status=200 if sits else 410)


def late(chair):
    """What others were to see to: a chair is told when it is late."""
    rows = chair.board.actions.open().filter(due_on__lt=timezone.localdate())
    return rows.exclude(owner=chair).select_related("owner").order_by("due_on", "pk")


@login_not_required
@require_safe
def calendar(request, token):
    """The meetings to come, for a calendar."""
    member, sits = seated(token)
    if not sits:
        raise Http404
    return calendar_response(member.board, member.board.meetings.to_come())
