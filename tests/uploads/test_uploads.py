"""Photos and PDFs that people send: what is let in, where it lies, when it goes (domain.md 4.5)."""

import os
import stat
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from familyhubs.uploads import actions, kinds
from familyhubs.uploads.models import StoredFile
from familyhubs.uploads.places import place_of
from familyhubs.uploads.querysets import owners
from familyhubs.uploads.reading import attachment, content_of
from tests.factories.uploads import HEIC, JPEG, PDF, PNG, photo

BY = SystemActor.PUBLIC


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "private" / "uploads"
    return settings.UPLOADS_FOLDER


@pytest.mark.parametrize(
    ("content", "kind"),
    [(JPEG, kinds.JPEG), (PNG, kinds.PNG), (HEIC, kinds.HEIC), (PDF, kinds.PDF)],
)
def test_a_photo_or_pdf_is_kept_and_comes_back_as_it_was(db, content, kind):
    stored = actions.keep_file(photo("letter.exe", content, "text/html"), by=BY)
    assert (stored.kind, stored.size) == (kind, len(content))
    again = StoredFile.objects.get()
    assert content_of(again) == content
    answer = attachment(again)
    assert answer.content == content
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_it_lies_encrypted_in_a_folder_closed_to_all_others(db, folder):
    stored = actions.keep_file(photo("Ada Okafor.jpg"), by=BY)
    path = place_of(stored.pk)
    assert JPEG not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(f) FROM uploads_storedfile f")
        (row,) = cursor.fetchone()
    assert "Okafor" not in str(row)


BAD = {
    "empty": b"",
    "text": b"He hits us",
    "a page": b"<html><script>alert(1)</script>",
    "a program": b"MZ\x90\x00" + b"\x00" * 100,
    "an archive": b"PK\x03\x04" + b"\x00" * 100,
    "jpeg cut off": JPEG[:-2],
    "png cut off": PNG[:-8],
    "pdf cut off": PDF[:20],
    "heic cut off": HEIC[:12],
    "a film": b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mdat",
    "one byte": b"\xff",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "50 MB": b"\xff\xd8\xff" + b"\x00" * 50 * 1024 * 1024 + b"\xff\xd9",
}


@pytest.mark.parametrize("what", BAD)
def test_anything_else_is_refused_in_plain_words_and_leaves_nothing(db, folder, what):
    with pytest.raises(Refused, match="file"):
        actions.keep_file(photo("photo.jpg", BAD[what]), by=BY)
    assert not StoredFile.objects.exists()
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\boot.ini", "boot.ini.jpg"),
        ("form.JPEG", "form.jpg"),
        ("evil\u202egpj.exe", "evilgpj.exe.jpg"),
        ('a"\r\nSet-Cookie: x=1', "aSet-Cookie x=1.jpg"),
        ("", "file.jpg"),
        (".", "file.jpg"),
        ("42.zip" * 100, None),
        ("zdjęcie formularza.png", "zdjęcie formularza.png.jpg"),
    ],
)
def test_a_name_is_data_only(db, folder, name, kept):
    upload = SimpleUploadedFile("x.jpg", JPEG)
    upload._name = name  # As sent: Django has cleaned it before, this must not rely on that.
    stored = actions.keep_file(upload, by=BY)
    assert [path.name for path in folder.iterdir()] == [f"{stored.pk}.bin"]
    assert len(stored.name) <= 90
    assert kept in (None, stored.name)
    assert "\n" not in attachment(stored)["Content-Disposition"]


@given(st.binary(max_size=400), st.sampled_from([b"", JPEG, PNG, HEIC, PDF]), st.text(max_size=200))
def test_no_bytes_and_no_name_break_it(tail, head, name):
    kind = kinds.kind_of(head + tail)
    assert kind in {None, *kinds.ENDINGS}
    for known, ending in kinds.ENDINGS.items():
        assert kinds.plain_name(name, known).endswith(ending)


@pytest.mark.parametrize(("kind", "size"), [("text/html", 5), (kinds.PDF, 0), (kinds.PDF, 10**8)])
def test_the_database_holds_no_other_kind_or_size(db, kind, size):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.bulk_create([StoredFile(name="x", kind=kind, size=size, key="k")])


def aged(stored):
    """An hour and more ago."""
    long_ago = timezone.now() - timedelta(hours=2)
    StoredFile.objects.filter(pk=stored.pk).update(recorded_at=long_ago)
    os.utime(place_of(stored.pk), (0, time.time() - 7200))


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_what_belongs_to_nothing_and_only_that(folder):
    new, old, lost = (actions.keep_file(photo(), by=BY) for _ in range(3))
    aged(old)
    aged(lost)
    StoredFile.objects.filter(pk=lost.pk).delete()
    (folder / "not-ours.bin").write_bytes(b"x")
    os.utime(folder / "not-ours.bin", (0, 0))
    assert actions.sweep(by=SystemActor.CLOCK) == 1
    assert set(StoredFile.objects.all()) == {new}
    assert {path.name for path in folder.iterdir()} == {f"{new.pk}.bin", "not-ours.bin"}
    with pytest.raises(Http404):
        attachment(old)


def test_every_owner_is_a_key_that_the_database_holds():
    for model, name in owners(StoredFile):
        assert model._meta.get_field(name).db_constraint, model
