"""Settings: the teams that hold work together."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from families.actions import end_team as end
from familyhubs.web import bind, require
from hubs.actions import save_team as save
from hubs.models import Team
from hubs.permissions import can_administer

from . import lists
from .forms import EndTeamForm, TeamForm
from .views import initial_of, sent


def teams(request):
    require(can_administer(request.user))
    return render(request, "places/teams.html", {"teams": lists.teams()})


def save_team(request, pk=None):
    """A new team, another name for one, or another hub."""
    require(can_administer(request.user))
    team = get_object_or_404(Team.objects.select_related("organisation"), pk=pk) if pk else None
    form = bind(TeamForm, request, team=team, initial=initial_of(team, TeamForm))
    me = request.user

    def act():
        organisation = form.cleaned_data.get("organisation") or team.organisation
        save(team, by=me, **form.cleaned_data | {"organisation": organisation})

    if sent(request, form, act, _("The team is saved.")):
        return redirect("places:teams")
    return render(request, "places/team.html", {"form": form, "team": team})


def end_team(request, pk):
    """No family, no role and no shift may count on it any more."""
    require(can_administer(request.user))
    team = get_object_or_404(Team, pk=pk)
    form = bind(EndTeamForm, request)
    if sent(request, form, lambda: end(team, by=request.user), _("The team has ended.")):
        return redirect("places:teams")
    return render(request, "places/end_team.html", {"form": form, "team": team})
