"""Settings: the sites, imported or typed in, and the hub each belongs to."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from familyhubs.web import bind, require
from hubs import actions
from hubs.models import Site
from hubs.permissions import can_administer

from . import lists
from .forms import GiveSitesForm, OwnSiteForm, SiteForm, SitesFilter
from .views import initial_of, sent

ON_A_PAGE = 50


def sites(request):
    """Every site; ticked ones are given to a hub together."""
    require(can_administer(request.user))
    form = bind(GiveSitesForm, request)
    chosen = SitesFilter(request.GET)
    if request.method == "POST" and form.is_valid():
        to, ticked = form.cleaned_data["to"], form.cleaned_data["sites"]
        n = len(ticked)
        done = ngettext("%(n)d site is with %(hub)s.", "%(n)d sites are with %(hub)s.", n)
        done %= {"n": n, "hub": to.name}
        me = request.user
        if sent(request, form, lambda: actions.give_sites(ticked, hub=to, by=me), done):
            return redirect(request.get_full_path())
    page = Paginator(lists.sites(chosen.chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    # What was ticked stays ticked where something was wrong.
    ticked = set(request.POST.getlist("sites"))
    context = {"form": form, "filter": chosen, "page": page, "ticked": ticked}
    context["kept"] = kept.urlencode()
    return render(request, "places/sites.html", context)


def save_site(request, pk=None):
    """A new site, or one to change."""
    require(can_administer(request.user))
    site = get_object_or_404(Site, pk=pk) if pk else None
    form_class = SiteForm if site and site.source else OwnSiteForm
    form = bind(form_class, request, initial=initial_of(site, form_class))
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.save_site(site, by=me, **form.cleaned_data),
        _("The site is saved."),
    ):
        return redirect("places:sites")
    return render(request, "places/site.html", {"form": form, "site": site})
