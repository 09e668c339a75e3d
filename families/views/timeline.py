"""One timeline: what was said and done with a family, filtered, pinned, printed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.audit.log import record
from familyhubs.paging import page_of, without_turns
from familyhubs.refusals import Refused
from familyhubs.web import require

from .. import actions
from ..forms import TimelineFilterForm
from ..models import TimelineEntry
from ..permissions import can_pin, can_read_timeline, can_write_note
from .doors import family_for, part_for, people_of

ORDER = ("-happened_at", "-recorded_at", "-pk")
# So many fit into what somebody reads on paper; the page says where it ends.
PRINTED = 500


@require_safe
def timeline(request, pk):
    """Contacts, notes, decisions, steps, documents, sessions: the newest first."""
    family = family_for(request, pk, "timeline_seen", disputes=True)
    require(can_read_timeline(request.user, family))
    form = filter_of(request, family)
    page = page_of(request, form.found().with_names(), *ORDER)
    asked = without_turns(request).urlencode()
    return render(
        request,
        "families/timeline.html",
        {
            "family": family,
            "form": form,
            "page": page,
            "chips": chips_of(request, form),
            "print_query": f"?{asked}" if asked else "",
            "may_pin": can_pin(request.user, family),
            "may_correct": can_write_note(request.user, family),
        },
    )


@require_safe
def print_out(request, pk):
    """The same entries on paper; it is an export, and the log says so."""
    family = family_for(request, pk, "timeline_printed", disputes=True)
    require(can_read_timeline(request.user, family))
    form = filter_of(request, family)
    found = form.found()
    rows = list(found.with_names().order_by(*ORDER)[: PRINTED + 1])
    more, rows = len(rows) > PRINTED, rows[:PRINTED]
    record(
        "timeline.printed", by=request.user, about=family, family_id=family.pk, entries=len(rows)
    )
    context = {
        "family": family,
        "rows": rows,
        "left_out": found.count() - PRINTED if more else 0,
        "chips": [words for words, _query in chips_of(request, form)],
        "now": timezone.now(),
        "back": f"{reverse('families:timeline', args=[family.pk])}?{request.GET.urlencode()}",
    }
    return render(request, "families/timeline_print.html", context)


@require_POST
def pin(request, pk, entry_pk):
    """To the top of the record."""
    return pinned(request, pk, entry_pk, actions.pin, _("Pinned to the top of the record"))


@require_POST
def unpin(request, pk, entry_pk):
    """An entry like any other again."""
    return pinned(request, pk, entry_pk, actions.unpin, _("No longer pinned"))


def pinned(request, pk, entry_pk, action, said):
    family = family_for(request, pk)
    rows = TimelineEntry.objects.visible_to(request.user, within=family)
    entry = part_for(rows, family, entry_pk)
    require(can_pin(request.user, family))
    try:
        action(entry, by=request.user)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("families:timeline", family.pk)


def filter_of(request, family):
    rows = TimelineEntry.objects.visible_to(request.user, within=family)
    return TimelineFilterForm(request.GET, rows=rows, people=people_of(family, request.user))


def chips_of(request, form):
    """What each filter in force says, and the address without it."""
    return [
        (words, without_turns(request, *form.names_of(name)).urlencode())
        for name, words in form.chips
    ]
