"""Where this checkout keeps its servers, logs and secrets."""

import base64
import json
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOCKET_FOLDER_LENGTH = 60  # A socket's whole path ends at 103 bytes on macOS, 107 on Linux.


class Place:
    """One folder under var/ (git-ignored), holding everything one set of servers needs."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.logs = self.folder / "log"
        self.static = self.folder / "static"
        self.postgres = self.folder / "postgres"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.user = other_user(self.postgres) if os.geteuid() == 0 else None

    def log(self, name):
        """A fresh log file; the one of the start before is kept beside it."""
        path = self.logs / f"{name}.log"
        if path.exists():
            path.replace(path.with_suffix(".log.1"))
        path.touch()
        return path

    def secrets(self):
        """The demo's own keys, made once and readable by their owner only."""
        path = self.folder / "secret.json"
        if not path.exists():
            write_secrets(path)
        return json.loads(path.read_text())

    def sockets(self):
        """A short private folder for sockets: the one of last time, or a new one."""
        note = self.folder / "sockets"
        folder = Path(note.read_text()) if note.exists() else None
        if folder is None or not is_private(folder, self.user):
            folder = Path(tempfile.mkdtemp(prefix="familyhubs-", dir=short_folder()))
            give(folder, self.user)
            note.write_text(str(folder))
        return folder

    def remove_sockets(self):
        note = self.folder / "sockets"
        if note.exists() and is_private(Path(note.read_text()), self.user):
            shutil.rmtree(note.read_text(), ignore_errors=True)
        note.unlink(missing_ok=True)


def write_secrets(path):
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file)


def other_user(data):
    """Who runs PostgreSQL when we are root, which it refuses: the data's owner or a system user."""
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL does not run as root, and there is no user 'nobody' to run it as.")


def give(folder, user):
    """Make the folder private to the user who runs the servers."""
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)


def is_private(folder, user):
    """Whether the folder is there, is ours (or the servers' user's), and closed to all others."""
    try:
        about = folder.lstat()
    except FileNotFoundError:
        return False
    owner = os.geteuid() if user is None else user.pw_uid
    return stat.S_ISDIR(about.st_mode) and about.st_uid == owner and not about.st_mode & 0o077


def short_folder():
    """The usual folder for temporary files, or /tmp where that one is too long or has spaces."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < SOCKET_FOLDER_LENGTH and " " not in usual else "/tmp"
