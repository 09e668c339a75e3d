"""Two cards of one person: the careful side wins unless a person says otherwise."""

import itertools

import pytest

from familyhubs.contact.actions import refuse_impossible
from familyhubs.contact.joining import WAYS, Choice, joined
from familyhubs.contact.models import ContactCard
from familyhubs.contact.rules import allowed_channels, machine_channels

REACH = {"phone": "+447700900123", "email": "a@example.com", "address": "1 High St"}


def card(**said):
    return ContactCard(**REACH | said)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("old", "new"), list(itertools.product([True, False], repeat=2)))
def test_a_way_is_open_only_where_both_allow_it(way, old, new):
    values = joined(card(**{way: old}), card(**{way: new}), Choice.STRICTER)
    assert values[way] == (old and new)


@pytest.mark.parametrize("choice", [Choice.STRICTER, Choice.NEWER])
def test_every_warning_of_both_is_kept_once(choice):
    old = card(never_times="nights", must_not_know="Her partner", never_mention="the hub")
    new = card(never_times="weekends", must_not_know="Her partner")
    values = joined(old, new, choice)
    assert values["never_times"] == "nights; weekends"
    assert values["must_not_know"] == "Her partner"
    assert values["never_mention"] == "the hub"


@pytest.mark.parametrize("choice", [Choice.STRICTER, Choice.NEWER])
def test_a_blank_never_rubs_out_what_was_said(choice):
    values = joined(card(code_word="Daisy"), ContactCard(phone="+447700900999"), choice)
    assert values["code_word"] == "Daisy"
    assert values["address"] == "1 High St"
    assert values["phone"] == "+447700900999"


@pytest.mark.parametrize(
    ("old", "new", "hours"),
    [
        ([], ["morning"], ["morning"]),
        (["morning"], [], ["morning"]),
        (["morning", "evening"], ["evening", "school"], ["evening"]),
    ],
)
def test_only_hours_that_both_call_safe(old, new, hours):
    values = joined(card(safe_hours=old), card(safe_hours=new), Choice.STRICTER)
    assert values["safe_hours"] == hours


def test_with_no_hour_in_common_no_machine_writes():
    ways = {"may_text": True, "preferred": "text"}
    old, new = card(safe_hours=["morning"], **ways), card(safe_hours=["evening"], **ways)
    held = ContactCard(**joined(old, new, Choice.STRICTER))
    assert held.may_text
    assert machine_channels(held) == []


@pytest.mark.parametrize(
    ("old", "new", "preferred"),
    [
        (
            {"may_call": True, "preferred": "call"},
            {"may_text": True, "preferred": "text"},
            "in_person",
        ),
        ({"preferred": "in_person"}, {"may_text": True, "preferred": "text"}, "in_person"),
        ({"preferred": "video"}, {"preferred": "video"}, "video"),
        ({"preferred": "video"}, {"may_text": True, "preferred": "text"}, "in_person"),
        (
            {"may_text": True, "may_call": True, "preferred": "call"},
            {"may_text": True, "preferred": "text"},
            "text",
        ),
    ],
)
def test_the_best_way_is_one_that_is_open(old, new, preferred):
    assert joined(card(**old), card(**new), Choice.STRICTER)["preferred"] == preferred


def test_what_comes_out_can_be_kept_and_opens_nothing_more():
    flags = [dict(zip(WAYS, on, strict=True)) for on in itertools.product([True, False], repeat=7)]
    for old, new in itertools.product(flags[::9], flags[::11]):
        held = ContactCard(**joined(card(**old), card(**new), Choice.STRICTER))
        refuse_impossible(held)
        opened = set(allowed_channels(held)) - {"in_person"}
        assert opened <= set(allowed_channels(card(**old))) & set(allowed_channels(card(**new)))
