"""The content of a stored file, and the answer that hands it to a reader."""

from cryptography.fernet import Fernet
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from .places import place_of


def content_of(stored):
    """The bytes as they were sent; FileNotFoundError where they are gone."""
    return Fernet(stored.key.encode()).decrypt(place_of(stored.pk).read_bytes())


def attachment(stored):
    """A download, never a page: for a view that has looked through its owner's `visible_to`."""
    try:
        content = content_of(stored)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return HttpResponse(
        content,
        content_type=stored.kind,
        headers={
            "Content-Disposition": content_disposition_header(True, stored.name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )
