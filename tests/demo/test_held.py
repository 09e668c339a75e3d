"""What the demo tells of an invented family's people stands on their pages."""

import pytest

from families.models import FamilyMember, PersonIdentifier, PersonNeed, SendRecord
from familyhubs.demo.held import add_leaflets, tell_of_people
from hubs.models import Leaflet
from tests.factories.contact import ContactCardFactory
from tests.factories.whats_on import ActivityFactory

pytestmark = pytest.mark.django_db


def test_a_parent_and_a_child_are_told_of(family, ada, worker, hub):
    ada.contact_card = ContactCardFactory()
    ada.save()
    ActivityFactory(hub=hub, mode="online", join_link="https://meet.example.org/1")
    tell_of_people(family, by=worker)
    add_leaflets(by=worker)
    assert {row.system for row in PersonIdentifier.objects.current()} == {"nhs", "upn"}
    assert PersonNeed.objects.current().filter(person=ada).count() == 2
    assert SendRecord.objects.get().person != ada
    assert Leaflet.objects.public().count() == 4


def test_a_family_without_children_is_left_alone(family, tobi, worker):
    FamilyMember.objects.filter(person=tobi).update(role="other")
    tell_of_people(family, by=worker)
    assert not PersonNeed.objects.exists()
