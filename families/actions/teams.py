"""The end of a team: only when no family, no colleague and no rota counts on it any more."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused
from hubs.models import DutyShift, Membership, Team

from ..models import Involvement


@transaction.atomic
def end_team(team, *, by):
    """From today on it opens no family; its name and its past stay."""
    team = Team.objects.lock(team)
    if team.ended_on:
        raise Refused(_("This team has ended already."))
    _refuse_held(team)
    team.ended_on = timezone.localdate()
    team.save(update_fields=["ended_on", "updated_at"])
    record("team.ended", by=by, about=team)
    return team


@beyond_sight("how many families a team has")
def what_holds(team):
    """How many families, roles and duty shifts a team still has, those to come included."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=timezone.now())
    return {
        "families": Involvement.objects.filter(lasting, team=team)
        .values("family")
        .distinct()
        .count(),
        "roles": Membership.objects.filter(lasting, team=team).count(),
        "shifts": DutyShift.objects.filter(lasting, team=team).count(),
    }


def _refuse_held(team):
    held = what_holds(team)
    if held["families"]:
        raise Refused(
            _("Families this team still works with: %d. Give them to somebody else first.")
            % held["families"]
        )
    if held["roles"]:
        raise Refused(
            _("Roles in this team that have not ended: %d. End them first.") % held["roles"]
        )
    if held["shifts"]:
        raise Refused(_("Duty shifts of this team still to come: %d.") % held["shifts"])
