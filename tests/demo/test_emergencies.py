"""The demo's emergency accesses: one is reviewed, one waits for its review."""

from types import SimpleNamespace

import pytest

from families.models import EmergencyAccess
from familyhubs.demo.emergencies import emergencies
from tests.cast import somebody
from tests.factories.families import FamilyFactory
from tests.factories.hubs import HubFactory


@pytest.mark.django_db
def test_one_is_reviewed_and_one_waits(safeguarding_lead):
    hubs = [HubFactory(), HubFactory()]
    workers = {hubs[0].pk: [somebody("practitioner", hub=hubs[0]) for _ in range(2)]}
    for _ in range(3):
        FamilyFactory(hub=hubs[1])
    emergencies(staff=SimpleNamespace(workers=workers, safeguarding=safeguarding_lead), hubs=hubs)
    assert EmergencyAccess.objects.count() == 2
    assert EmergencyAccess.objects.to_review().count() == 1
