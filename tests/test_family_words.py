"""Families' pages use families' words: none of ours (domain.md 5.9, R062)."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from familyhubs.languages.catalogue import journey

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


INCLUDES = re.compile(r"{% (?:include|extends) \"([^\"]+)\"")


def extends_public(path):
    """Whether this template is a page for families, by whatever it extends."""
    found = re.match(r"{% extends \"([^\"]+)\"", path.read_text())
    if not found:
        return False
    return found[1] == "base_public.html" or extends_public(ROOT / "templates" / found[1])


def with_parts(paths):
    """These templates, whatever they include, and the parts that tags draw."""
    found, left = set(), list(paths)
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += [ROOT / "templates" / name for name in INCLUDES.findall(path.read_text())]
    return sorted(str(path.relative_to(ROOT)) for path in found)


# Professionals without an account have public pages too, in the words of the trade.
FOR_PROFESSIONALS = ROOT / "templates" / "refer"
TEMPLATES = with_parts(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if path.parent != FOR_PROFESSIONALS
    and (path.parent.name in ("ask", "chat", "govuk") or extends_public(path))
)
# Letters to staff and to professionals, which say our words. Whatever is not named here may go to
# a family.
LETTERS_TO_OTHERS = re.compile(
    "access_differs|breach_|concern_|copy_due|emergency_|lead_passed|out_of_hours_concern|refer_|referral_|referrer_|request_(?!received)|review_|rights_(?!received|answered)|step_"
)
LETTERS = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "templates/notifications").glob("*.txt")
    if not LETTERS_TO_OTHERS.match(path.name)
)
# Addresses that nobody signs in for and that are not for families.
ROOMS_OF_OTHERS = ("refer/", "api/", "open-referral/", "accounts/", "account/", "outbox/")
# What stands in a file that speaks to families too, and is read by others only.
READ_BY_OTHERS = {
    # The outcome, as the professional who referred is told it.
    "referrals/words.py": "TOLD_AGREED",
    # What staff say at the desk, beside the topics that a family chooses from.
    "referrals/desk/topics.py": "ABUSE",
}


def public_views(patterns=None, prefix=""):
    """(address, file) of every page that a family opens without an account."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from public_views(pattern.url_patterns, address)
        elif not getattr(pattern.callback, "login_required", True):
            file = ROOT / (pattern.callback.__module__.replace(".", "/") + ".py")
            if file.exists() and not address.startswith(ROOMS_OF_OTHERS):
                yield address, file


def file_of(parts):
    """The source of a module named by its parts, if it is ours."""
    path = ROOT.joinpath(*parts)
    return next((f for f in (path.with_suffix(".py"), path / "__init__.py") if f.exists()), None)


def imported(path):
    """The files a file imports from, and where the actions that it calls by name are written."""
    tree, parts = ast.parse(path.read_text()), path.relative_to(ROOT).with_suffix("").parts
    names = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]:
        start = parts[: -node.level] if node.level else ()
        base = (*start, *(node.module or "").split(".")) if node.module else start
        for found in (file_of(base), *(file_of((*base, a.name)) for a in node.names)):
            if found is None:
                continue
            yield found
            if found.parts[-2:] == ("actions", "__init__.py"):
                yield from called(found, names | {a.name for a in node.names})


def called(package, names):
    """Where a package of actions has these from."""
    for node in ast.walk(ast.parse(package.read_text())):
        if isinstance(node, ast.ImportFrom) and names & {a.name for a in node.names}:
            yield package.parent / f"{node.module}.py"


def speaking_to_families():
    """Every file whose words a family may read: its views', their forms', their actions'."""
    views = {file for _address, file in public_views()}
    near = views | {file for view in views for file in imported(view)}
    forms = [file for file in near if "forms" in file.relative_to(ROOT).with_suffix("").parts]
    near |= {file for form in forms for file in imported(form)}
    return sorted(str(file.relative_to(ROOT)) for file in near if file.is_relative_to(ROOT))


def test_there_are_pages_to_read():
    assert len(TEMPLATES) > 80
    assert {"templates/ask/safety.html", "templates/hubs/_site.html"} <= set(TEMPLATES)
    assert len(LETTERS) > 60
    assert "templates/notifications/session_cancelled.sms.txt" in LETTERS


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n not in FOR_OTHERS] + LETTERS)
def test_no_page_for_families_uses_our_words(name):
    said = [next(filter(None, parts), "") for parts in SAID.findall((ROOT / name).read_text())]
    assert not [words for words in said if BANNED.search(TAGS.sub(" ", words))]


SPEAKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def said_in(path, but=""):
    """Every text that a file says: what stands inside _( ), outside the constant named."""
    tree = ast.parse(path.read_text())
    left_out = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and but in {getattr(t, "id", None) for t in node.targets}
    ]
    skipped = {id(inner) for node in left_out for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEAKS:
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            yield from (t for t in texts if isinstance(t, str) and id(node) not in skipped)


def test_no_form_view_or_action_of_theirs_uses_our_words():
    files = speaking_to_families()
    spoken = {name: set(said_in(ROOT / name, READ_BY_OTHERS.get(name))) for name in files}
    for name in (
        *("referrals/forms/following.py", "referrals/forms/equality.py", "referrals/chat/forms.py"),
        *("referrals/views/ask.py", "referrals/actions/drafts.py", "referrals/actions/saving.py"),
        *("referrals/actions/following.py", "referrals/actions/questions.py", "referrals/words.py"),
        *("hubs/members/forms.py", "hubs/whats_on/forms.py", "familyhubs/contact/models.py"),
    ):
        assert spoken[name], name
    said = [(name, words) for name, texts in spoken.items() for words in texts]
    assert len(said) > 700
    assert not [(name, words) for name, words in said if BANNED.search(words)]


def test_nothing_that_is_translated_for_families_uses_our_words():
    """The words of the asking pages, from whichever file (familyhubs/languages/groups.py)."""
    said = [words for texts in journey().values() for line in texts for words in line]
    assert len(said) > 600
    assert not [words for words in said if BANNED.search(TAGS.sub(" ", words))]
