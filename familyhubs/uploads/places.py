"""Where the content of a stored file lies: a private folder that no web server reads."""

from pathlib import Path

from django.conf import settings


def folder():
    """The folder, made where it is missing; closed to everybody but the portal."""
    path = Path(settings.UPLOADS_FOLDER)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def place_of(pk):
    """A name of our own making: nothing that a sender wrote is ever part of a path."""
    return folder() / f"{pk}.bin"
