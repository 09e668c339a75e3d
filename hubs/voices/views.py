"""Staff: what families said and what was done: written, published, taken down (R038)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..boards.doing import action_for
from ..models import YouSaid
from ..network.views import done
from ..permissions import can_publish_voices, hubs_spoken_for_by
from .forms import YouSaidForm


@require_safe
def entries(request):
    """Every entry of the hubs somebody works at; of one of them where the address says so."""
    hubs = hubs_spoken_for_by(request.user).order_by("name")
    require(hubs.exists())
    rows = YouSaid.objects.filter(hub__in=hubs).select_related("hub")
    chosen = hubs.filter(slug=request.GET.get("hub", "").replace("\0", "")).first()
    if chosen:
        rows = rows.filter(hub=chosen)
    page = page_of(request, rows, "-done_on", "-pk")
    context = {
        "page": page,
        "hubs": hubs,
        "chosen": chosen,
        "rows": [(row, can_publish_voices(request.user, row.hub)) for row in page.rows],
    }
    return render(request, "voices/list.html", context)


def entry_for(request, pk):
    """An entry of a hub where this person works, or 404."""
    rows = YouSaid.objects.filter(hub__in=hubs_spoken_for_by(request.user))
    return get_object_or_404(rows.select_related("hub"), pk=pk)


def add_entry(request):
    """A new draft."""
    hubs = hubs_spoken_for_by(request.user)
    require(hubs.exists())
    return save_entry(request, None, hubs, {})


def add_from_action(request, pk):
    """A draft about what a board had asked for, its words to begin with."""
    action = action_for(request, pk)
    hubs = hubs_spoken_for_by(request.user).filter(boards=action.board)
    initial = {"hub": hubs.first(), "did": action.outcome, "done_on": action.done_on}
    return save_entry(request, None, hubs, initial, action=action)


def change_entry(request, pk):
    """Other words, while nobody outside reads it."""
    entry = entry_for(request, pk)
    initial = {name: getattr(entry, name) for name in YouSaidForm.base_fields}
    return save_entry(request, entry, hubs_spoken_for_by(request.user), initial)


def save_entry(request, entry, hubs, initial, action=None):
    form = bind(YouSaidForm, request, hubs=hubs.order_by("name"), initial=initial)
    said = {"by": request.user, "action": action}
    if done(request, form, lambda: actions.save_you_said(entry, **said, **form.cleaned_data)):
        messages.success(request, _("The draft is saved. A manager publishes it."))
        return redirect("network:you_said")
    context = {"form": form, "entry": entry, "action": action}
    return render(request, "voices/form.html", context)


@require_POST
def publish(request, pk):
    """Everybody can read it."""
    return press(request, pk, actions.publish_you_said, _("Published. Families read it now."))


@require_POST
def take_down(request, pk):
    """Nobody outside reads it any more."""
    return press(request, pk, actions.take_down_you_said, _("Taken down. You can change it now."))


def press(request, pk, act, said):
    entry = entry_for(request, pk)
    require(can_publish_voices(request.user, entry.hub))
    try:
        act(entry, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("network:you_said")
