"""A picture without what a telephone writes into it: where it was taken, when, with what. Pure."""

from PIL import Image

from .kinds import JPEG, PNG

ORIENTATION = 0x0112
EXIF = b"Exif\x00\x00"
START, END_OF_IMAGE, SCAN = b"\xff\xd8", 0xD9, 0xDA
# Kept: how colours are meant (JFIF, ICC, Adobe). Every other application's segment goes.
COLOURS = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
COMMENT = 0xFE
PNG_START = 8
PNG_TEXTS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def without_metadata(content, kind):
    """The same picture, turned as it was, with nothing beside it; other kinds as they are."""
    if kind == JPEG:
        return _plain_jpeg(content)
    if kind == PNG:
        return _plain_png(content)
    return content


def _plain_jpeg(content):
    """Its segments one by one; what stands behind its end, as a second picture, goes too."""
    kept, turned = [], b""
    for marker, segment in _segments(content):
        if marker == 0xE1 and segment[4:].startswith(EXIF):
            turned = turned or _orientation(segment[4:])
        elif marker == COMMENT or 0xE0 <= marker <= 0xEF:
            if segment[4:].startswith(COLOURS.get(marker, b"\x00none")):
                kept.append(segment)
        else:
            kept.append(segment)
    return START + turned + b"".join(kept)


def _segments(content):
    """Each part of a JPEG as (marker, bytes), until its end or where it is broken."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end
    yield END_OF_IMAGE, bytes([0xFF, END_OF_IMAGE])


def _end_of_scan(content, at):
    """Where the picture's own data stop: at a marker that is neither stuffing nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def _orientation(exif):
    """A segment that says which way up, and nothing else; nothing where it is upright."""
    read = Image.Exif()
    try:
        read.load(exif)
        way = read.get(ORIENTATION)
    except (ValueError, TypeError, KeyError, SyntaxError, OSError):
        way = None
    if not isinstance(way, int) or not 2 <= way <= 8:
        return b""
    said = Image.Exif()
    said[ORIENTATION] = way
    body = said.tobytes()
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _plain_png(content):
    """Its chunks without texts, dates and what a camera says; nothing behind its end."""
    kept, at = [content[:PNG_START]], PNG_START
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if name not in PNG_TEXTS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(kept)
