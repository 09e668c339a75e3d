"""Joining by one's own yes, stopping by one click, ending without a trace (R029)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.members.links import MINE, YES, member_of, token_of
from hubs.models import Member
from tests.factories.hubs import HubFactory
from tests.factories.members import MemberFactory
from tests.hubs.members.conftest import EMAIL, TEXT, as_stored, fresh
from tests.hubs.whats_on.conftest import PUBLIC

pytestmark = pytest.mark.django_db


def add(hub, by, **changes):
    told = {
        "name": "Ada Okafor",
        "contact": TEXT,
        "children": [],
        "hears": [],
        "heard_of": "midwife",
        "channel": "desk",
    }
    return actions.add_member(hub, by=by, **told | changes)


def test_nobody_is_a_member_before_the_address_itself_says_yes(ask):
    member = ask()
    message = Message.objects.get()
    assert (member.state, message.kind, message.card) == ("asked", "member_confirm", member.card)
    for sms in (True, False):
        body = write_letter(message.kind, message.facts, sms=sms).body
        assert f"/join/yes/{token_of(member, YES)}/" in body
        assert "Jo" not in body
    member = actions.confirm_member(member, by=PUBLIC)
    assert (member.state, member.agreed_words) == ("member", "Yes, I want to join Northgate Hub")
    assert actions.confirm_member(member, by=PUBLIC) == member


def test_a_link_is_for_one_purpose_and_cannot_be_made_up(ask):
    member = ask()
    assert member_of(token_of(member, YES), YES) == member
    for token in ("", "x", "x" * 44, token_of(member, MINE), token_of(member, YES)[:-1] + "é"):
        assert member_of(token, YES) is None
    assert token_of(member, YES) not in as_stored("hubs_member") + as_stored("hubs_memberevent")


def test_joining_twice_is_one_membership_with_the_newer_choice(ask, join):
    first = join(1)
    asked = ask(1, form_key="again", hears=["news"], name="Joanna")
    assert Message.objects.filter(kind="member_confirm").count() == 2, "as for a stranger"
    assert actions.confirm_member(asked, by=PUBLIC) == first
    first = fresh(first)
    assert (first.hears, first.name) == (["news"], "Joanna")
    assert fresh(asked).end_reason == "again"
    assert "Joanna" not in str(Member.objects.filter(pk=asked.pk).values())


def test_one_form_sent_twice_is_one_question_and_a_flood_of_forms_three(ask):
    assert ask()
    assert ask() is None
    assert Message.objects.count() == 1
    for n in range(5):
        ask(1, form_key=f"other-{n}")
    assert Message.objects.count() == Member.objects.count() == 3


def test_a_link_that_nobody_pressed_in_time_opens_nothing_and_is_forgotten(ask):
    member = ask(name="Ada Okafor")
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        with pytest.raises(Refused, match="over"):
            actions.confirm_member(member, by=PUBLIC)
        assert actions.forget_members(by=SystemActor.CLOCK) == 1
    assert fresh(member).end_reason == "unconfirmed"
    assert "Ada" not in as_stored("hubs_member") + as_stored("hubs_memberevent")


def test_at_the_desk_their_yes_is_kept_to_whom_when_and_by_which_words(hub, front_desk):
    member = add(hub, front_desk, hears=["news"])
    assert (member.agreed_with, member.channel) == (front_desk, "desk")
    assert "Northgate Hub" in member.agreed_words
    message = Message.objects.get()
    assert message.kind == "member_welcome"
    body = write_letter(message.kind, message.facts).body
    assert f"/join/mine/{token_of(member, MINE)}/" in body
    with pytest.raises(Refused, match="a member already"):
        add(hub, front_desk)
    assert add(HubFactory(), front_desk), "of another hub they may be"


@pytest.mark.parametrize(
    "contact", [{"preferred": "in_person"}, TEXT | {"must_not_know": "My partner"}]
)
def test_who_must_not_be_written_to_hears_of_nothing(hub, front_desk, contact):
    with pytest.raises(Refused, match="must not write"):
        add(hub, front_desk, contact=contact, hears=["news"])
    member = add(hub, front_desk, contact=contact)
    assert not Message.objects.exists()
    with pytest.raises(Refused, match="must not write"):
        actions.choose_what_to_hear(member, hears=["news"], by=PUBLIC)


def test_one_click_stops_all_hubs_and_undo_gives_all_back(join):
    here, there = join(1, hears=["news", "say"]), join(1, hub=HubFactory(), form_key="b")
    other = join(2)
    actions.stop_all(here, by=PUBLIC)
    actions.stop_all(here, by=PUBLIC)
    assert [fresh(row).hears for row in (here, there, other)] == [[], [], ["whats_on"]]
    assert Event.objects.filter(verb="member.stopped").count() == 2
    actions.start_again(there, by=PUBLIC)
    assert fresh(here).hears == ["news", "say"]
    assert (fresh(there).hears, fresh(there).stopped_at) == (["whats_on"], None)


def test_choosing_something_again_undoes_the_stop(join):
    member = join()
    actions.stop_all(member, by=PUBLIC)
    actions.choose_what_to_hear(member, hears=["say"], by=PUBLIC)
    assert (fresh(member).hears, fresh(member).stopped_at) == (["say"], None)


def test_ending_leaves_only_that_somebody_was_a_member(join):
    member = join(name="Ada Okafor", contact=EMAIL, children=[timezone.localdate().replace(day=1)])
    actions.end_member(member, by=PUBLIC)
    actions.end_member(member, by=PUBLIC)
    row = fresh(member)
    assert (row.state, row.name, row.children, row.reach_hash) == ("ended", "", [], "")
    assert row.joined_at
    card = ContactCard.objects.get(pk=member.card_id)
    assert (card.email, card.may_email) == ("", False)
    stored = as_stored("hubs_member") + as_stored("hubs_memberevent") + as_stored("audit_event")
    assert "Ada" not in stored
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contact_contactcardevent WHERE email <> ''")
        assert cursor.fetchone() == (0,)
    with pytest.raises(Refused, match="ended"):
        actions.choose_what_to_hear(member, hears=["say"], by=PUBLIC)


def test_put_right_at_the_desk_but_not_onto_somebody_else(hub, join, front_desk):
    first, second = join(1), join(2)
    told = {"name": "Jo", "children": [], "hears": ["say"], "heard_of": "", "by": front_desk}
    with pytest.raises(Refused, match="Somebody else"):
        actions.change_member(second, contact=TEXT | {"phone": "+447700900001"}, **told)
    changed = actions.change_member(
        second, contact=EMAIL | {"phone": "", "may_text": False}, **told
    )
    assert (changed.card.email, fresh(second).hears) == ("jo@example.org", ["say"])
    assert fresh(first).reach_hash != fresh(second).reach_hash
    told["hears"] = []
    none = dict.fromkeys(("phone", "email"), "") | dict.fromkeys(("may_text", "may_email"), False)
    actions.change_member(second, contact=none | {"preferred": "in_person"}, **told)
    assert fresh(second).reach_hash, "by a name of its own that leads to no number"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("joined_at = NULL", "member_by_their_own_yes"),
        ("agreed_words = ''", "member_by_their_own_yes"),
        ("state = 'ended'", "member_ended"),
        ("stopped_at = now()", "member_stopped_hears_nothing"),
        ("hears = ARRAY['gossip']", "member_hears_what_there_is"),
    ],
)
def test_the_database_holds_what_must_be_true(change, constraint):
    MemberFactory()
    refused = pytest.raises(IntegrityError, match=constraint)
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE hubs_member SET {change}")


def test_one_living_membership_of_a_hub_for_each_way_of_being_reached():
    member = MemberFactory()
    MemberFactory(reach_hash=member.reach_hash)
    with pytest.raises(IntegrityError, match="member_once_a_hub_and_way"):
        MemberFactory(hub=member.hub, reach_hash=member.reach_hash)
