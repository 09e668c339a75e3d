"""A PDF loses who made it and what is hidden in it, and its pages stay as they are read."""

from io import BytesIO

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import Link, Text
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from familyhubs.uploads.plain_pdf import plain_pdf
from tests.factories.uploads import PDF
from tests.uploads.test_plain import SECRET, from_a_telephone

NAME = SECRET.decode()


def letter(*, words="What we agreed", photo=True):
    """A page of words with a photo from a telephone."""
    paper = FPDF()
    paper.set_compression(False)
    paper.add_page()
    paper.set_font("Helvetica")
    paper.cell(text=words)
    if photo:
        paper.image(BytesIO(from_a_telephone()), w=30)
    return bytes(paper.output())


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def from_an_office():
    """All that an office's programs write into a letter, each with the same secret."""
    writer = PdfWriter(clone_from=BytesIO(letter()))
    writer.add_metadata({"/Author": NAME, "/Title": NAME})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{NAME}</x:xmpmeta>".encode()
    writer.add_attachment("Hazel Wood.txt", SECRET)
    writer.add_open_action(JavaScript(f"app.alert('{NAME}')"))
    writer.add_outline_item(title=NAME, page_number=0)
    page = writer.pages[0]
    said = DictionaryObject({NameObject("/Private"): TextStringObject(NAME)})
    page[NameObject("/PieceInfo")] = writer._add_object(said)
    comment = Text(text="Please sign", rect=(10, 10, 50, 50))
    comment[NameObject("/T")] = TextStringObject(NAME)
    writer.add_annotation(0, comment)
    script = Link(rect=(60, 10, 90, 50), url="https://example.org/")
    script[NameObject("/A")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(NAME),
        }
    )
    writer.add_annotation(0, script)
    writer.add_annotation(0, Link(rect=(60, 60, 90, 90), url="https://example.org/"))
    return written(writer)


def with_history():
    """A letter whose first version stands in the same file, as programs save a change."""
    writer = PdfWriter(BytesIO(letter(words=NAME, photo=False)), incremental=True)
    later = PdfReader(BytesIO(letter(photo=False))).pages[0].get_contents().get_data()
    content = StreamObject()
    content.set_data(later)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def test_what_programs_write_beside_the_pages_goes_and_the_pages_stay():
    sent = from_an_office()
    assert SECRET in sent
    kept = plain_pdf(sent)
    assert SECRET not in kept
    assert b"Hazel" not in kept
    read = PdfReader(BytesIO(kept))
    assert not read.metadata
    assert read.xmp_metadata is None
    assert not read.attachments
    page = read.pages[0]
    assert "What we agreed" in page.extract_text()
    assert len(page.images) == 1
    marks = [one.get_object() for one in page["/Annots"]]
    assert marks[0]["/Contents"] == "Please sign"
    assert [one["/A"]["/S"] for one in marks if "/A" in one] == ["/URI"]


def test_what_an_earlier_version_said_goes():
    sent = with_history()
    assert SECRET in sent
    kept = plain_pdf(sent)
    assert SECRET not in kept
    assert "What we agreed" in PdfReader(BytesIO(kept)).pages[0].extract_text()


def test_a_picture_in_it_loses_where_it_was_taken():
    paper = PdfWriter(clone_from=BytesIO(letter()))
    picture = paper.pages[0]["/Resources"]["/XObject"]
    stream = next(iter(picture.values())).get_object()
    stream._data = from_a_telephone()
    sent = written(paper)
    assert SECRET in sent
    assert SECRET not in plain_pdf(sent)


def locked():
    writer = PdfWriter(clone_from=BytesIO(letter()))
    writer.encrypt("", "another")
    return written(writer)


def layered():
    writer = PdfWriter(clone_from=BytesIO(letter()))
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject()
    return written(writer)


@pytest.mark.parametrize(
    "content", [PDF, b"", b"%PDF-\x00%%EOF", locked(), layered(), letter()[:900]]
)
def test_what_cannot_be_written_anew_is_none(content):
    assert plain_pdf(content) is None
