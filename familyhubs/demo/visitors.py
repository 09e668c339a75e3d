"""Who acts for others in the demo, and an inspection that two people agreed to (A10, A12)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from families import actions
from familyhubs.accounts.models import User
from familyhubs.database.actor import SystemActor, set_actor
from hubs.models import Role

A_TERM = timedelta(days=90)
A_FORTNIGHT = timedelta(days=14)


def visitors(*, hubs, staff):
    """Business support for the first hub's team; its families, a few by chance, to an inspector."""
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        hub, today = hubs[0], timezone.localdate()
        actions.act_for(
            holder(Role.SUPPORT), team=staff.teams[hub.pk], last_day=today + A_TERM,
            by=staff.managers[hub.pk],
        )  # fmt: skip
        inspection = actions.make_inspection(
            inspector=holder(Role.INSPECTOR), purpose="How early help plans are reviewed",
            last_day=today + A_FORTNIGHT, size=5, hub=hub, by=holder(Role.GOVERNANCE),
        )  # fmt: skip
        actions.decide_inspection(inspection, is_agreed=True, by=staff.safeguarding)


def holder(role):
    return User.objects.demo().get(memberships__role=role)
