"""Settings: districts, their hubs and the wards each hub serves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs import actions
from hubs.models import District, Hub
from hubs.permissions import can_administer

from . import lists
from .forms import DistrictForm, HubForm, WardsForm


def sent(request, form, act, done):
    """Whether it was done and said; a refusal stands on the form in the action's own words."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, done)
    return True


def districts(request):
    """The network at a glance, and what is still missing in it."""
    require(can_administer(request.user))
    wards, rows = list(lists.wards()), lists.districts()
    unserved = [ward for ward in wards if ward.hub_id is None]
    context = {
        "districts": rows,
        "has_wards": bool(wards),
        "unserved": unserved,
        "goes_to_nearest": bool(unserved) and lists.nearest_is_known(),
        "first_hub": lists.first_hub(rows),
        "sites_without_hub": lists.network_sites_without_hub(),
    }
    return render(request, "places/districts.html", context)


def save_district(request, pk=None):
    """A new district, or another name for one."""
    require(can_administer(request.user))
    district = get_object_or_404(District, pk=pk) if pk else None
    form = bind(DistrictForm, request, initial={"name": district.name} if district else {})
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.save_district(district, by=me, **form.cleaned_data),
        _("The district is saved."),
    ):
        return redirect("places:districts")
    title = district or _("Add a district")
    context = {"form": form, "title": title, "back": "places:districts"}
    return render(request, "places/form.html", context)


def save_hub(request, pk):
    """The hub of a district: its names, and how to reach it."""
    require(can_administer(request.user))
    district = get_object_or_404(District.objects.select_related("hub"), pk=pk)
    hub = Hub.objects.filter(district=district).first()
    form = bind(HubForm, request, initial=initial_of(hub, HubForm))
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.save_hub(district, by=me, **form.cleaned_data),
        _("The hub is saved."),
    ):
        return redirect("places:districts")
    context = {"form": form, "district": district, "hub": hub}
    return render(request, "places/hub.html", context)


def initial_of(thing, form_class):
    """What is known already, for the form's fields."""
    return {name: getattr(thing, name) for name in form_class.base_fields} if thing else {}


def wards(request, pk):
    """The wards whose requests come to this hub."""
    require(can_administer(request.user))
    hub = get_object_or_404(Hub.objects.select_related("district"), pk=pk)
    form = bind(WardsForm, request, hub=hub)
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.choose_wards(hub, wards=form.chosen, by=me),
        _("The wards of %s are saved.") % hub.name,
    ):
        return redirect("places:districts")
    return render(request, "places/wards.html", {"form": form, "hub": hub})
