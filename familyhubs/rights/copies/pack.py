"""What leaves: the words at its front, and the file with the page, the paper and the data."""

import json
from base64 import b64decode
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils.formats import date_format

from familyhubs.uploads.kinds import ENDINGS, HEIC
from familyhubs.uploads.places import place_of
from familyhubs.uploads.reading import content_of

from .leaving import plain_content
from .models import IN_GENERAL, Exemption, Mark

BLACK = "[blacked out]"
RIGHTS = (
    ("h2", "Why we hold it"),
    (
        "p",
        "To give families support. It came from you, from people who work with your family, and"
        " from whoever asked for support for you. Those who work with your family see it; other"
        " organisations see what your family agreed to, or what the law requires.",
    ),
    ("h2", "How long we keep it"),
    ("p", "As long as our schedule says. Ask us for it, or read our privacy notice."),
    ("h2", "What you can do"),
    (
        "p",
        "You can ask us to put right what is wrong, to erase something, or to stop using it. You"
        " can complain to us, and to the Information Commissioner: ico.org.uk, 0303 123 1113.",
    ),
)


def contents(asked):
    """What is given, and in general words what is not."""
    held = asked.entries.filter(mark=Mark.HOLD).values_list("exemption", flat=True)
    under = {*held, *asked.redactions().values_list("exemption", flat=True)}
    general = sorted({IN_GENERAL[Exemption(one)] for one in under})
    day = date_format(asked.received_on, "j F Y")
    return {
        "reference": f"{asked.family.reference}, asked on {day}",
        "front": list(front(asked, general)),
        "given": given(asked),
    }


def front(asked, general):
    """The first page as (kind, words): what this is, their rights, what is not in it."""
    day = date_format(asked.received_on, "j F Y")
    yield "p", f"You asked on {day} for a copy of what the council’s family hubs hold."
    yield from RIGHTS
    if general:
        yield "h2", "What is not in this copy"
        yield (
            "p",
            (
                "The law lets us hold back some things. If we hold anything of these kinds, it is"
                " not here:"
            ),
        )
        yield from (("li", one) for one in general)


def file_of(asked):
    """The page, the paper and the data in one ZIP, made anew from what two people agreed to."""
    context = contents(asked)
    file = BytesIO()
    files = attached(asked)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("copy.html", render_to_string("copies/pack.html", context))
        archive.writestr("copy.pdf", b64decode(asked.paper.content))
        archive.writestr("copy.json", json.dumps(context["given"], ensure_ascii=False, indent=1))
        for stored, path in files.values():
            # One that goes as it is stands here only because an officer looked through it.
            archive.writestr(path, plain_content(stored) or content_of(stored))
    return file.getvalue()


def given(asked):
    """What leaves: what it is, and its facts without a letter of what is blacked out."""
    rows = asked.entries.given().prefetch_related("redactions").order_by("what", "pk")
    files = attached(asked)
    return [
        {"what": entry.what, "facts": without(entry) | in_the_copy(files.get(entry.pk))}
        for entry in rows
    ]


def in_the_copy(file):
    return {"In this copy as": file[1]} if file else {}


def attached(asked):
    """The files that leave, by their entry: as (stored file, its place in the copy).

    None of an entry that is held back; where words are blacked out, or what a camera or a program
    wrote into the file cannot be taken out, only once an officer looked through it.
    """
    rows = asked.entries.given().exclude(file=None).select_related("file").order_by("what", "pk")
    rows = list(rows)
    hosts = asked.entries.filter(row__in=[one.beside for one in rows if one.beside])
    marks = dict(hosts.values_list("row", "mark"))
    found = {}
    for number, entry in enumerate(rows, start=1):
        both = {entry.mark, marks.get(entry.beside, entry.mark)}
        is_plain = both == {Mark.GIVE} and not (entry.file_as_it_is or entry.file.kind == HEIC)
        may_leave = both <= {Mark.GIVE, Mark.PART} and (is_plain or entry.file_seen_by_id)
        if may_leave and place_of(entry.file_id).exists():
            found[entry.pk] = (entry.file, f"files/{number:03}{ENDINGS[entry.file.kind]}")
    return found


def without(entry):
    """An entry's facts as they leave."""
    if entry.mark == Mark.GIVE:
        return entry.facts
    passages = [one.passage for one in entry.redactions.all()]
    return {name: blackened(text, passages) for name, text in entry.facts.items()}


def blackened(text, passages):
    """The text without the passages, those that overlap one another too."""
    hidden = bytearray(len(text))
    for passage in passages:
        at = text.find(passage)
        while at >= 0:
            hidden[at : at + len(passage)] = b"\x01" * len(passage)
            at = text.find(passage, at + 1)
    runs = groupby(zip(text, hidden, strict=True), key=lambda pair: pair[1])
    return "".join(BLACK if is_hidden else "".join(c for c, _ in run) for is_hidden, run in runs)
