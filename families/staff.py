"""Who may be asked to work with a family of a hub."""

from django.db.models import Q

from familyhubs.accounts.models import User
from hubs.models import Membership, Role

from .sharing import COUNCIL_WORKERS


def workers_for(hub):
    """The hub's own workers, those of its teams and of the whole council, and every partner."""
    here = Q(hub=hub) | Q(team__hub=hub) | Q(hub=None, team=None)
    workers = Membership.objects.current().filter(
        Q(role__in=COUNCIL_WORKERS) & here | Q(role=Role.PARTNER)
    )
    people = User.objects.may_sign_in().filter(pk__in=workers.values("user"))
    return people.exclude(organisation=None).select_related("organisation").order_by("full_name")
