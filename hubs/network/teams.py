"""Staff: which teams are at a site, and when (R035)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.web import bind

from .. import actions
from ..models import TeamHere
from .forms import TeamHereForm
from .views import done, managed_site, page


def teams(request, pk):
    """The teams at a site, and another one or other words for one."""
    site = managed_site(request, pk)
    form = bind(TeamHereForm, request)
    me = request.user
    if done(request, form, lambda: actions.save_team_here(site, by=me, **form.cleaned_data)):
        messages.success(request, _("Saved. Families see it now."))
        return redirect("network:teams", pk)
    here = site.teams_here.select_related("team__organisation")
    return page(request, "teams", site, form=form, here=here)


@require_POST
def take_away(request, pk, here_pk):
    """A team is no longer there."""
    site = managed_site(request, pk)
    here = get_object_or_404(TeamHere, pk=here_pk, site=site)
    actions.take_away_team_here(here, by=request.user)
    messages.success(request, _("Taken away. Families no longer see it."))
    return redirect("network:teams", pk)
