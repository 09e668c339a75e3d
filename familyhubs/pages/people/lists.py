"""The lists of colleagues and of their roles, as the pages show them."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from families.actions.organisations import work_of
from families.models import SharingAgreement
from familyhubs.accounts.models import Invitation
from familyhubs.database.actor import beyond_sight
from hubs.models import Membership

from .permissions import people_visible_to

SIZE = 50


def people_found(user, said):
    """The people this user may see, by what was asked: words, a role, the account's state."""
    found = in_state(people_visible_to(user), said.get("state"))
    if said.get("q"):
        found = found.filter(Q(full_name__icontains=said["q"]) | Q(email__icontains=said["q"]))
    if said.get("role"):
        has_it = Membership.objects.current().filter(role=said["role"], user=OuterRef("pk"))
        found = found.filter(Exists(has_it))
    return found


def in_state(people, state):
    waiting = Invitation.objects.open().filter(user=OuterRef("pk"))
    if state == "closed":
        return people.exclude(closed_at=None)
    if state == "invited":
        return people.filter(Exists(waiting))
    return people.filter(closed_at=None)


def current_roles():
    """Everybody's roles in force, in one query."""
    roles = Membership.objects.current().select_related("hub", "team").order_by("starts_at")
    return Prefetch("memberships", queryset=roles, to_attr="roles_held")


def memberships_of(person):
    """Their roles, those in force first, then the ended ones."""
    now = timezone.now()
    rows = Membership.objects.filter(user=person).select_related("hub", "team")
    return sorted(rows, key=lambda row: (not row.is_current, row.ends_at or now, row.starts_at))


def with_sharing(organisations):
    """The organisations, each with its agreement in force, or None, as `sharing`."""
    now = timezone.now()
    rows = SharingAgreement.objects.exclude(ends_at__lte=now).order_by("starts_at")
    standing = {}
    for row in rows:
        standing.setdefault(row.organisation_id, []).append(row)
    # A count groups the rows, and then Django leaves the model's own order out.
    organisations = list(organisations.order_by("name"))
    for organisation in organisations:
        mine = standing.get(organisation.pk, ())
        organisation.sharing = next((row for row in mine if row.is_current), None)
        organisation.sharing_to_come = next((row for row in mine if not row.is_current), None)
    return organisations


@beyond_sight("how many families an organisation works with, and no more")
def work_for_families(organisation):
    """How many families its people work with, and how many they lead; never which."""
    return work_of(organisation).aggregate(
        families=Count("family", distinct=True),
        led=Count("family", Q(role="lead"), distinct=True),
    )
