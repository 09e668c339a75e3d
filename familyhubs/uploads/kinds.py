"""What a file is, told by its bytes and never by its name. Pure."""

import re
import unicodedata

JPEG, PNG, HEIC, PDF = "image/jpeg", "image/png", "image/heic", "application/pdf"
ENDINGS = {JPEG: ".jpg", PNG: ".png", HEIC: ".heic", PDF: ".pdf"}
LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 80
# What phones write: HEVC-coded pictures, single and in a sequence, and their common container.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind_of(content):
    """One of the kinds above, or None: for another kind, and for one that is cut off."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG if b"\xff\xd9" in content else None
    if content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        return PNG if b"IEND" in content else None
    if content[4:8] == b"ftyp":
        return HEIC if content[8:12] in HEIC_BRANDS and b"mdat" in content else None
    if content.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in content else None
    return None


def plain_name(name, kind):
    """The last part of a name without anything that acts on a screen, ending as its kind does."""
    last = re.split(r"[\\/]", str(name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = re.sub(r"[<>:\"|?*;]", "", seen).strip(" .")
    ending = ENDINGS[kind]
    if stem.lower().endswith((ending, ".jpeg") if kind == JPEG else ending):
        stem = stem[: stem.rindex(".")].strip(" .")
    return f"{stem[:LONGEST_NAME] or 'file'}{ending}"
