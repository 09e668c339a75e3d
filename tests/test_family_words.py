"""Families' pages use families' words: none of ours (domain.md 5.9, R062)."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BANNED = re.compile(
    r"\b(referral\w*|self-referral\w*|referrer\w*|triage\w*|consent\w*|threshold\w*|cases?|caseload"
    r"|troubled|step(ped|ping)?[ -](up|down)|early help assessment|team around the family"
    r"|lead practitioner\w*|sub-outcomes?|outcomes?|priority groups?|non-resident|practitioners?"
    r"|service users?|vulnerable|intervention\w*|multi-agency|safeguarding concern)\b",
    re.I,
)
# The words of law and of the trade stand in the long notice and the open data's own pages, which
# are written for those who look for them.
FOR_OTHERS = {"templates/pages/privacy_full.html", "templates/pages/accessibility.html"}
SAID = re.compile(
    r"{%\s*translate\s+\"((?:[^\"\\]|\\.)*)\"|_\(\"((?:[^\"\\]|\\.)*)\"\)"
    r"|{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}",
    re.S,
)
TAGS = re.compile(r"{[{%#].*?[}%#]}|<[^>]*>", re.S)


def extends_public(path, seen=()):
    """Whether this template is a page for families, by whatever it extends."""
    found = re.match(r"{% extends \"([^\"]+)\"", path.read_text())
    if not found:
        return False
    return found[1] == "base_public.html" or extends_public(ROOT / "templates" / found[1])


# Professionals without an account have public pages too, in the words of the trade.
FOR_PROFESSIONALS = ROOT / "templates" / "refer"
TEMPLATES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "templates").rglob("*.html")
    if path.parent != FOR_PROFESSIONALS
    and (path.parent.name in ("ask", "chat") or extends_public(path))
)
LETTERS = [
    f"templates/notifications/{name}.txt"
    for name in ("request_received", "request_received.sms", "draft_link", "question_answered")
]
FORMS = [
    "referrals/safety.py",
    "referrals/topics.py",
    "referrals/chat/words.py",
    *(
        f"referrals/forms/{name}.py"
        for name in ("ask", "fields", "people", "photo", "reach", "saving", "summary", "young")
    ),
]


def test_there_are_pages_to_read():
    assert len(TEMPLATES) > 40
    assert "templates/ask/safety.html" in TEMPLATES


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n not in FOR_OTHERS] + LETTERS)
def test_no_page_for_families_uses_our_words(name):
    said = [next(filter(None, parts), "") for parts in SAID.findall((ROOT / name).read_text())]
    assert not [words for words in said if BANNED.search(TAGS.sub(" ", words))]


def said_in(path):
    """Every text that a form says: what stands inside _( ), and inside messages."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext"):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


# What only staff read of the flags stands beside what families tick.
STAFF_ONLY = {"Domestic abuse"}


@pytest.mark.parametrize("name", FORMS)
def test_no_question_uses_our_words(name):
    said = set(said_in(ROOT / name)) - STAFF_ONLY
    assert said or name.endswith("fields.py")
    assert not [words for words in said if BANNED.search(words)]
