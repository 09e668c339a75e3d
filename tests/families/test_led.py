"""A session's leader sees who comes, for three days, and nobody they are barred from (A9)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families.led import expected_at
from familyhubs.audit.models import Event
from hubs.actions.bookings import booker_hash_of
from hubs.models import SessionLeader
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import ConflictFactory, FamilyMemberFactory
from tests.factories.whats_on import BookingFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(hub):
    now = timezone.now()
    return SessionFactory(
        activity__hub=hub, starts_at=now + timedelta(hours=2), ends_at=now + timedelta(hours=3)
    )


@pytest.fixture
def leader(session):
    """Somebody who runs nothing at this hub but leads this."""
    user = somebody("practitioner")
    SessionLeader.objects.create(session=session, user=user)
    return user


@pytest.fixture
def booking(session):
    card = ContactCardFactory(phone="+447700900111", may_call=True, never_mention="Benefits")
    return BookingFactory(
        session=session,
        place=1,
        name="Bola Ade",
        access_needs="Wheelchair, nut allergy",
        emergency_contact="Nan, 07700 900123",
        card=card,
        booker_hash=booker_hash_of({"phone": card.phone}),
    )


def page(client, user, session):
    client.force_login(user)
    return client.get(reverse("families:led", args=[session.pk]))


def move(session, **ahead):
    session.starts_at = timezone.now() + timedelta(**ahead)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()


def test_the_leader_reads_names_needs_and_how_to_reach_them(client, session, leader, booking):
    BookingFactory(session=session, name="Waiting Wanda", number=9)
    text = page(client, leader, session).content.decode()
    for said in (
        "Bola Ade",
        "Wheelchair, nut allergy",
        "Nan, 07700 900123",
        "07700 900111",
        "Benefits",
    ):
        assert said in text
    assert "Waiting Wanda" not in text, "who has no place does not come"
    assert Event.objects.filter(verb__contains="led_session_seen").exists()


def test_from_the_day_before_to_the_day_after(client, session, leader, booking):
    for ahead, is_shown in (
        ({"hours": 23}, 1),
        ({"hours": 25}, 0),
        ({"hours": -24}, 1),
        ({"hours": -26}, 0),
    ):
        move(session, **ahead)
        assert ("Bola" in page(client, leader, session).content.decode()) == is_shown, ahead


def test_nobody_of_a_family_they_are_barred_from(client, session, leader, booking):
    member = FamilyMemberFactory(person__contact_card=ContactCardFactory(phone="+447700900111"))
    bar = ConflictFactory(family=member.family, user=leader)
    assert "Bola" not in page(client, leader, session).content.decode()
    assert expected_at(session, somebody("practitioner")) == [booking]
    bar.lifted_by = somebody("safeguarding")
    bar.save()
    assert "Bola" in page(client, leader, session).content.decode()


def test_for_anybody_else_there_is_no_such_page(client, session, booking, hub):
    assert page(client, somebody("front_of_house", hub=hub), session).status_code == 404


def test_today_leads_to_it(client, session, leader):
    client.force_login(leader)
    link = reverse("families:led", args=[session.pk])
    assert link in client.get(reverse("pages:today")).content.decode()
    move(session, days=3)
    assert link not in client.get(reverse("pages:today")).content.decode()
