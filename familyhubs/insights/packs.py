"""The pack of an advisory board: what is published of its hubs' districts, to read and to print.

Made of published figures only, of these districts alone and without the council's totals: who runs
one of the hubs knows its true figures, and could work out others' from a total (decision 19).
"""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from hubs.boards.standing import lacks
from hubs.models import AdvisoryBoard, YouSaid
from hubs.network import reading

from . import figures, tables
from .periods import default
from .views import chosen


@require_safe
def pack(request, pk):
    """Figures, sites and open actions of one board (R036, R037)."""
    boards = AdvisoryBoard.objects.visible_to(request.user).with_standing()
    board = get_object_or_404(boards, pk=pk)
    periods = figures.published_periods()
    period = chosen(request, periods, default(periods))
    record_look(request.user, board, what="pack_seen")
    context = {"board": board, "lacks": lacks(board), "periods": periods, "period": period}
    context["hubs"] = reading.hours(board.hubs)
    hubs = [hub for hub, _lines in context["hubs"]]
    context["todo"] = board.actions.open().told_of().order_by("due_on", "pk")[:50]
    told = YouSaid.objects.published().filter(hub__in=hubs)
    context["told"] = told.select_related("hub").order_by("-done_on", "-pk")[:10]
    if period:
        context |= of_districts(hubs, figures.published(period), period)
    return render(request, "insights/pack.html", context)


def of_districts(hubs, shown, period):
    """What is published of the districts of these hubs."""
    hubs = sorted(hubs, key=lambda hub: hub.district.name)
    places = {str(hub.district_id): hub.district.name for hub in hubs}
    return {
        "figures": shown,
        "outcomes": tables.outcome_table(shown, period, places, alone=True),
        "districts": tables.district_table(shown, period, places, alone=True),
    }
