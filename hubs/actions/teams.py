"""Teams: people who hold work together, at one hub or across the council."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Team
from .naming import refuse_taken, refused_if_taken


@transaction.atomic
def save_team(team, *, name, hub, organisation, by):
    """A new team, another name for one, or one that moves to another hub with its work."""
    verb = "team.changed" if team else "team.added"
    team = Team.objects.lock(team) if team else Team(organisation=organisation)
    if team.ended_on:
        raise Refused(_("This team has ended."))
    if organisation != team.organisation:
        raise Refused(_("A team stays with its organisation. Add a new team."))
    if organisation.has_ended:
        raise Refused(_("%s has ended.") % organisation)
    said = _("There is a team with this name already.")
    refuse_taken(Team.objects.exclude(pk=team.pk), name, said)
    team.name, team.hub = name, hub
    with refused_if_taken(said):
        team.save()
    record(verb, by=by, about=team, hub=hub and hub.pk)
    return team
