"""Staff take a family's "stop": at the desk, by telephone, and where it was asked on the web."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import FinishStopRequestForm, StopSharingForm
from ..models import StopRequest
from ..permissions import can_answer_stops, can_stop_sharing
from .doors import back_to, family_for, people_of, send
from .notes import one_form


def stop_sharing(request, pk):
    """Whatever this person had agreed to stops; what that was is read by nobody here."""
    family = family_for(request, pk)
    require(can_stop_sharing(request.user, family))
    form = bind(StopSharingForm, request, people=people_of(family, request.user))
    if send(form, lambda: actions.stop_sharing(family, by=request.user, **form.values)):
        said = _("Done. Whatever they had agreed to there has stopped, and somebody rings them.")
        return back_to(request, family, said)
    note = _(
        "It stops at once, and whoever it was shared with sees nothing new. What another parent"
        " agreed to for a child goes to the manager. Say: “It has stopped. Somebody rings you to"
        " say what happens now.”"
    )
    title = _("The family wants to stop sharing")
    return one_form(request, family, form, title, _("Stop now"), note=note)


@require_safe
def stop_requests(request):
    """Who asked on the web without a code, the longest waiting first."""
    require(can_answer_stops(request.user))
    rows = StopRequest.objects.visible_to(request.user).open().select_related("hub")
    page = page_of(request, rows, "due_at", "pk")
    record_look(request.user, StopRequest, what="listed")
    return render(request, "families/stop_requests.html", {"page": page})


def finish_stop_request(request, pk):
    """What was asked, and what was done about it."""
    rows = StopRequest.objects.visible_to(request.user).select_related("hub", "done_by")
    asked = get_object_or_404(rows, pk=pk)
    record_look(request.user, asked)
    form = bind(FinishStopRequestForm, request)
    if send(form, lambda: actions.finish_stop_request(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Done"))
        return redirect("families:stop_requests")
    return render(request, "families/stop_request.html", {"asked": asked, "form": form})
