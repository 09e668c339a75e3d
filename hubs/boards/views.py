"""Staff: the advisory boards, one board, and who sits on it (R036, R038)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..models import AdvisoryBoard, BoardMember
from ..network.views import done
from ..permissions import can_keep_board, can_start_board, hubs_kept_by, is_staff_member
from .forms import BoardForm, MemberForm
from .standing import hubs_without_board, lacks

MEETINGS_ON_A_PAGE = 12
FIRST_ACTIONS = 25


@require_safe
def boards(request):
    """The boards that this person may read, and the hubs that have none."""
    require(is_staff_member(request.user))
    rows = AdvisoryBoard.objects.visible_to(request.user)
    rows = rows.with_standing().with_chairs().prefetch_related("hubs")
    page = page_of(request, rows, "name", "pk")
    context = {
        "page": page,
        "rows": [(board, lacks(board)) for board in page.rows],
        "without": hubs_without_board(),
        "may_start": can_start_board(request.user),
    }
    return render(request, "boards/list.html", context)


def board_for(request, pk):
    """A board that this person may read, or 404."""
    rows = AdvisoryBoard.objects.visible_to(request.user).with_standing().with_chairs()
    return get_object_or_404(rows.prefetch_related("hubs"), pk=pk)


def kept_board(request, pk):
    """One that this person also keeps, else 403."""
    board = board_for(request, pk)
    require(can_keep_board(request.user, board))
    return board


@require_safe
def board(request, pk):
    """One board: who sits on it, when it meets, and what it has asked for."""
    found = board_for(request, pk)
    meetings = page_of(request, found.meetings.all(), "-starts_at", "-pk", size=MEETINGS_ON_A_PAGE)
    todo = found.actions.open().told_of().order_by("due_on", "pk")
    context = {
        "board": found,
        "lacks": lacks(found),
        "members": found.members.now(),
        "page": meetings,
        "todo": todo[:FIRST_ACTIONS],
        "may_keep": can_keep_board(request.user, found),
    }
    return render(request, "boards/board.html", context)


def save_board(request, pk=None):
    """A new board, or what is different about one."""
    found = kept_board(request, pk) if pk else None
    require(can_start_board(request.user))
    hubs, others, initial = hubs_kept_by(request.user).order_by("name"), [], {}
    if found:
        # Hubs of other managers stay, whatever is chosen of one's own.
        others = [hub for hub in found.hubs.all() if hub not in set(hubs)]
        initial = {"name": found.name, "hubs": found.hubs.all(), "months_apart": found.months_apart}
    form, made = bind(BoardForm, request, hubs=hubs, others=others, initial=initial), []
    me = request.user
    if done(
        request, form, lambda: made.append(actions.save_board(found, by=me, **form.cleaned_data))
    ):
        messages.success(request, _("The board is saved."))
        is_seen = AdvisoryBoard.objects.visible_to(request.user).filter(pk=made[0].pk).exists()
        return redirect(made[0] if is_seen else "network:boards")
    title = _("Change the board") if found else _("Add a board")
    return form_page(request, form, title, found)


@require_safe
def members(request, pk):
    """Everybody who sits or sat on it."""
    found = board_for(request, pk)
    page = page_of(request, found.members.all(), "-starts_on", "-pk")
    context = {"board": found, "page": page, "may_keep": can_keep_board(request.user, found)}
    return render(request, "boards/members.html", context)


def add_member(request, pk):
    """Somebody joins a board."""
    return save_member(request, kept_board(request, pk), None)


def change_member(request, pk):
    """What is different about a member, or their last day."""
    member = get_object_or_404(BoardMember.objects.select_related("card"), pk=pk)
    return save_member(request, kept_board(request, member.board_id), member)


def save_member(request, board, member):
    initial = {name: getattr(member, name, "") for name in MemberForm.base_fields} if member else {}
    if member and member.card:
        initial["email"] = member.card.email
    if member and member.is_independent is not None:
        initial["is_independent"] = "yes" if member.is_independent else "no"
    form = bind(MemberForm, request, board=board, member=member, initial=initial)
    me = request.user
    if done(
        request,
        form,
        lambda: actions.save_board_member(member, board=board, by=me, **form.cleaned_data),
    ):
        messages.success(request, _("The member is saved."))
        return redirect(board)
    return form_page(request, form, member.name if member else _("Add a member"), board)


def form_page(request, form, title, board, **context):
    """A form of one board."""
    context |= {"form": form, "title": title, "board": board}
    return render(request, "boards/form.html", context)
