"""A record that was merged counts once, in every figure (R077, R133)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Family, FamilyStanding
from familyhubs.insights import reach
from familyhubs.insights.measures import MEASURES, counts
from outcomes.models import Plan
from referrals.models import Referral
from tests.factories.families import ContactFactory, ObservationFactory
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory
from tests.rights.merged import Two

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)


def figures(two):
    """What managers and commissioners are shown of this hub."""
    groups = reach.exact([two.hub], {"P12": "Armed Forces"}).rows[0][2].number
    start = Referral.objects.earliest("happened_at").happened_at.date().replace(day=1)
    measured = {
        measure.key: counts(measure, start, start.replace(year=2100), two.hub)
        for measure in MEASURES
    }
    return groups, measured


def open_families(two):
    plans = Plan.objects.filter(closed_at=None, family__hub=two.hub)
    return plans.values("family").distinct().count()


@pytest.fixture
def two():
    two = Two()
    for family in (two.source, two.target):
        ObservationFactory(family=family, code="P12", observed_by=two.lead)
        ReferralFactory(
            hub=two.hub, family=family, status="decided", decision="eha", decided_by=two.lead,
            decided_at=timezone.now(), screened_at=timezone.now(), screened_by=two.lead,
        )  # fmt: skip
        ContactFactory(family=family, made_by=two.lead)
    PlanFactory(family=two.source)
    return two


def test_of_two_records_one_is_counted_and_undone_two_again(two, client):
    groups, measured = figures(two)
    assert groups == 2
    assert open_families(two) == 1
    merge = two.merge()
    assert figures(two) == (1, measured)
    assert open_families(two) == 1
    standing = FamilyStanding.objects.filter(family=two.source)
    assert not any(row.codes for row in standing)
    assert Family.objects.get(pk=two.target.pk).timeline.filter(kind="contact").count() == 2
    client.force_login(two.manager)
    listed = client.get(reverse("families:list")).content.decode()
    assert two.target.reference in listed
    assert two.source.reference not in listed
    two.undo(merge)
    assert figures(two) == (2, measured)
