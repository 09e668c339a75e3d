"""A backup opens with its key alone, is whole or refused, and its drill finds what is missing."""

import base64
import io
import os

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.database.backups import programs, restoring
from familyhubs.database.backups.contents import parts_of, write_part
from familyhubs.database.backups.sealing import PIECE, Damaged, Opened, Sealed
from tests.factories.contact import ContactCardFactory
from tests.factories.families import FamilyFactory

KEY = bytes(range(32))


def sealed(data, key=KEY):
    file = io.BytesIO()
    writer = Sealed(file, key)
    for at in range(0, len(data), 700_001):
        writer.write(data[at : at + 700_001])
    writer.close()
    return file.getvalue()


def opened(data, key=KEY):
    reader, found = Opened(io.BytesIO(data), key), bytearray()
    while piece := reader.read(300_007):
        found += piece
    return bytes(found)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_is_sealed_opens_to_the_same(size):
    data = os.urandom(size)
    kept = sealed(data)
    assert opened(kept) == data
    assert size < 40 or data[:40] not in kept


@given(at=st.integers(0, 2**31), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unseen(at, bit):
    kept = bytearray(sealed(b"Ada Okafor " * 50))
    kept[at % len(kept)] ^= 1 << bit
    with pytest.raises(Damaged):
        opened(bytes(kept))


@given(end=st.integers(0, 2**31))
def test_no_shorter_file_opens(end):
    kept = sealed(b"Ada Okafor " * 50)
    with pytest.raises(Damaged):
        opened(kept[: end % len(kept)])


def test_no_piece_is_left_out_or_swapped_and_no_other_key_opens():
    head, piece = len(sealed(b"")) - 16, PIECE + 16
    kept = sealed(os.urandom(3 * PIECE))
    one, two = kept[head : head + piece], kept[head + piece : head + 2 * piece]
    rest = kept[head + 2 * piece :]
    for other in (one + rest, two + one + rest, one + two):
        with pytest.raises(Damaged):
            opened(kept[:head] + other)
    with pytest.raises(Damaged, match="the key is another"):
        opened(kept, key=bytes(32))


def test_parts_end_where_the_file_does():
    file = io.BytesIO()
    writer = Sealed(file, KEY)
    write_part(writer, "upload", "a", [b"one", b"", b"two"])
    write_part(writer, "upload", "b", [])
    writer.close()
    found = [
        (name, b"".join(blocks))
        for _kind, name, blocks in parts_of(Opened(io.BytesIO(file.getvalue()), KEY))
    ]
    assert found == [("a", b"onetwo"), ("b", b"")]


@pytest.fixture
def at_home(transactional_db, monkeypatch, settings, tmp_path):
    """The test's own database stands for the council's, with a family and an upload in it."""
    monkeypatch.setattr(
        programs,
        "environment",
        lambda database="", real=programs.environment: real(
            database or connections["default"].settings_dict["NAME"]
        ),
    )
    settings.BACKUP_KEY = base64.urlsafe_b64encode(KEY).decode()
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    (settings.UPLOADS_FOLDER / "ab").mkdir(parents=True)
    (settings.UPLOADS_FOLDER / "ab" / "cd").write_bytes(os.urandom(5000))
    FamilyFactory(name="Okafor")
    ContactCardFactory(phone="07700 900987")
    return tmp_path / "backup"


def drill(backup, **options):
    out = io.StringIO()
    call_command("restore_drill", backup, stdout=out, **options)
    return out.getvalue()


def databases(owner):
    rows = owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'drill_%'")
    return [name for (name,) in rows]


def test_a_backup_is_made_tried_and_leaves_nothing_behind(at_home, owner):
    call_command("back_up", at_home, stdout=io.StringIO())
    assert at_home.stat().st_mode & 0o077 == 0, "nobody else reads it"
    assert b"Okafor" not in at_home.read_bytes()
    said = drill(at_home)
    assert "Everything is there." in said
    assert "ok     1 uploaded files" in said
    assert databases(owner) == []
    with pytest.raises(CommandError, match="never written over"):
        call_command("back_up", at_home)


def test_a_drill_says_what_is_missing(at_home, owner, monkeypatch):
    call_command("back_up", at_home, stdout=io.StringIO())
    real = restoring.counted

    def without(connection):
        connection.execute("DROP POLICY IF EXISTS web_reads ON families_person")
        connection.execute("ALTER TABLE families_person DISABLE ROW LEVEL SECURITY")
        connection.execute("DELETE FROM contact_contactcard")
        return real(connection)

    monkeypatch.setattr(restoring, "counted", without)
    with pytest.raises(CommandError, match="not whole"):
        drill(at_home)
    assert databases(owner) == []


def test_another_key_for_the_fields_is_noticed(at_home, settings):
    call_command("back_up", at_home, stdout=io.StringIO())
    settings.FIELD_KEYS = [base64.urlsafe_b64encode(os.urandom(32)).decode()]
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of the checks failed"):
        call_command("restore_drill", at_home, stdout=out)
    assert "contact_contactcard.phone" in out.getvalue()


def test_a_file_cut_off_or_of_another_key_is_refused(at_home, owner, settings):
    call_command("back_up", at_home, stdout=io.StringIO())
    whole = at_home.read_bytes()
    at_home.write_bytes(whole[:-100])
    with pytest.raises(CommandError, match="changed or cut off"):
        drill(at_home)
    at_home.write_bytes(b"not a backup")
    with pytest.raises(CommandError, match="no backup of the portal"):
        drill(at_home)
    at_home.write_bytes(whole)
    settings.BACKUP_KEY = "short"
    with pytest.raises(CommandError, match="Set BACKUP_KEY"):
        drill(at_home)
    assert databases(owner) == []


def test_it_restores_for_good_into_what_is_empty(at_home, owner, tmp_path):
    call_command("back_up", at_home, stdout=io.StringIO())
    owner.execute("CREATE DATABASE drill_for_good")
    try:
        place = tmp_path / "back"
        assert "Everything is there." in drill(at_home, into="drill_for_good", uploads=place)
        assert (place / "ab" / "cd").read_bytes() == (
            settings.UPLOADS_FOLDER / "ab" / "cd"
        ).read_bytes()
        with psycopg.connect(**restoring.address_of("drill_for_good")) as restored:
            names = restored.execute("SELECT name FROM families_family").fetchall()
        assert names == [("Okafor",)]
        with pytest.raises(CommandError, match="is not empty"):
            drill(at_home, into="drill_for_good", uploads=place)
    finally:
        owner.execute("DROP DATABASE drill_for_good WITH (FORCE)")


def test_a_dump_that_fails_leaves_no_file(at_home, monkeypatch):
    monkeypatch.setattr(programs, "path_of", lambda name: "/bin/false")
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("back_up", at_home)
    assert list(at_home.parent.glob("*backup*")) == []
