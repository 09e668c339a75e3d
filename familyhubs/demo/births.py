"""Births registered at the demo's hubs, and how many babies live in each small area (R031)."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from hubs.members.rules import later
from hubs.models import BirthRegistered, Population, Postcode

MONTHS = 30
ESTIMATED_ON = date(2024, 6, 30)


def births(*, random):
    """Two years and a half: in some areas most families come, in others hardly one."""
    served = Postcode.objects.exclude(lsoa=None).values_list("lsoa", "ward__hub").distinct()
    first, rows, babies = later(timezone.localdate(), -MONTHS), [], []
    for area, hub in served.order_by("lsoa"):
        born = random.randrange(12, 25)
        babies.append(Population(area_id=area, on=ESTIMATED_ON, sex="persons", age=0, people=born))
        share = random.choice((0.1, 0.35, 0.55, 0.8))
        rows += [
            BirthRegistered(pk=uuid4(), hub_id=hub, month=later(first, at), area_id=area)
            for at in range(MONTHS)
            for _baby in range(round(born / 12 + random.uniform(-0.5, 0.5)))
            if random.random() < share
        ]
    elsewhere = [
        BirthRegistered(pk=uuid4(), hub_id=hub, month=later(first, at))
        for at in range(0, MONTHS, 3)
        for hub in sorted({hub for _area, hub in served}, key=str)[:2]
    ]
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        Population.objects.bulk_create(babies)
        BirthRegistered.objects.bulk_create([*rows, *elsewhere])
