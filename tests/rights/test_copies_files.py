"""Files in a copy; a yes of somebody else; black-outs taken back; many entries on pages."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from families.actions import add_document
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.refusals import Refused
from familyhubs.rights.copies import actions, tasks
from familyhubs.rights.copies.models import Entry, Redaction
from familyhubs.rights.copies.pack import file_of, given
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory, PersonFactory
from tests.factories.uploads import HEIC
from tests.rights.copied import SECRET, agreed, ask, gathered, written
from tests.uploads.test_plain import from_a_telephone
from tests.uploads.test_plain_pdf import from_an_office, locked

pytestmark = pytest.mark.django_db
WHY = {"exemption": "whereabouts", "why": "His home"}


def at(name, *args):
    return reverse(f"copies:{name}", args=args)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def family(hub, ada):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    return family


def document(family, content=None, **said):
    photo = SimpleUploadedFile("Ben at home.jpg", content or from_a_telephone())
    said = {"sensitivity": "standard"} | said
    with acting_as(SystemActor.CLOCK):
        by = somebody("manager")
        return add_document(family, upload=photo, title="A photo", kind="photo", by=by, **said)


def file_entry(asked, officer):
    with acting_as(officer):
        return asked.entries.exclude(file=None).get()


def names_in(asked, officer):
    tasks.draw_papers()
    with acting_as(officer):
        archive = ZipFile(BytesIO(file_of(asked)))
    return archive, [name for name in archive.namelist() if name.startswith("files/")]


def test_a_file_that_is_given_travels_without_where_it_was_taken(client, family, ada, officers):
    one, other = officers
    document(family)
    asked = gathered(ask(family, ada, one), one)
    client.force_login(one)
    entry = file_entry(asked, one)
    assert client.get(at("file", asked.pk, entry.pk)).status_code == 200
    assert "Key" not in entry.facts
    agreed(asked, one, other)
    archive, names = names_in(asked, other)
    assert len(names) == 1
    assert b"Hazel Wood" not in archive.read(names[0])
    assert names[0] in archive.read("copy.html").decode()


@pytest.mark.parametrize("kind", ["safeguard", "restricted"])
def test_a_file_of_an_entry_that_is_held_back_stays(family, ada, officers, kind):
    document(family, sensitivity=kind)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    entry = file_entry(asked, officers[0])
    assert (entry.mark, entry.exemption) == ("hold", "harm")
    agreed(asked, *officers)
    assert names_in(asked, officers[1])[1] == []


def test_a_file_beside_an_entry_that_is_held_back_stays(family, ada, officers):
    one = officers[0]
    document(family)
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        host = asked.entries.get(row=file_entry(asked, one).beside)
        actions.mark(asked, chosen=[host.pk], mark="hold", exemption="crime", why="It is", by=one)
    agreed(asked, *officers)
    assert names_in(asked, officers[1])[1] == []


@pytest.mark.parametrize("is_seen", [False, True])
def test_where_words_are_hidden_a_file_is_looked_through_first(
    client, family, ada, officers, is_seen
):
    one = officers[0]
    document(family)
    asked = gathered(ask(family, ada, one), one)
    entry = file_entry(asked, one)
    client.force_login(one)
    said = WHY | {"passage": "Ben at home"}
    assert client.post(at("black_out", asked.pk, entry.pk), said).status_code == 302
    if is_seen:
        assert client.post(at("see_file", asked.pk, entry.pk)).status_code == 302
    agreed(asked, *officers)
    assert len(names_in(asked, officers[1])[1]) == is_seen


def test_a_picture_whose_details_cannot_go_is_looked_through_first(family, ada, officers):
    document(family, content=HEIC)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    agreed(asked, *officers)
    assert names_in(asked, officers[1])[1] == []


def test_a_pdf_leaves_without_who_made_it(family, ada, officers):
    document(family, content=from_an_office())
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    assert not file_entry(asked, officers[0]).file_as_it_is
    agreed(asked, *officers)
    archive, names = names_in(asked, officers[1])
    assert b"Hazel" not in archive.read(names[0])
    assert "What we agreed" in PdfReader(BytesIO(archive.read(names[0]))).pages[0].extract_text()


@pytest.mark.parametrize("is_seen", [False, True])
def test_a_pdf_that_goes_as_it_is_is_looked_through_first(client, family, ada, officers, is_seen):
    one, other = officers
    sent = locked()
    document(family, content=sent)
    asked = gathered(ask(family, ada, one), one)
    entry = file_entry(asked, one)
    client.force_login(one)
    page = client.get(at("black_out", asked.pk, entry.pk)).content.decode()
    assert "It goes as it is" in page
    if is_seen:
        client.post(at("see_file", asked.pk, entry.pk))
    agreed(asked, one, other)
    archive, names = names_in(asked, other)
    assert [archive.read(name) for name in names] == ([sent] if is_seen else [])


@pytest.fixture
def about_ben(family, ada, officers):
    """A copy with an entry about somebody else, held back."""
    ben = PersonFactory(full_name="Ben Apart")
    FamilyMemberFactory(family=family, person=ben)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    with acting_as(officers[0]):
        return asked, asked.entries.get(row=f"families_person:{ben.pk}")


def test_what_is_about_somebody_else_is_given_only_with_their_yes(client, about_ben, officers):
    asked, entry = about_ben
    one, other = officers
    with acting_as(one):
        with pytest.raises(Refused, match="once they agreed"):
            actions.mark(asked, chosen=[entry.pk], mark="give", by=one)
        with pytest.raises(IntegrityError, match="with_their_yes"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(mark="give", marked_by=one)
    client.force_login(one)
    today = timezone.localdate()
    said = {f"agreed_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    said |= {"who": "Ben Apart", "how": "By telephone, noted on the timeline"}
    address = at("record_yes", asked.pk, entry.pk)
    assert client.post(address, {}).status_code == 200
    assert client.post(address, said | {"agreed_on_year": today.year + 1}).status_code == 200
    assert client.post(address, said).status_code == 302
    page = client.get(at("request", asked.pk)).content.decode()
    assert "By telephone, noted on the timeline" in page
    agreed(asked, one, other)
    with acting_as(other):
        assert "Ben Apart" in str(given(asked))


def test_a_yes_is_for_what_is_held_back_for_somebody_else(family, ada, officers):
    note = written(family, "About Ada")
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    with acting_as(officers[0]):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        said = {"who": "Ben", "agreed_on": timezone.localdate(), "how": "In person"}
        with pytest.raises(Refused, match="not held back"):
            actions.record_yes(entry, by=officers[0], **said)


def test_one_black_out_is_taken_back_before_agreement(client, family, ada, officers):
    one, other = officers
    note = written(family, f"He lives at {SECRET} House")
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        made = [actions.black_out(entry, passage=p, by=one, **WHY) for p in (SECRET, "House")]
    client.force_login(one)
    page = client.get(at("black_out", asked.pk, entry.pk)).content.decode()
    assert "Take this black-out back" in page
    undo = at("uncover", asked.pk, entry.pk, made[0].pk)
    assert client.get(undo).status_code == 405
    assert client.post(undo).status_code == 302
    assert client.post(undo).status_code == 404
    with acting_as(one):
        entry.refresh_from_db()
        assert entry.mark == "part"
        actions.uncover(made[1], by=one)
        entry.refresh_from_db()
        assert entry.mark == ""
        again = actions.black_out(entry, passage="House", by=one, **WHY)
    agreed(asked, one, other)
    with acting_as(one), pytest.raises(Refused, match="stays as it is"):
        actions.uncover(again, by=one)
    with acting_as(one):
        assert Redaction.objects.filter(pk=again.pk).exists()


def test_many_entries_are_read_page_by_page(client, family, ada, officers):
    one = officers[0]
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        rows = [
            Entry(
                request=asked, family=family, what="A note", row=f"x:{n}", content='{"Body": "b"}'
            )
            for n in range(2000)
        ]
        Entry.objects.bulk_create(rows, batch_size=500)
        first = asked.entries.unmarked().order_by("what", "pk").first()
    client.force_login(one)
    page = client.get(at("entries", asked.pk)).content.decode()
    assert " marked." in page
    assert page.count('name="chosen"') < 100
    assert at("black_out", asked.pk, first.pk) in page
    answer = client.post(at("decide", asked.pk, first.pk), {"mark": "give"})
    assert answer.status_code == 302
    assert str(first.pk) not in answer["Location"]
    shown = client.get(at("entries", asked.pk) + "?show=give").content.decode()
    assert shown.count('name="chosen"') == 1
    for odd in ("\x00", "x" * 5000):
        assert client.get(at("entries", asked.pk), {"show": odd, "after": odd}).status_code < 500
