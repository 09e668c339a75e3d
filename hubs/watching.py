"""Who answers for an entry of the directory: its owner, else a manager; nobody is left out (R025).

The hub's own managers come first, then those of the whole council, then its administrators.
"""

from collections import defaultdict

from familyhubs.accounts.models import User

from .models import Absence, Membership, Role, ServiceAtSite


def owner_of(service):
    """The user or contact card of whoever keeps this entry; None where there is nobody now."""
    if service.owner_id and User.objects.may_sign_in().filter(pk=service.owner_id).exists():
        return service.owner
    return service.owner_card


def managers_of(services):
    """The people who look after these services where no owner does: each with their services."""
    hubs = defaultdict(set)
    at = ServiceAtSite.objects.filter(service__in=services).exclude(site__hub=None)
    for service, hub in at.values_list("service", "site__hub"):
        hubs[service].add(hub)
    managers = managers_by_hub()
    found = defaultdict(list)
    for service in services:
        for user in _of_hubs(hubs[service.pk], managers):
            found[user].append(service)
    return dict(found)


def managers_of_site(site):
    return _of_hubs({site.hub_id} - {None}, managers_by_hub())


def managers_of_hubs(hubs):
    """The managers of these hubs, then those above, in the order in which they are asked."""
    managers = managers_by_hub()
    local = [user for hub in hubs for user in managers.get(hub.pk, [])]
    return list(dict.fromkeys([*local, *managers[None]]))


def _of_hubs(hubs, managers):
    """One manager for each hub, else one of those above: the longest in their role."""
    local = [managers[hub][0] for hub in sorted(hubs) if managers.get(hub)]
    return list(dict.fromkeys(local)) or managers[None][:1]


def managers_by_hub():
    """Managers of each hub, longest in their role first; under None those of the whole council."""
    rows = Membership.objects.current().filter(
        role__in=[Role.MANAGER, Role.ADMINISTRATOR], user__in=User.objects.may_sign_in()
    )
    rows = rows.exclude(user__in=Absence.objects.current().values("user"))
    rows = rows.select_related("user", "team").order_by("starts_at", "id")
    found, administrators = defaultdict(list), []
    for row in rows:
        if row.role == Role.ADMINISTRATOR:
            administrators.append(row.user)
        else:
            found[row.hub_id or (row.team and row.team.hub_id)].append(row.user)
    found[None] += administrators
    return found
