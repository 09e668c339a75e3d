"""Schools refer and do not triage, unless the council sets it (R057)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from families.models import SharingAgreement
from familyhubs.accounts.models import Organisation
from familyhubs.pages.people import actions as people
from familyhubs.refusals import Refused
from hubs.models import Membership
from referrals import actions
from referrals.models import Referral
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import SharingAgreementFactory
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.factories.referrals import AskedAloneFactory, ReferralFactory

pytestmark = pytest.mark.django_db
QUEUE = reverse("referrals:queue")


@pytest.fixture
def pastoral_lead(client, hub, school):
    """Somebody of the school with the role at one hub, signed in."""
    SharingAgreementFactory(organisation=school)
    user = PartnerFactory(organisation=school)
    MembershipFactory(user=user, role="triage", hub=hub)
    client.force_login(user)
    return user


def let(school, **changed):
    Organisation.objects.filter(pk=school.pk).update(may_triage=True, **changed)


def test_off_until_it_is_set(client, hub, pastoral_lead):
    referral = ReferralFactory(hub=hub)
    assert client.get(QUEUE).status_code == 403
    assert client.get(referral.get_absolute_url()).status_code == 404
    assert client.post(reverse("referrals:claim", args=[referral.pk])).status_code == 404


def test_set_they_work_the_queue_of_that_hub_alone(client, hub, school, pastoral_lead):
    let(school)
    mine, other = ReferralFactory(hub=hub), ReferralFactory(hub=HubFactory())
    alone = AskedAloneFactory(referral__hub=hub).referral
    shown = client.get(QUEUE).content.decode()
    assert mine.reference in shown
    for unseen in (other, alone):
        assert unseen.reference not in shown
        assert client.get(unseen.get_absolute_url()).status_code == 404
    assert client.get(mine.get_absolute_url()).status_code == 200
    client.post(reverse("referrals:claim", args=[mine.pk]))
    assert Referral.objects.get(pk=mine.pk).held_by == pastoral_lead
    actions.advise(mine, decision="iag", reason="x", by=pastoral_lead)
    for council_only in ("referrals:conversion", "referrals:concerns"):
        assert client.get(reverse(council_only)).status_code == 403


def test_it_ends_with_the_sharing_agreement(client, school, pastoral_lead):
    let(school)
    assert client.get(QUEUE).status_code == 200
    SharingAgreement.objects.all().delete()
    client.force_login(pastoral_lead)
    assert client.get(QUEUE).status_code == 403


def test_an_administrator_sets_it_and_takes_it_back(client, hub, school, pastoral_lead):
    client.force_login(somebody("administrator"))
    address = reverse("people:organisation_change", args=[school.pk])
    assert "Its people may triage" in client.get(address).content.decode()
    said = {"name": school.name, "kind": "school"}
    client.post(address, said | {"may_triage": "on"})
    assert "May triage" in client.get(reverse("people:organisations")).content.decode()
    assert "checked" in client.get(address).content.decode().partition("may_triage")[2][:300]
    client.post(address, said)
    assert not Organisation.objects.get(pk=school.pk).may_triage
    assert not Membership.objects.current().filter(user=pastoral_lead).exists()
    client.force_login(pastoral_lead)
    assert client.get(QUEUE).status_code == 403


def test_the_role_is_given_at_a_hub_and_only_where_it_is_set(hub, school):
    by, user = somebody("administrator"), PartnerFactory(organisation=school)
    with pytest.raises(Refused, match="Partner professional"):
        people.give_role(user, role="triage", hub=hub, by=by)
    let(school)
    with pytest.raises(Refused, match="Select the hub"):
        people.give_role(user, role="triage", by=by)
    with pytest.raises(Refused, match="Partner professional"):
        people.give_role(user, role="manager", hub=hub, by=by)
    assert people.give_role(user, role="triage", hub=hub, by=by)


def test_only_a_school_can_be_let(school):
    facts = {"name": "Refuge", "kind": "voluntary", "ended_on": None, "may_triage": True}
    with pytest.raises(Refused, match="school or college"):
        people.save_organisation(None, by=somebody("administrator"), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        let(school, kind="nhs")
