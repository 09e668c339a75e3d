"""Matching runs after the submit: owed in the same transaction, done once, lost never."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from redis.exceptions import ConnectionError as BrokerGone

from families.models import Grant
from familyhubs.database.actor import SystemActor
from familyhubs.notifications import doorbell
from familyhubs.notifications.models import Message
from referrals import actions, tasks
from referrals.models import Concern, MatchingDue, NewsDue, ProposedMatch, Referral
from tests.factories.accounts import PartnerFactory
from tests.factories.families import ConflictFactory, FamilyMemberFactory, PersonFactory
from tests.factories.hubs import HubFactory

from .conftest import attend, told

BORN = date(1990, 4, 17)
GRACE = [{"full_name": "Grace Mensah", "is_child": False, "is_contact": True, "born_on": BORN}]
ASKED = {"contact_name": "Grace Mensah", "people": GRACE}


def known(**family):
    person = PersonFactory(full_name="Grace Mensah", born_on=BORN)
    return FamilyMemberFactory(person=person, **family).family


@pytest.fixture
def just_sent(northgate):
    """`just_sent()`: it has come in, and nobody has looked yet whom it is about."""
    return lambda **changed: actions.receive(**told(**ASKED | changed))


def test_the_page_says_that_we_are_looking_until_we_have_looked(client, just_sent, triage_officer):
    family, referral = known(), just_sent()
    client.force_login(triage_officer)
    page = client.get(referral.get_absolute_url()).content.decode()
    assert "We are looking for this family" in page
    assert "We found no family" not in page
    assert reverse("referrals:find_family", args=[referral.pk]) in page
    assert not ProposedMatch.objects.exists()
    tasks.attend_to(str(referral.pk))
    page = client.get(referral.get_absolute_url()).content.decode()
    assert "We are looking for this family" not in page
    assert family.reference in page
    assert Grant.objects.get().cause_id == referral.pk


def test_looked_for_twice_is_found_once_and_one_without_names_is_done_too(just_sent):
    known(family__is_restricted=True)
    known()
    referral = just_sent()
    just_sent(contact_name="Grace", people=[])
    for _again in range(2):
        tasks.attend_to_waiting()
        tasks.attend_to(str(referral.pk))
    assert not MatchingDue.objects.exists()
    assert ProposedMatch.objects.count() == 2
    assert Grant.objects.count() == 1


def test_the_safeguarding_lead_is_told_when_it_was_looked_for(just_sent, safeguarding_lead):
    known(family__is_restricted=True)
    just_sent()
    assert not Message.objects.filter(kind="request_restricted").exists()
    tasks.attend_to_waiting()
    assert Message.objects.get(kind="request_restricted").user == safeguarding_lead
    assert not Grant.objects.exists()


def test_what_was_decided_meanwhile_opens_no_family(just_sent, triage_officer, safeguarding_lead):
    known()
    known(family__is_restricted=True)
    referral = just_sent()
    actions.advise(referral, decision="iag", reason="x", by=triage_officer)
    tasks.attend_to_waiting()
    assert not Grant.objects.exists()
    assert Message.objects.filter(kind="request_restricted").exists()


def test_one_that_fails_stops_none_behind_it(just_sent, monkeypatch):
    first, *_others = just_sent(), just_sent()
    propose = actions.looking.propose_matches
    monkeypatch.setattr(
        actions.looking, "propose_matches", lambda one: 1 / 0 if one == first else propose(one)
    )
    tasks.attend_to_waiting()
    assert [due.referral for due in MatchingDue.objects.all()] == [first]


# A bar holds before anybody knows whom it is about


def test_a_request_is_closed_to_whoever_it_may_be_barred_to(
    client, just_sent, triage_officer, manager, safeguarding_lead
):
    family = known()
    elsewhere = known()
    elsewhere.members.all().delete()
    for user, about in ((triage_officer, family), (manager, elsewhere)):
        ConflictFactory(family=about, user=user)
    referral = just_sent(safety_flags=["harm"])
    readers = Referral.objects.readable_by
    assert not readers(triage_officer).exists()
    assert not readers(manager).exists()
    assert readers(safeguarding_lead).get() == referral
    tasks.attend_to_waiting()
    assert not readers(triage_officer).exists()
    assert readers(manager).get() == referral  # It is about nobody they know.


def test_whoever_sent_it_still_sees_how_it_stands(just_sent, school):
    teacher = PartnerFactory(organisation=school)
    family = known()
    family.members.all().delete()
    ConflictFactory(family=family, user=teacher)
    sent = {"channel": "professional", "source": "2A", "referrer": teacher}
    referral = just_sent(**sent, organisation=school)
    assert Referral.objects.visible_to(teacher).get() == referral
    assert not Referral.objects.readable_by(teacher).exists()


def test_a_concern_about_it_is_no_later_for_that(just_sent, front_desk, safeguarding_lead):
    family = known()
    family.members.all().delete()
    ConflictFactory(family=family, user=safeguarding_lead)
    about = {"who": "Kofi", "what": "A bruise", "is_now": "no", "referral": just_sent()}
    concern = actions.raise_concern(by=front_desk, **about)
    assert Concern.objects.visible_to(safeguarding_lead).get() == concern


# Doorbell, sweep, and two at once


def test_the_doorbell_is_rung_after_the_commit_and_a_dead_broker_loses_nothing(
    just_sent, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    monkeypatch.setattr(doorbell.current_app, "send_task", lambda *call, **_how: rung.append(call))
    with django_capture_on_commit_callbacks(execute=True):
        referral = just_sent(contact={"may_call": False})
    assert ("referrals.tasks.attend_to", (str(referral.pk),)) in rung

    def gone(*_call, **_how):
        raise BrokerGone

    monkeypatch.setattr(doorbell.current_app, "send_task", gone)
    with django_capture_on_commit_callbacks(execute=True):
        referral = just_sent()
    assert MatchingDue.objects.filter(referral=referral).exists()
    assert attend() == 4  # Each is told of, and looked for.
    assert not NewsDue.objects.exists()
    assert Message.objects.filter(kind="request_received").count() == 1  # The other said no.


def test_a_request_that_is_not_kept_owes_nothing(just_sent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / len(just_sent().said_since.all())
    assert not MatchingDue.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_look_once(monkeypatch):
    monkeypatch.setattr(doorbell, "ring_once", lambda call: None)
    family = known()
    referral = actions.receive(**told(**ASKED, hub=HubFactory(), postcode=""))
    start, done = Barrier(4), []

    def look():
        try:
            start.wait(10)
            done.append(actions.match_request(referral.pk, by=SystemActor.MATCHING))
        finally:
            connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(done) == [0, 0, 0, 1]
    assert ProposedMatch.objects.get().family == family
