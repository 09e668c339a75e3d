"""The paper of a copy: read back, and searched for what must not be in it."""

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from familyhubs.database.actor import acting_as
from familyhubs.rights.copies import actions, tasks
from familyhubs.rights.copies.models import Paper
from familyhubs.rights.copies.paper import paper_of, side, wrapped
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory, PersonFactory
from tests.rights.copied import SECRET, agreed, ask, gathered, written

pytestmark = pytest.mark.django_db
URDU, PANJABI = "اردو میں الفاظ", "ਪੰਜਾਬੀ ਵਿੱਚ"


def words_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def everything_in(content):
    """The bytes, each stream unpacked, and what can be read."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = [content]
    for stream in streams:
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found) + words_of(content).encode()


def spelt(text):
    """As a PDF may write it: plainly, or as UTF-16 in its outline and metadata."""
    plain = text.encode()
    wide = text.encode("utf-16-be")
    return [plain, wide, wide.hex().encode(), wide.hex().upper().encode(), plain.hex().encode()]


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def family(hub, ada):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    FamilyMemberFactory(family=family, person=PersonFactory(full_name="Benedikt Apart"))
    return family


def test_nothing_that_is_held_back_is_in_it(client, family, ada, officers):
    one, other = officers
    note = written(family, f"He lives at {SECRET}. Zażółć {URDU} {PANJABI}")
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        why = {"exemption": "whereabouts", "why": "His home", "by": one}
        actions.black_out(entry, passage=SECRET, **why)
    agreed(asked, one, other)
    client.force_login(other)
    address = reverse("copies:pack", args=[asked.pk])
    assert client.get(address).status_code == 302
    tasks.draw_papers()
    archive = ZipFile(BytesIO(client.get(address).content))
    paper = archive.read("copy.pdf")
    said = words_of(paper)
    assert "He lives at [blacked out]. Zażółć" in said
    assert "information about other people" in PdfReader(BytesIO(paper)).pages[0].extract_text()
    for hidden in (SECRET, "Refuge", "Benedikt", "Benedikt Apart", "His home"):
        for form in spelt(hidden):
            assert form not in everything_in(paper)
        assert hidden not in archive.read("copy.html").decode()
    assert set(archive.namelist()) == {"copy.html", "copy.pdf", "copy.json"}


def test_the_search_finds_what_is_there():
    paper = paper_of(reference="FH-1", front=[], given=[{"what": "Note", "facts": {"A": SECRET}}])
    assert SECRET.encode() in everything_in(paper)


def test_made_once_by_the_clock(family, ada, officers):
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    agreed(asked, *officers)
    for _time in range(2):
        tasks.draw_papers()
    with acting_as(officers[0]):
        assert Paper.objects.filter(request=asked).count() == 1
    stranger = somebody("governance")
    with acting_as(stranger):
        assert not Paper.objects.exists()


def test_a_title_a_language_tags_and_a_number_on_each_page():
    facts = {"Body": "Came to the group. " * 400}
    given = [{"what": "Timeline entry", "facts": facts} for _one in range(3)]
    read = PdfReader(BytesIO(paper_of(reference="FH-7", front=[("h2", "Rights")], given=given)))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert read.metadata.title == "What we hold about you"
    assert read.outline
    kinds = [kid.get_object()["/S"] for kid in root["/StructTreeRoot"]["/K"][0]["/K"]]
    assert kinds[:3] == ["/H1", "/H2", "/H2"]
    assert kinds.count("/H3") == 3
    many = len(read.pages)
    assert many > 3
    for number, page in enumerate(read.pages, start=1):
        assert f"FH-7. Page {number} of {many}" in page.extract_text()
        content = page.get_contents().get_data()
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")


def test_letters_of_our_languages_and_none_that_fail():
    facts = {"Body": f"{URDU} {PANJABI} Łódź Ștefan 🙂 \x00\x0b end"}
    said = words_of(paper_of(reference="FH-1", front=[], given=[{"what": "N", "facts": facts}]))
    assert "Łódź Ștefan" in said
    assert "ਪੰਜਾਬੀ" in said
    assert "Letters that cannot be printed here" in said
    assert side(URDU) == "R"
    assert side(f"1. {PANJABI}") == "L"


def test_lines_are_no_wider_than_the_page():
    widths = dict.fromkeys(range(128), 500)
    lines = list(wrapped(f"one two  three\n\n{'x' * 100} end", widths, 10_000))
    assert lines[0] == "one two  three"
    assert all(len(line) <= 40 for line in lines)
    assert "".join(lines).replace(" ", "") == f"onetwothree{'x' * 100}end"
