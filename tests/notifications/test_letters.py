"""Every message the portal can send: it needs only what it may carry, and reads like a letter."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template.base import VariableNode
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode

from familyhubs.notifications.letters import checked_facts, write_letter

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "templates" / "notifications"
KINDS = sorted(path.name.removesuffix(".txt") for path in FOLDER.glob("*.txt"))
MAY_SAY = {"hub", "service", "worker", "role", "when", "link", "reference", "count", "stop"}
# What somebody asked for themselves, at an address they typed: their own words, wiped afterwards.
TO_A_TYPED_ADDRESS = {
    "collected_list",
    "copy_link",
    "draft_link",
    "mailbox_question",
    "mailbox_waiting",
    "chat_out_of_hours",
    "out_of_hours",
    "out_of_hours_concern",
    "question_answered",
    "refer_confirm",
    "refer_decided",
    "refer_receipt",
    "refer_standing",
    "rights_answered",
    "rights_received",
}
FACTS = checked_facts(
    {
        "hub": "Northgate Family Hub",
        "service": "Stay and play",
        "worker": "Sam",
        "role": "Safeguarding lead",
        "when": datetime(2026, 11, 20, 14, 30, tzinfo=UTC),
        "link": "/requests/ab09944b-0f84-46e0-8972-6430f44a4cd4/",
        "sealed_stop": "/join/mine/EREREREREREREREREREREQabcdefghijklmnopqrstuv/",
        "reference": "ASK-RHK6-YYKX",
        "count": 3,
    }
)
SOURCES = "\n".join(
    path.read_text()
    for folder in ("familyhubs", "hubs", "families", "outcomes", "referrals")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
)


def names_in(template):
    """The names a template asks its context for, blocktranslate's included."""
    nodes = template.template.nodelist
    for node in nodes.get_nodes_by_type(VariableNode):
        yield str(node.filter_expression.var).split(".")[0]
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        for token in node.singular + node.plural:
            if token.token_type.name == "VAR":
                yield token.contents.split(".")[0].split("|")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_says_only_what_it_may_carry(kind):
    template = get_template(f"notifications/{kind}.txt")
    local = {
        name
        for node in template.template.nodelist.get_nodes_by_type(BlockTranslateNode)
        for name in [*node.extra_context, node.countervar]
    }
    may_say = {"words", "count"} if kind in TO_A_TYPED_ADDRESS else MAY_SAY
    assert set(names_in(template)) <= may_say | local


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_has_a_subject_and_something_to_say(kind):
    sms = kind.endswith(".sms")
    letter = write_letter(kind.removesuffix(".sms"), FACTS, sms=sms)
    assert letter.body
    assert "{" not in letter.subject + letter.body
    if sms:
        assert len(letter.body) <= 306, "more than two texts"
    else:
        assert 0 < len(letter.subject) <= 90
        assert not letter.subject.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_is_left_that_nobody_sends(kind):
    assert f'"{kind.removesuffix(".sms")}"' in SOURCES or any(
        f'"{kind.removesuffix(ending)}"' in SOURCES for ending in ("_manager", "_service")
    )
