"""Inviting families of some groups to a session: who, who not and why, once (R076, R078)."""

import threading

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import FamilyStanding, Invitation, PriorityGroup
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.requests import reading
from hubs.models import Session
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    AttendanceFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvitationFactory,
    ObservationFactory,
    PersonFactory,
    RankingObjectionFactory,
)
from tests.factories.whats_on import ActivityFactory, ActivityKindFactory, SessionFactory

pytestmark = pytest.mark.django_db


def groups(*codes):
    return list(PriorityGroup.objects.filter(code__in=codes))


def agree(family, person, purpose="news", **said):
    return AgreementFactory(
        family=family, person=person, purpose=purpose, organisation=None, **said
    )


@pytest.fixture
def ben(family):
    """The father, on equal footing (R080)."""
    ben = PersonFactory(full_name="Ben Okafor")
    FamilyMemberFactory(family=family, person=ben, role="parent")
    return ben


@pytest.fixture
def play(hub):
    return SessionFactory(activity=ActivityFactory(hub=hub, name="Stay and play"))


@pytest.fixture
def parents(family, ada, ben, worker):
    """Both may be written to, and want news; they are in one group."""
    for person in (ada, ben):
        person.contact_card = ContactCardFactory()
        person.save()
        agree(family, person)
    ObservationFactory(family=family, code="P13", observed_by=worker)
    return ada, ben


def lines(user, play, *codes, **more):
    told = {"session": play, "hub": play.activity.hub, "groups": groups(*codes)}
    return actions.matches(user, **told | more)


def left(found):
    return {str(line.chosen.person): line.left_out or line.way for line in found}


def invite(user, play, *codes, **more):
    return actions.invite(play, hub=play.activity.hub, groups=groups(*codes), by=user, **more)


def text(response):
    return " ".join(response.content.decode().split())


def test_both_parents_get_one_message_without_group_and_reason(
    client, family, worker, play, parents
):
    """R076: found by group, told of a hub, a time and a link alone."""
    client.force_login(worker)
    address = reverse("families:invite")
    assert "Stay and play" in text(client.get(address, {"hub": play.activity.hub_id}))
    asked = f"?hub={play.activity.hub_id}&session={play.pk}&groups={groups('P13')[0].pk}"
    page = text(client.get(address + asked))
    assert "2 people can be invited" in page
    assert not Invitation.objects.exists(), "looking sends nothing"
    done = client.post(address + asked, {}, follow=True)
    assert "2 people are invited" in text(done)
    assert "Ada Okafor (Okafor)" in text(done)
    messages = Message.objects.filter(kind="session_invitation")
    assert {message.card_id for message in messages} == {p.contact_card_id for p in parents}
    for message in messages:
        assert message.facts.keys() == {"hub", "when", "link"}
    event = Event.objects.get(verb="session.families_invited")
    assert event.facts["groups"] == ["P13"]


def test_nobody_is_invited_twice_to_the_same_session(family, worker, play, parents):
    assert len(invite(worker, play, "P13")) == 2
    with pytest.raises(Refused, match="Nobody can be"):
        invite(worker, play, "P13")
    assert left(lines(worker, play, "P13")) == {"Ada Okafor": "invited", "Ben Okafor": "invited"}
    with pytest.raises(IntegrityError, match="once_for_each_session"), transaction.atomic():
        InvitationFactory(family=family, person=parents[0], session=play, invited_by=worker)


def test_who_is_left_out_and_why(family, worker, play, parents, ada, ben):
    family.agreements.filter(person=ben).update(ends_at=timezone.now())
    ada.contact_card = ContactCardFactory(may_text=False, may_call=False)
    ada.save()
    assert left(lines(worker, play, "P13")) == {
        "Ada Okafor": "no_way",
        "Ben Okafor": "no_agreement",
    }


def test_who_may_only_be_rung_is_on_the_call_list(client, family, worker, play, parents, ada):
    card = ada.contact_card
    card.may_text, card.preferred = False, "call"
    card.save()
    invite(worker, play, "P13")
    assert Invitation.objects.get(person=ada).way == "call"
    assert Message.objects.filter(kind="session_invitation").count() == 1
    client.force_login(worker)
    page = text(client.get(reverse("families:invitations"), {"to_ring": "1"}))
    assert "Ada Okafor" in page
    assert "Ben Okafor" not in page


def test_messages_will_do_while_we_work_with_them_and_a_no_to_news_stands_above(
    family, worker, play, parents, ada, ben
):
    family.agreements.filter(person__in=[ada, ben]).update(ends_at=timezone.now())
    agree(family, ada, "messages")
    agree(family, ben, "messages")
    agree(family, ben, "news", status="declined", starts_at=timezone.now())
    assert left(lines(worker, play, "P13")) == {
        "Ada Okafor": "message",
        "Ben Okafor": "no_agreement",
    }
    family.involvements.update(ends_at=timezone.now(), end_reason="Closed")
    manager_sees = lines(worker, play, "P13")
    assert manager_sees == [], "nor does the worker see a family whose work has ended"


@pytest.mark.parametrize("code", ["P03", "P04", "P06"])
def test_a_worker_who_knows_them_looks_first(family, worker, manager, play, parents, ada, code):
    """P03, P04 and P06 put nobody on a list by themselves."""
    ObservationFactory(family=family, code=code, observed_by=worker)
    for user in (worker, manager):
        assert {*left(lines(user, play, code)).values()} == {"unchecked"}
    assert [line.may_look for line in lines(worker, play, code)] == [True, True]
    assert [line.may_look for line in lines(manager, play, code)] == [False, False]
    with pytest.raises(Refused, match="Nobody can be"):
        invite(manager, play, code, looked_at={ada.pk})
    (one,) = invite(worker, play, code, looked_at={ada.pk})
    assert one.person == ada


def test_harm_at_home_is_looked_at_whatever_the_list_is_of(family, worker, play, parents, ada):
    ObservationFactory(family=family, code="P04", observed_by=worker)
    assert {*left(lines(worker, play, "P13")).values()} == {"unchecked"}


def test_where_somebody_must_not_know_the_other_parent_is_looked_at_too(
    family, worker, play, parents, ada
):
    card = ada.contact_card
    card.must_not_know = "Ben"
    card.save()
    assert left(lines(worker, play, "P13")) == {"Ada Okafor": "no_way", "Ben Okafor": "unchecked"}


def test_restricted_and_objecting_families_and_those_one_cannot_see_never_match(
    family, worker, manager, play, parents, stranger
):
    assert lines(stranger, play, "P13") == []
    family.is_restricted = True
    family.save()
    assert lines(worker, play, "P13") == []
    family.is_restricted = False
    family.save()
    assert len(lines(worker, play, "P13")) == 2
    RankingObjectionFactory(family=family, recorded_by=worker)
    assert lines(worker, play, "P13") == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "cancelled", "cancel_reason": "Ill"}, "cancelled"),
        ({"joint": True}, "safe enquiry"),
    ],
)
def test_some_sessions_cannot_be_invited_to(family, worker, play, parents, change, why):
    if change.pop("joint", False):
        play.activity.kind = ActivityKindFactory(is_joint=True)
        play.activity.save()
    for name, value in change.items():
        setattr(play, name, value)
    play.save()
    with pytest.raises(Refused, match=why):
        invite(worker, play, "P13")


def test_what_came_of_it_stands_in_the_log(client, family, worker, play, parents, ada):
    """R078: who was contacted, by whom, what they said, and whether they came."""
    invite(worker, play, "P13")
    one = Invitation.objects.get(person=ada)
    client.force_login(worker)
    address = reverse("families:invitation_result", args=[family.pk, one.pk])
    assert "Select what they said" in text(client.post(address, {}))
    client.post(address, {"result": "coming"})
    AttendanceFactory(family=family, person=ada, session=play, noted_by=worker)
    page = text(client.get(reverse("families:invitations")))
    assert "Wants to come" in page
    assert ">Came<" in page.replace(" <", "<").replace("> ", ">")


def test_wanting_no_more_takes_the_family_off_the_lists(family, worker, play, parents, ada):
    invite(worker, play, "P13")
    one = Invitation.objects.get(person=ada)
    actions.say_what_came(one, result="no_more", by=worker)
    assert FamilyStanding.objects.get(family=family).objected
    assert lines(worker, play, "P13") == []
    with pytest.raises(Refused, match="what they said"):
        actions.say_what_came(one, result="maybe", by=worker)


def test_a_result_has_somebody_who_said_it(family, worker, ada):
    one = InvitationFactory(family=family, person=ada, invited_by=worker)
    with pytest.raises(IntegrityError, match="result_by_somebody"), transaction.atomic():
        Invitation.objects.filter(pk=one.pk).update(result="coming")


@pytest.mark.parametrize("spoilt", ["", "x", "\x00", "' OR 1=1 --"])
def test_a_spoilt_address_is_answered_in_words(client, worker, play, spoilt):
    client.force_login(worker)
    address = reverse("families:invite")
    for query in (
        {"hub": spoilt},
        {"hub": play.activity.hub_id, "session": spoilt, "groups": spoilt},
    ):
        assert client.get(address, query).status_code in (200, 400)
        assert client.post(address, query).status_code in (200, 400)


def test_a_list_costs_the_same_for_one_and_for_many(
    family, worker, manager, play, parents, django_assert_max_num_queries
):
    for _n in range(5):
        other = FamilyFactory(hub=family.hub)
        person = PersonFactory(contact_card=ContactCardFactory())
        FamilyMemberFactory(family=other, person=person)
        agree(other, person)
        ObservationFactory(family=other, code="P13", observed_by=worker)
    with reading("GET"), django_assert_max_num_queries(10):
        assert len(lines(manager, play, "P13")) == 7


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_at_once_send_one_message_each(family, worker, manager, play, parents):
    barrier, said = threading.Barrier(2), []

    def press(user):
        try:
            barrier.wait()
            with acting_as(user):
                invite(user, Session.objects.get(pk=play.pk), "P13")
        except Refused as refused:
            said.append(str(refused))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press, args=[user]) for user in (worker, manager)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["Nobody can be invited from this list."]
    assert Invitation.objects.count() == 2
    assert Message.objects.filter(kind="session_invitation").count() == 2
