"""Whether a message about a family may still go to another organisation (access.md section 7).

Withdrawal drops what is queued; this is asked again at the moment of delivery, for a message that
was being written while the family stopped sharing.
"""

from hubs.models import Membership

from .models import FamilyMember, TeamTold


def not_shared(message):
    """Why this must not leave, or an empty string: the outbox asks it of every message."""
    organisation = message.organisation
    if not (message.family_id and organisation) or organisation.is_council:
        return ""
    members = FamilyMember.objects.filter(family_id=message.family_id).current()
    if members.covered_for(organisation).exists():
        return ""
    told = TeamTold.objects.filter(family=message.family_id).named_for(organisation)
    if message.user and told.filter(team__in=_teams_of(message.user)).exists():
        return ""
    return "Nothing of this family is shared with that organisation"


def _teams_of(user):
    return Membership.objects.current().filter(user=user, team__isnull=False).values("team")
