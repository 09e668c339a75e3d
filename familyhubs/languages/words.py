"""Collects the words of the journey and brings the catalogues up to date: script/words.

Needs Babel, which only developers have. What is no longer said is kept at a catalogue's end as
obsolete; what is new has no translation yet. A catalogue is read by gettext as its .mo file.
"""

import ast
import io
import json
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from .groups import GROUPS
from .known import OTHERS

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "locale"
KEYWORDS = {*DEFAULT_KEYWORDS, "gettext_lazy", "gettext_noop", "ngettext_lazy"}
LEFT_OUT = tuple(
    f'"{name}:'
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
GUARD = re.compile(r'{% guarded "(\w+)" %}(.*?){% endguarded %}', re.S)


class Plain(Catalog):
    """For a .mo: without dates or its maker, so that the same .po gives the same."""

    @property
    def mime_headers(self):
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def collect():
    """{group: [(singular,) or (singular, plural), …]}, each text once a group, in reading order."""
    found = {code: {} for code in GROUPS}
    for code, group in GROUPS.items():
        for source in group.sources:
            for inside, texts in said_in(source, code):
                found[inside].setdefault(texts)
    return {code: list(texts) for code, texts in found.items()}


def said_in(source, code):
    """(group, texts) of everything that one source says."""
    name, _, part = source.partition(":")
    text = (ROOT / name).read_text()
    if name.endswith(".py"):
        yield from ((code, texts) for texts in in_python(name, text, part))
        return
    for inside, words in pieces(text, code):
        # Its tags as calls, one after the other: what stands around them is no Python.
        calls = "\n".join(line.strip() for line in templatize(words).splitlines())
        yield from ((inside, texts) for _line, texts in messages(calls))


def pieces(text, code):
    """A template's parts: those in a guard belong to its group."""
    at = 0
    for guard in GUARD.finditer(text):
        yield code, text[at : guard.start()]
        yield guard[1], guard[2]
        at = guard.end()
    yield code, text[at:]


def in_python(name, text, part):
    """What a file says; of a whole file all that no other group has claimed by name."""
    places = {n: span for node in ast.parse(text).body for n, span in named_spans(node)}
    claimed = {
        other.partition(":")[2]
        for group in GROUPS.values()
        for other in group.sources
        if other.startswith(f"{name}:")
    }
    for line, texts in messages(text):
        here = {n for n, (first, last) in places.items() if first <= line <= last}
        if (part in here) if part else not here & claimed:
            yield texts


def named_spans(node):
    """(name, its first and last line) of a class, function or constant."""
    span = (node.lineno, node.end_lineno)
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name, span
    elif isinstance(node, ast.Assign):
        yield from ((t.id, span) for t in node.targets if isinstance(t, ast.Name))


def messages(code):
    for line, call, texts, _notes in extract_python(
        io.BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        texts = texts if isinstance(texts, tuple) else (texts,)
        texts = tuple(t for t in texts[: 2 if call.startswith("n") else 1] if t)
        if texts:
            yield line, texts


def template_of(words):
    """Every text once, with the groups it stands in."""
    catalog = Catalog(project="familyhubs", charset="utf-8")
    for code, texts in words.items():
        for one in texts:
            catalog.add(one if len(one) > 1 else one[0], locations=[(code, 1)])
    return catalog


def po(code):
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def update(code, template):
    """The language's catalogue with today's words; what is translated stays. What is missing."""
    path = po(code)
    known = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else None
    catalog = known or Catalog(locale=code, project="familyhubs", charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.fuzzy = False
    catalog.header_comment = f"# What families read when they ask for support: {OTHERS[code].name}."
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(catalog))
    path.with_suffix(".mo").write_bytes(made(path))
    return [m for m in catalog if m.id and not is_whole(m)]


def is_whole(message):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def written(catalog):
    out = io.BytesIO()
    write_po(out, catalog, width=None, include_lineno=False)
    # Without dates and names: the same words give the same file.
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT)).encode()


def made(path):
    """The .mo that a .po makes."""
    out, catalog = io.BytesIO(), read_po(io.BytesIO(path.read_bytes()))
    plain = Plain(locale=catalog.locale)
    for message in [one for one in catalog if one.id and is_whole(one)]:
        plain[message.id] = message
    write_mo(out, plain)
    return out.getvalue()


def told_of(code, missing):
    """What a language still lacks, with the group that each text stands in."""
    name, path = OTHERS[code].name, po(code).relative_to(ROOT)
    if not missing:
        return f"{name}: everything is translated."
    lines = [f"{name}: {len(missing)} without a translation, to be written into {path}:"]
    for message in missing:
        groups = ", ".join(group for group, _line in message.locations)
        english = message.id if isinstance(message.id, str) else message.id[0]
        lines.append(f"  [{groups}] {english}")
    return "\n".join(lines)


def main():
    words = collect()
    (LOCALE / "journey.json").write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n")
    for code in OTHERS:
        print(told_of(code, update(code, template_of(words))))


if __name__ == "__main__":
    settings.configure()
    main()
