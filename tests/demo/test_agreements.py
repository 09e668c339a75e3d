"""What the demo shows of agreements comes of the same actions as colleagues press."""

from datetime import timedelta

from django.utils import timezone

from families.models import Agreement, Competence, GovernanceCase, Receipt, StopRequest
from familyhubs.demo.agreements import agreements
from tests.cast import somebody
from tests.factories.families import AgreementFactory, ChildFactory, FamilyMemberFactory
from tests.factories.hubs import HubFactory


def test_a_receipt_a_young_person_a_stop_and_a_case(family, hub, worker, ada):
    born_on = timezone.localdate() - timedelta(days=15 * 366)
    zoe = ChildFactory(full_name="Zoe Okafor", born_on=born_on)
    FamilyMemberFactory(family=family, person=zoe, role="child")
    AgreementFactory(family=family, person=ada, purpose="support", organisation=None, given_by=ada)
    somebody("governance")
    agreements(hubs=[hub, HubFactory()])
    for model in (Competence, GovernanceCase, Receipt, StopRequest):
        assert model.objects.count() == 1, model
    assert Agreement.objects.get(person=zoe).capacity == "competent"
