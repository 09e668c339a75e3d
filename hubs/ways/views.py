"""Staff: ways to a hub, or to the whole network, that have no building (R006)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.govuk.fields import spoken
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..models import AccessPoint
from ..network.views import done
from ..permissions import can_administer, can_keep_access_point, hubs_kept_by, is_staff_member
from .forms import WayForm


@require_safe
def ways(request):
    """All of them; whoever keeps one may change it."""
    require(is_staff_member(request.user))
    page = page_of(request, AccessPoint.objects.select_related("hub"), "label", "pk")
    me = request.user
    context = {
        "page": page,
        "rows": [(point, can_keep_access_point(me, point.hub)) for point in page.rows],
        "may_add": hubs_kept_by(me).exists() or can_administer(me),
    }
    return render(request, "ways/list.html", context)


def kept(request, pk):
    """One that this person keeps, else 403: everybody with a role reads all of them."""
    require(is_staff_member(request.user))
    point = get_object_or_404(AccessPoint.objects.select_related("hub"), pk=pk)
    require(can_keep_access_point(request.user, point.hub))
    return point


def save_way(request, pk=None):
    """A new way in, or what is different about one."""
    point, me = kept(request, pk) if pk else None, request.user
    everywhere = can_administer(me)
    require(everywhere or hubs_kept_by(me).exists())
    initial = {name: getattr(point, name) for name in WayForm.base_fields} if point else {}
    if point:
        initial["value"] = spoken(point.value)
    hubs = hubs_kept_by(me).order_by("name")
    form = bind(WayForm, request, hubs=hubs, everywhere=everywhere, initial=initial)
    if done(request, form, lambda: actions.save_access_point(point, by=me, **form.cleaned_data)):
        messages.success(request, _("Saved. Families see it now."))
        return redirect("network:ways")
    return render(request, "ways/form.html", {"form": form, "point": point})


@require_POST
def take_away(request, pk):
    """Families no longer read of it."""
    actions.take_away_access_point(kept(request, pk), by=request.user)
    messages.success(request, _("Taken away. Families no longer see it."))
    return redirect("network:ways")
