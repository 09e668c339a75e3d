"""A PDF without who made it, when and with what, and without what is hidden in it. Pure."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from .kinds import JPEG
from .plain import without_metadata

# What programs keep beside what is shown: XMP, edit data, files, scripts, pictures of old pages.
BESIDE = {
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/Thumb",
    "/AF",
    "/EF",
    "/AA",
    "/JS",
    "/OpenAction",
}
# What a mark on a page says of whoever made it; /T is their name.
OF_A_MARK = ("/T", "/Subj", "/M", "/CreationDate", "/NM", "/RC")
CARRIERS = {"/FileAttachment", "/Sound", "/Movie", "/RichMedia", "/Screen"}
HARMLESS = {"/URI", "/GoTo"}
# Layers that are switched off would be shown, and a form of this kind would be empty.
CANNOT = ("/OCProperties", "/XFA")
PHOTO = ("/DCTDecode", ["/DCTDecode"])


def plain_pdf(content):
    """Its pages in a new file, with nothing that older versions held; None where that cannot be."""
    try:
        return _written_anew(content)
    # A broken file fails in as many ways as there are files: each time it goes as it is, or not.
    except Exception:
        return None


def _written_anew(content):
    reader = PdfReader(BytesIO(content))
    root = reader.root_object
    form = root.get("/AcroForm", DictionaryObject()).get_object()
    if reader.is_encrypted or not reader.pages or any(one in root or one in form for one in CANNOT):
        return None
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    for name in [one for one in writer.root_object if one not in ("/Type", "/Pages")]:
        del writer.root_object[name]
    for page in writer.pages:
        _clean_marks(page)
    _clean_all(writer.root_object)
    writer.metadata = None
    # Only what a page still needs is written.
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _clean_marks(page):
    """Comments stay where they are read; names, days, files and scripts of theirs go."""
    marks = [one.get_object() for one in page.get("/Annots", ArrayObject()).get_object()]
    for mark in marks:
        action = mark.get("/A", DictionaryObject()).get_object()
        if action.get("/S") not in HARMLESS or "/Next" in action:
            mark.pop("/A", None)
        for name in OF_A_MARK:
            mark.pop(name, None)
    if marks:
        kept = [one for one in marks if one.get("/Subtype") not in CARRIERS]
        page[NameObject("/Annots")] = ArrayObject(one.indirect_reference or one for one in kept)


def _clean_all(root):
    """Whatever can be reached from here, each thing once; a photo loses what a camera wrote."""
    waiting, seen = [root], set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            thing = thing.get_object()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, DictionaryObject):
            for name in BESIDE & thing.keys():
                del thing[name]
            if isinstance(thing, StreamObject) and thing.get("/Filter") in PHOTO:
                thing._data = without_metadata(thing._data, JPEG)
            waiting += thing.values()
        elif isinstance(thing, list):
            waiting += thing
