"""Documents on the record: added, and withdrawn with a reason; never erased."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from familyhubs.uploads.actions import keep_file

from ..models import Document, EntryKind, Family, TimelineEntry
from .notes import enter, note_event, refuse_unagreed
from .timing import words


@transaction.atomic
def add_document(family, *, upload, title, kind, by, is_given_to_family=False, key=None, **said):
    """A file with a title; `said` as of a note: about, sensitivity, readers, happened_at."""
    family = Family.objects.lock(family)
    refuse_unagreed(by)
    if key and (known := Document.objects.filter(entry=key, family=family).first()):
        return known
    digest = digest_of(upload)
    _refuse_twin(family, digest, by)
    entry = enter(
        family,
        None,
        kind=EntryKind.DOCUMENT,
        summary=words(title, _("Enter a title")),
        by=by,
        **said | ({"id": key} if key else {}),
    )
    document = Document.objects.create(
        family=family,
        entry=entry,
        file=keep_file(upload, by=by),
        kind=kind,
        digest=digest,
        is_given_to_family=is_given_to_family,
    )
    facts = {"kind": kind, "sensitivity": entry.sensitivity}
    record("document.added", by=by, about=document, family_id=family.pk, **facts)
    return document


def digest_of(upload):
    """Tells whether two files are the same, and nothing else about them."""
    upload.seek(0)
    return salted_hmac("families.document", upload.read(), algorithm="sha256").hexdigest()


def _refuse_twin(family, digest, by):
    """The same file twice is said, where the first one is seen by whoever adds the second."""
    seen = Document.objects.visible_to(by).filter(family=family, digest=digest, withdrawn_at=None)
    twin = seen.select_related("entry").first()
    if twin:
        facts = {"title": twin.entry.summary, "day": date_format(twin.recorded_at, "j F Y")}
        raise Refused(_("This file is on the record already: %(title)s, added %(day)s.") % facts)


@transaction.atomic
def withdraw_document(document, *, reason, by):
    """It should not be here: nobody opens it but who answers for the family, and why is said."""
    document = Document.objects.lock(document)
    if document.withdrawn_at is not None:
        raise Refused(_("This document has been withdrawn already."))
    document.withdrawn_at, document.withdrawn_by = timezone.now(), by
    document.withdrawn_why = words(reason, _("Enter why it is withdrawn"), 200)
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "updated_at"])
    record("document.withdrawn", by=by, about=document, family_id=document.family_id)
    entry = TimelineEntry.objects.get(pk=document.entry_id)
    note_event(
        document.family,
        kind=EntryKind.DOCUMENT,
        summary=_("A document was withdrawn"),
        sensitivity=entry.sensitivity,
        about=entry.about.all(),
        readers=[row.user for row in entry.readers.select_related("user")],
        source_id=document.pk,
        by=by,
    )
    return document
