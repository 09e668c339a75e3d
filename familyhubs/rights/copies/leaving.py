"""An attached file as it leaves: without what a camera or a program wrote into it."""

from cryptography.fernet import InvalidToken

from familyhubs.uploads.kinds import HEIC, PDF
from familyhubs.uploads.plain import without_metadata
from familyhubs.uploads.plain_pdf import plain_pdf
from familyhubs.uploads.reading import content_of


def plain_content(stored):
    """Its content without its traces; None where they cannot be taken out."""
    content = content_of(stored)
    if stored.kind == HEIC:
        return None
    return plain_pdf(content) if stored.kind == PDF else without_metadata(content, stored.kind)


def goes_as_it_is(stored):
    """Whether nothing can be taken out of it; one that cannot be read at all leaves in no way."""
    try:
        return plain_content(stored) is None
    except (FileNotFoundError, InvalidToken, ValueError):
        return True
