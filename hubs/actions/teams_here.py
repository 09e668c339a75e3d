"""Which teams are at a site, and when (R035)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Site, TeamHere


@transaction.atomic
def save_team_here(site, *, team, called, here_when, by):
    """A team is at a site; said again of the same team, the new words hold."""
    site = Site.objects.lock(site)
    ended = team.ended_on and team.ended_on <= timezone.localdate()
    if ended or team.organisation.has_ended:
        raise Refused(_("This team has ended."))
    here = TeamHere.objects.filter(site=site, team=team).first() or TeamHere(site=site, team=team)
    here.called, here.here_when = called, here_when
    here.save()
    record("site.team_here", by=by, about=site, team=team.pk)
    return here


@transaction.atomic
def take_away_team_here(here, *, by):
    """A team is no longer at a site; taken away twice is taken away."""
    site = Site.objects.lock(here.site)
    gone, _rows = TeamHere.objects.filter(pk=here.pk).delete()
    if gone:
        record("site.team_gone", by=by, about=site, team=here.team_id)
