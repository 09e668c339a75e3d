"""The timeline: what was said and done, in order (access.md section 3)."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import (
    EntryKind,
    Family,
    Involvement,
    NoteDraft,
    NoteReader,
    Presence,
    Sensitivity,
    TimelineEntry,
)
from .timing import author, moment, words

BODY_AT_MOST = 20_000


class AlreadyWritten(Refused):
    """The key of this note was used for other words."""


@transaction.atomic
def write_note(
    family,
    *,
    summary,
    by,
    body="",
    kind=EntryKind.NOTE,
    also_present="",
    written_by=None,
    key=None,
    **said,
):
    """Somebody's own words about a visit, a call or a thought; `key` stops a second copy.

    `said`: sensitivity, about, channel, happened_at; `present`, who of the family was there;
    `readers`, who may read it where only named people may. `written_by`: the student or agency
    worker whose words `by`, their supervisor, agrees to.
    """
    family = Family.objects.lock(family)
    refuse_unagreed(by)
    if key and (known := TimelineEntry.objects.filter(pk=key, family=family).first()):
        return _the_same(known, summary, body)
    if kind not in (EntryKind.NOTE, EntryKind.CONTACT):
        raise Refused("Select a note or a contact.")
    if key:
        NoteDraft.objects.filter(pk=key, author=written_by or author(by)).delete()
    return enter(
        family,
        "note.agreed" if written_by else "note.written",
        kind=kind,
        summary=words(summary, "Enter a summary"),
        body=words(body, "", BODY_AT_MOST) if body and body.strip() else "",
        also_present=(also_present or "").strip()[:200],
        written_by=written_by,
        by=by,
        **said | ({"id": key} if key else {}),
    )


def refuse_unagreed(by):
    """What a student or agency worker writes is a draft until their supervisor agrees."""
    if getattr(by, "supervisor_id", None) is not None:
        raise Refused(
            _("Your supervisor must agree to what you write. Write a note and hand it to them.")
        )


def _the_same(known, summary, body):
    """A second press finds what the first one wrote; other words are never lost to it."""
    if (known.summary, known.body) == (summary.strip(), (body or "").strip()):
        return known
    raise AlreadyWritten(
        _(
            "This was saved from another tab already, with other words. Nothing you typed here is"
            " lost: press Save again to add it as a note of its own."
        )
    )


def note_event(
    family,
    *,
    kind,
    summary,
    by,
    about=(),
    sensitivity=Sensitivity.SHARED,
    readers=(),
    source_id=None,
    happened_at=None,
):
    """A line that another action leaves on the timeline; its own audit event is the action's."""
    return enter(
        family,
        None,
        kind=kind,
        summary=summary,
        sensitivity=sensitivity,
        about=about,
        readers=readers,
        source_id=source_id,
        by=by,
        happened_at=happened_at,
    )


@transaction.atomic
def amend_note(entry, *, summary, reason, by, body=""):
    """A corrected copy that stands beside the first, with the reason; nothing is overwritten."""
    entry = TimelineEntry.objects.lock(entry)
    refuse_unagreed(by)
    if entry.author_id is None or entry.author_id != getattr(by, "pk", None):
        raise Refused("Only the person who wrote it can correct it.")
    if not entry.is_written:
        raise Refused(_("This line says what was done, so it cannot be corrected. Write a note."))
    if TimelineEntry.objects.filter(amends=entry).exists():
        raise Refused("This has been corrected already. Correct the newer one.")
    newer = enter(
        entry.family,
        "note.amended",
        kind=entry.kind,
        summary=words(summary, "Enter a summary"),
        body=words(body, "", BODY_AT_MOST) if body and body.strip() else "",
        sensitivity=entry.sensitivity,
        about=entry.about.all(),
        channel=entry.channel,
        present=[row.person for row in entry.presences.select_related("person")],
        also_present=entry.also_present,
        readers=[row.user for row in entry.readers.select_related("user")],
        by=by,
        happened_at=entry.happened_at,
        amends=entry,
        amendment_reason=words(reason, "Enter why you are correcting it", 200),
    )
    _tell_of_correction(newer, by)
    return newer


def _tell_of_correction(entry, by):
    """Who leads, and who was named, hears that what they may have read is not so; once each."""
    leads = Involvement.objects.current().leads().filter(family=entry.family)
    people = {row.user for row in leads.select_related("user")}
    people |= {row.user for row in entry.readers.select_related("user")} - {by}
    for user in sorted(people - {by}, key=lambda one: str(one.pk)):
        if user.may_sign_in and TimelineEntry.objects.visible_to(user).filter(pk=entry.pk).exists():
            notify(
                user,
                key=f"note_corrected:{entry.pk}:{user.pk}",
                kind="note_corrected",
                by=by,
                about=entry,
                family_id=entry.family_id,
                organisation=user.organisation,
                worker=by.first_name,
                link=reverse("families:note_versions", args=[entry.family_id, entry.pk]),
            )


def enter(
    family,
    verb,
    *,
    by,
    about=(),
    happened_at=None,
    written_by=None,
    present=(),
    readers=(),
    **values,
):
    """One entry with all that belongs to it; `verb` None where the action writes its own event."""
    about, present = list(about), list(present)
    _refuse_strangers(family, about)
    _refuse_strangers(family, present)
    writer = written_by or author(by)
    entry = TimelineEntry.objects.create(
        family=family,
        author=writer,
        agreed_by=by if written_by else None,
        organisation=writer.organisation if writer else None,
        happened_at=moment(happened_at),
        **values,
    )
    if about:
        entry.about.set(about)
    for person in present:
        Presence.objects.create(family=family, entry=entry, person=person)
    if entry.sensitivity == Sensitivity.RESTRICTED:
        _name_readers(entry, readers, by)
    if verb:
        facts = {"kind": entry.kind, "sensitivity": entry.sensitivity}
        record(verb, by=by, about=entry, family_id=family.pk, **facts)
    return entry


def _name_readers(entry, readers, by):
    """Each is let in by name, and only who could read a shared note of this family."""
    for user in readers:
        if user.pk != entry.author_id:
            NoteReader.objects.create(
                family_id=entry.family_id, entry=entry, user=user, named_by=by
            )
        if not TimelineEntry.objects.visible_to(user).filter(pk=entry.pk).exists():
            raise Refused(
                _("%(name)s does not see this family, or not everybody it is about.")
                % {"name": user.full_name}
            )


def _refuse_strangers(family, about):
    """An entry is about people of this family, or about nobody in particular."""
    ids = {person.pk for person in about}
    if family.members.filter(person__in=ids).values("person").distinct().count() != len(ids):
        raise Refused("Select people who are in this family.")
