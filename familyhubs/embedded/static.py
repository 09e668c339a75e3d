"""Collects the static files where they changed since the last start."""

import hashlib
import sys

from familyhubs.embedded.places import ROOT

SOURCES = ("static", "requirements-dev.lock", "familyhubs/settings.py")


def fingerprint():
    """Changes when a static file of ours, or a package that brings some, does."""
    digest = hashlib.sha256()
    for source in SOURCES:
        for path in sorted([ROOT / source, *(ROOT / source).rglob("*")]):
            about = path.stat()
            digest.update(
                f"{path.relative_to(ROOT)} {about.st_size} {about.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()


def collect_static(place, processes, environment):
    note = place.folder / "static.fingerprint"
    now = fingerprint()
    if note.exists() and note.read_text() == now and place.static.is_dir():
        return
    print("Collecting static files …", flush=True)
    command = [sys.executable, ROOT / "manage.py", "collectstatic", "--noinput", "--clear"]
    if processes.run([*command, "--verbosity", "0"], env=environment, cwd=ROOT):
        raise SystemExit("The static files could not be collected.")
    note.write_text(now)
