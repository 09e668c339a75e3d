"""The register of requests and complaints about information (R065)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.actions import declare_conflict
from families.models import FamilyStanding, RankingObjection
from familyhubs.database.actor import SystemActor, acting_as, beyond_sight
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.rights.registers import actions, tasks
from familyhubs.rights.registers.models import RightsRequest
from tests.cast import somebody
from tests.rights.copied import ask, own_case
from tests.rights.registered import SAID, matched, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


def told(kind):
    with acting_as(SystemActor.CLOCK):
        return list(Message.objects.filter(kind=kind))


def decided(asked, by, **said):
    said = {"decision": "upheld", "answer": "You are right."} | said
    with acting_as(by):
        return actions.decide(asked, by=by, **said)


def test_sent_twice_is_one_request_and_every_officer_hears_once(officers):
    key = uuid4()
    one, two = sent(key=key), sent(key=key, what="Other words")
    assert (one.pk, one.reference, two.what) == (two.pk, two.reference, SAID["what"])
    assert {message.user for message in told("rights_new")} == set(officers)
    assert one.owed_on == timezone.localdate() + timedelta(days=30)


def test_a_letter_goes_only_where_letters_are_safe_and_says_the_number_alone(officers):
    sent()
    assert not told("rights_received")
    asked = sent(email="ada@example.com", key=uuid4())
    (letter,) = told("rights_received")
    assert (letter.typed_address, letter.words) == ("ada@example.com", asked.reference)


def test_nobody_but_officers_sees_the_register(officers, manager, family):
    asked = sent()
    for user in (manager, somebody("safeguarding"), somebody("administrator")):
        with acting_as(user):
            assert not RightsRequest.objects.visible_to(user)
            # What row-level security leaves to somebody who forgets the door.
            assert not RightsRequest.objects.exists()
    with acting_as(officers[0]):
        assert RightsRequest.objects.visible_to(officers[0]).get() == asked


def test_an_officer_who_knows_the_family_is_barred_from_what_it_asks(officers, family):
    one, other = officers
    asked = matched(sent(), family, one)
    with acting_as(SystemActor.CLOCK):
        declare_conflict(family, user=other, reason="My sister", by=other)
    with acting_as(other):
        assert not RightsRequest.objects.visible_to(other).filter(pk=asked.pk)
        assert not RightsRequest.objects.filter(pk=asked.pk)


def test_a_complaint_is_acknowledged_then_decided_then_told(officers):
    one = officers[0]
    asked = sent(email="ada@example.com")
    with pytest.raises(Refused, match="told we have their complaint"):
        decided(asked, one)
    with acting_as(one):
        with pytest.raises(Refused, match="cannot be given more time"):
            actions.extend(asked, why="Long", by=one)
        before = asked.owed_on
        assert actions.acknowledge(asked, by=one).owed_on > before
        with pytest.raises(Refused, match="acknowledged already"):
            actions.acknowledge(asked, by=one)
        with pytest.raises(Refused, match="Decide first"):
            actions.close(asked, told_how="Rang", by=one)
    decided(asked, one)
    assert [letter.words for letter in told("rights_answered")] == [asked.reference]
    with acting_as(one):
        assert actions.close(asked, told_how="Rang Ada", by=one).closed_by == one
        with pytest.raises(Refused, match="closed already"):
            actions.close(asked, told_how="Again", by=one)


def test_a_no_names_its_ground_and_a_yes_has_none(officers):
    asked = sent("correct")
    for said in ({"decision": "refused"}, {"decision": "upheld", "ground": "task"}):
        with pytest.raises(Refused, match="Select a ground"):
            decided(asked, officers[0], **said)
    asked = decided(asked, officers[0], decision="part", ground="accurate")
    with pytest.raises(Refused, match="decided already"):
        decided(asked, officers[0])


def test_two_months_more_once_and_only_within_the_first(officers):
    one = officers[0]
    asked = sent("correct")
    with acting_as(one):
        later = actions.extend(asked, why="Four children", by=one)
        assert later.owed_on > asked.owed_on
        with pytest.raises(Refused, match="already"):
            actions.extend(asked, why="Again", by=one)
    late = sent("erase", days_ago=60)
    with acting_as(one), pytest.raises(Refused, match="first month is over"):
        actions.extend(late, why="Four children", by=one)


def test_an_objection_to_lists_is_obeyed_as_soon_as_the_family_is_known(officers, family):
    asked = sent("object", against="lists")
    with acting_as(officers[0]), pytest.raises(Refused, match="Open a case"):
        actions.match(asked, family=family, by=officers[0])
    matched(asked, family, officers[0])
    with beyond_sight("what the database worked out"):
        assert RankingObjection.objects.get(family=family).ends_at is None
        assert FamilyStanding.objects.get(family=family).objected
    with acting_as(officers[0]), pytest.raises(Refused, match="family already"):
        actions.match(asked, family=family, by=officers[0])


def test_another_objection_takes_nobody_off_a_list(officers, family):
    matched(sent("object", against="sharing"), family, officers[0])
    with beyond_sight("what the database worked out"):
        assert not RankingObjection.objects.exists()


def test_a_copy_asked_for_on_the_web_goes_on_as_a_copy(officers, family, ada):
    one = officers[0]
    asked = matched(sent("copy"), family, one)
    with acting_as(one), pytest.raises(Refused, match="log the request under copies"):
        actions.hand_to_copies(asked, by=one)
    copy = ask(family, ada, one)
    with acting_as(one):
        assert actions.hand_to_copies(asked, by=one).copy == copy


def test_reminded_before_and_every_officer_once_late(officers):
    one, other = officers
    own = {**SAID, "email": "", "kind": "correct", "came": "phone"}
    with acting_as(one):
        soon = actions.log(received_on=timezone.localdate() - timedelta(28), by=one, **own)
        late = actions.log(received_on=timezone.localdate() - timedelta(60), by=one, **own)
    for _time in range(2):
        tasks.remind_rights_due()
    heard = {(message.user, message.about_id) for message in told("rights_due")}
    assert heard == {(one, soon.pk), (one, late.pk), (other, late.pk)}
    assert len(told("rights_due")) == 3


def test_what_is_decided_reminds_nobody(officers):
    decided(sent("correct", days_ago=60), officers[0])
    tasks.remind_rights_due()
    assert not told("rights_due")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"came": "phone"}, "logged_by_somebody"),
        ({"against": "lists"}, "against_what"),
        ({"acknowledged_on": "2026-01-01"}, "acknowledged_is_whole"),
        ({"complex_why": "Long"}, "complex_is_told"),
        ({"decision": "upheld"}, "decided_is_whole"),
        ({"ground": "task"}, "no_names_its_ground"),
        ({"closed_at": "2026-01-01T00:00Z"}, "closed_once_decided"),
    ],
)
def test_what_must_always_be_true_is_the_databases(officers, changed, name):
    asked = sent()
    with acting_as(officers[0]), pytest.raises(IntegrityError, match=name), transaction.atomic():
        RightsRequest.objects.filter(pk=asked.pk).update(**changed)


def test_an_own_case_is_needed_to_match(officers, family):
    own_case(family, officers[1])
    with acting_as(officers[0]), pytest.raises(Refused, match="Open a case"):
        actions.match(sent(), family=family, by=officers[0])
