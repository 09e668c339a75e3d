"""A list sent in the browser: kept, looked at without harm, then applied whole or not at all."""

import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction

from ...models import ListUpload
from ..offer import LISTS
from ..report import WrongFile
from ..sites import SOURCES
from .loading import import_sites
from .offer import import_services

# What a page may take the time for; the command takes files of any size.
LARGEST = 500 * 1024
# Lists of places that hold no service of their own.
PLACES = tuple(name for name in SOURCES if name not in LISTS)
WHAT = (*LISTS, *PLACES)


@transaction.atomic
def keep_upload(file_name, content, *, what, by):
    """Keep the file until it is applied, or for a day; one for each person."""
    if what not in WHAT:
        raise WrongFile("This list is not one of those that can be loaded here.")
    if len(content) > LARGEST:
        raise WrongFile("The file is larger than 500 KB. Load it in parts, or by the command.")
    ListUpload.objects.filter(by=by).delete()
    name = re.sub(r"[^\w.\-]", "_", file_name, flags=re.ASCII)[-80:] or "list.csv"
    return ListUpload.objects.create(by=by, what=what, file_name=name, content=content)


def preview_upload(upload, *, by):
    """What would happen; nothing is written."""
    return _load(upload, by=by, dry_run=True)


@transaction.atomic
def apply_upload(upload, *, by):
    """All usable rows of it, once: a second press finds nothing to apply."""
    upload = ListUpload.objects.select_for_update().filter(pk=upload.pk, by=by).first()
    if upload is None:
        return None
    report = _load(upload, by=by, dry_run=False)
    upload.delete()
    return report


def _load(upload, *, by, dry_run):
    with _as_file(upload) as path:
        if upload.what in PLACES:
            return import_sites(path, source=upload.what, by=by, dry_run=dry_run)
        return import_services(path, what=upload.what, by=by, dry_run=dry_run)


@contextmanager
def _as_file(upload):
    """The imports read files; the log names this one as its sender did."""
    with NamedTemporaryFile(suffix=f"-{upload.file_name}") as file:
        file.write(bytes(upload.content))
        file.flush()
        yield Path(file.name)
