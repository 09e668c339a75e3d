"""Stored files: kept, handed to nobody here, deleted."""

import os
import time
from uuid import UUID

from cryptography.fernet import Fernet
from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused

from .kinds import LARGEST, kind_of, plain_name
from .models import StoredFile
from .places import folder, place_of
from .plain import without_metadata
from .querysets import IN_THE_MAKING


def look_at(upload):
    """The bytes and kind of a file just sent; refused in the sender's words if it will not do."""
    if upload.size > LARGEST:
        raise Refused(_("The file is too big. It must be smaller than 10 MB."))
    upload.seek(0)
    content = upload.read(LARGEST + 1)
    if not content:
        raise Refused(_("The file is empty. Choose another."))
    if len(content) > LARGEST:
        raise Refused(_("The file is too big. It must be smaller than 10 MB."))
    kind = kind_of(content)
    if kind is None:
        raise Refused(_("We could not open this file. Choose a photo (JPEG, PNG, HEIC) or a PDF."))
    return content, kind


def keep_file(upload, *, by):
    """Keep a file just sent, encrypted; whoever calls points a record of their own at it.

    A picture loses what its camera wrote into it, such as where it was taken.
    In the caller's transaction: if that fails, the sweep deletes what was written.
    """
    content, kind = look_at(upload)
    content = without_metadata(content, kind)
    key = Fernet.generate_key()
    stored = StoredFile(
        name=plain_name(upload.name or "", kind), kind=kind, size=len(content), key=key.decode()
    )
    write_privately(place_of(stored.pk), Fernet(key).encrypt(content))
    stored.save(force_insert=True)
    return stored


def write_privately(path, content):
    """A new file that only the portal may read, on the disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def delete_files(files, *, by):
    """Delete these, rows and content; the content only once the deletion holds.

    `files` is a queryset; whatever pointed at them must be gone before.
    """
    with beyond_sight("files whose owner has just gone"):
        gone = list(files.values_list("pk", flat=True))
        StoredFile.objects.filter(pk__in=gone).delete()
    transaction.on_commit(lambda: unlink(gone), robust=True)
    return len(gone)


def unlink(ids):
    """Take the content away; what is gone already is no error."""
    for pk in ids:
        place_of(pk).unlink(missing_ok=True)


@transaction.atomic
def sweep(*, by):
    """By the clock: files that belong to no record, and content that belongs to no file."""
    count = delete_files(StoredFile.objects.stray(), by=by)
    old = {path.stem for path in folder().glob("*.bin") if is_old(path)}
    ids = {UUID(name) for name in old if is_id(name)}
    known = set(StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True))
    unlink(ids - known)
    return count


def is_old(path):
    """Whether it was written long enough ago for its row to be there."""
    try:
        return path.stat().st_mtime < time.time() - IN_THE_MAKING.total_seconds()
    except FileNotFoundError:
        return False


def is_id(name):
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
