"""How a board stands: what its pages and the network's page say that it lacks (R036)."""

from calendar import monthrange

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import AdvisoryBoard, Hub


def months_on(day, months):
    """The same day so many months later, or the last one of a shorter month."""
    ahead = day.year * 12 + day.month - 1 + months
    year, month = divmod(ahead, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def lacks(board, today=None):
    """In words, what is not as it should be with a board fetched `with_standing`."""
    today = today or timezone.localdate()
    found = []
    if board.chair_is_independent is None:
        found.append(_("No chair"))
    elif not board.chair_is_independent:
        found.append(_("The chair is not independent"))
    if board.last_met is None:
        found.append(_("Has not met yet"))
    elif months_on(timezone.localtime(board.last_met).date(), board.months_apart) < today:
        n = board.months_apart
        said = ngettext("Has not met for %d month", "Has not met for %d months", n)
        found.append(said % n)
    return found


def by_hub(user):
    """Hub's id → [(board, what it lacks, whether this person may read it)], in two queries."""
    seen = AdvisoryBoard.objects.visible_to(user).filter(pk=OuterRef("pk"))
    boards = AdvisoryBoard.objects.with_standing().annotate(is_seen=Exists(seen))
    boards = boards.prefetch_related("hubs")
    found = {}
    for board in boards:
        for hub in board.hubs.all():
            found.setdefault(hub.pk, []).append((board, lacks(board), board.is_seen))
    return found


def hubs_without_board():
    return Hub.objects.filter(boards=None)
