"""A second person agrees; the copy leaves, and how is on record."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Mark
from ..permissions import can_agree
from .asking import locked
from .marking import unsettled

BLACK = "[blacked out]"


@transaction.atomic
def agree(asked, *, by):
    """Every entry is decided, and somebody who decided none of them agrees."""
    asked = unsettled(asked)
    if asked.gathered_at is None:
        raise Refused("Nothing was gathered yet.")
    if asked.entries.unmarked().exists():
        raise Refused("Mark every entry first.")
    if not can_agree(by, asked):
        raise Refused("Somebody else must agree, within a case of their own.")
    asked.agreed_by, asked.agreed_at = by, timezone.now()
    asked.save()
    record("copy.agreed", by=by, about=asked, family_id=asked.family_id)
    return asked


@transaction.atomic
def release(asked, *, way, by):
    """It left, and how."""
    asked = locked(asked)
    if asked.agreed_at is None:
        raise Refused("Somebody else must agree to the copy first.")
    if asked.paused:
        raise Refused("The clock is paused: end the pause first.")
    asked.released_by, asked.released_at, asked.released_as = by, timezone.now(), way
    asked.save()
    record("copy.released", by=by, about=asked, family_id=asked.family_id, way=way)
    return asked


def given(asked):
    """What leaves: what it is, and its facts without a letter of what is blacked out."""
    rows = asked.entries.given().prefetch_related("redactions").order_by("what", "pk")
    return [{"what": entry.what, "facts": without(entry)} for entry in rows]


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
