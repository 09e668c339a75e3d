"""Two records that somebody opened in an emergency this week: one reviewed, one that waits."""

from django.db import transaction

from families.actions import open_in_emergency, review_emergency
from families.models import EmergencyAccess, Family
from familyhubs.database.actor import SystemActor, set_actor

WHY = (
    "The school rang: nobody has fetched the children, and their worker is on leave.",
    "A neighbour heard shouting and a child crying. Nobody of that team answers.",
)


def emergencies(*, staff, hubs):
    """A worker of another hub opens them; the safeguarding lead has looked into the first."""
    worker = staff.workers[hubs[0].pk][1]
    others = Family.objects.ordinary().filter(hub=hubs[1]).order_by("reference")[:2]
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for family, why in zip(others, WHY, strict=False):
            open_in_emergency(reference=family.reference, reason=why, by=worker)
        if first := EmergencyAccess.objects.order_by("starts_at", "pk").first():
            review_emergency(
                first,
                finding="needed",
                review="The grandmother fetched them. Their worker knows.",
                by=staff.safeguarding,
            )
