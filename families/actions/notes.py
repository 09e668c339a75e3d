"""The timeline: what was said and done, in order (access.md section 3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import EntryKind, Family, Sensitivity, TimelineEntry
from .timing import author, moment, words

BODY_AT_MOST = 20_000


@transaction.atomic
def write_note(
    family,
    *,
    summary,
    by,
    body="",
    kind=EntryKind.NOTE,
    sensitivity=Sensitivity.SHARED,
    about=(),
    channel="",
    happened_at=None,
    key=None,
):
    """Somebody's own words about a visit, a call or a thought; `key` stops a second copy."""
    family = Family.objects.lock(family)
    if key and (known := TimelineEntry.objects.filter(pk=key, family=family).first()):
        return known
    if kind not in (EntryKind.NOTE, EntryKind.CONTACT):
        raise Refused("Select a note or a contact.")
    return _enter(
        family,
        "note.written",
        kind=kind,
        summary=words(summary, "Enter a summary"),
        body=words(body, "", BODY_AT_MOST) if body and body.strip() else "",
        sensitivity=sensitivity,
        about=about,
        channel=channel,
        by=by,
        happened_at=happened_at,
        **({"id": key} if key else {}),
    )


def note_event(
    family,
    *,
    kind,
    summary,
    by,
    about=(),
    sensitivity=Sensitivity.SHARED,
    source_id=None,
    happened_at=None,
):
    """A line that another action leaves on the timeline; its own audit event is the action's."""
    return _enter(
        family,
        None,
        kind=kind,
        summary=summary,
        sensitivity=sensitivity,
        about=about,
        source_id=source_id,
        by=by,
        happened_at=happened_at,
    )


@transaction.atomic
def amend_note(entry, *, summary, reason, by, body=""):
    """A corrected copy that stands beside the first, with the reason; nothing is overwritten."""
    entry = TimelineEntry.objects.lock(entry)
    if entry.author_id is None or entry.author_id != getattr(by, "pk", None):
        raise Refused("Only the person who wrote it can correct it.")
    if not entry.is_written:
        raise Refused(_("This line says what was done, so it cannot be corrected. Write a note."))
    if TimelineEntry.objects.filter(amends=entry).exists():
        raise Refused("This has been corrected already. Correct the newer one.")
    return _enter(
        entry.family,
        "note.amended",
        kind=entry.kind,
        summary=words(summary, "Enter a summary"),
        body=words(body, "", BODY_AT_MOST) if body and body.strip() else "",
        sensitivity=entry.sensitivity,
        about=entry.about.all(),
        channel=entry.channel,
        by=by,
        happened_at=entry.happened_at,
        amends=entry,
        amendment_reason=words(reason, "Enter why you are correcting it", 200),
    )


def _enter(family, verb, *, by, about, happened_at, **values):
    about = list(about)
    _refuse_strangers(family, about)
    writer = author(by)
    entry = TimelineEntry.objects.create(
        family=family,
        author=writer,
        organisation=writer.organisation if writer else None,
        happened_at=moment(happened_at),
        **values,
    )
    if about:
        entry.about.set(about)
    if verb:
        facts = {"kind": entry.kind, "sensitivity": entry.sensitivity}
        record(verb, by=by, about=entry, family_id=family.pk, **facts)
    return entry


def _refuse_strangers(family, about):
    """An entry is about people of this family, or about nobody in particular."""
    ids = {person.pk for person in about}
    if family.members.filter(person__in=ids).values("person").distinct().count() != len(ids):
        raise Refused("Select people who are in this family.")
