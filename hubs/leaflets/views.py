"""Videos and leaflets: kept by whoever works at a hub, read by everybody (R089)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..languages import code_of
from ..models import Leaflet
from ..network.views import done
from ..permissions import hubs_spoken_for_by
from .forms import LeafletForm


@login_not_required
@require_safe
def in_your_language(request):
    """What there is, in one language where the address says so."""
    rows = Leaflet.objects.public().select_related("topic")
    chosen = code_of(request.GET.get("language", ""))
    languages = rows.languages()
    rows = rows.filter(language=chosen) if chosen else rows
    page = page_of(request, rows, "language", "title", "pk")
    context = {"page": page, "languages": languages, "chosen": chosen}
    return render(request, "leaflets/public.html", context)


@require_safe
def leaflets(request):
    """All that families find, and what must be looked at again."""
    require(hubs_spoken_for_by(request.user).exists())
    rows = Leaflet.objects.standing().select_related("topic", "checked_by")
    page = page_of(request, rows, "review_due_on", "pk")
    return render(request, "leaflets/list.html", {"page": page})


def add(request):
    """A new link."""
    require(hubs_spoken_for_by(request.user).exists())
    return save_link(request, None, {})


def look_again(request, pk):
    """Opened again: the same, or another link."""
    require(hubs_spoken_for_by(request.user).exists())
    leaflet = get_object_or_404(Leaflet.objects.standing(), pk=pk)
    return save_link(request, leaflet, {n: getattr(leaflet, n) for n in LeafletForm.base_fields})


def save_link(request, leaflet, initial):
    form = bind(LeafletForm, request, initial=initial)
    me = request.user
    if done(request, form, lambda: actions.save_leaflet(leaflet, by=me, **form.cleaned_data)):
        messages.success(request, _("Saved. Families find it for half a year."))
        return redirect("network:leaflets")
    return render(request, "leaflets/form.html", {"form": form, "leaflet": leaflet})


@require_POST
def take_down(request, pk):
    """Families do not find it any more."""
    require(hubs_spoken_for_by(request.user).exists())
    actions.take_down_leaflet(get_object_or_404(Leaflet, pk=pk), by=request.user)
    messages.success(request, _("Taken down."))
    return redirect("network:leaflets")
