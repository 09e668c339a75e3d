"""How many open families agree, and who declined or stopped sharing, by hub (R071)."""

from datetime import timedelta

from django.utils import timezone

from familyhubs.insights.agreed import agreed_at
from tests.factories.families import AgreementFactory, FamilyFactory, InvolvementFactory


def test_families_are_counted_by_hub_and_never_a_restricted_one(hub):
    now = timezone.now()
    for status, ends_at in (("given", None), ("declined", None), ("given", now)):
        family = FamilyFactory(hub=hub)
        InvolvementFactory(family=family)
        begun = now - timedelta(days=9)
        AgreementFactory(family=family, status=status, starts_at=begun, ends_at=ends_at)
    for other in (FamilyFactory(hub=hub, is_restricted=True), FamilyFactory()):
        InvolvementFactory(family=other)
        AgreementFactory(family=other)
    FamilyFactory(hub=hub)
    assert agreed_at(hub) == {
        "open": 3, "agreed": 1, "percent": 33, "declined": 1, "stopped": 1,
    }  # fmt: skip


def test_a_hub_without_families_has_no_percentage(hub):
    assert agreed_at(hub)["percent"] == 0
