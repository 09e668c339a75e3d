"""The idle lock (domain.md 4.5): the session stays, the screen shuts until its owner is back."""

import time

from familyhubs.council.current import council

ACTIVE_AT = "active_at"
QUIET = "quiet"
WRITTEN_EVERY = 30  # seconds; the lock may therefore fall this much early, never late


def minutes_allowed():
    """How long somebody may be idle, from the council's settings."""
    return council().idle_minutes


def is_locked(session):
    """Whether nobody has been active in this session for as long as the council allows."""
    active_at = session.get(ACTIVE_AT)
    return active_at is not None and time.time() - active_at >= minutes_allowed() * 60


def note_activity(session):
    """Somebody is here. Polling must not call this."""
    now = time.time()
    if now - session.get(ACTIVE_AT, 0) >= WRITTEN_EVERY:
        session[ACTIVE_AT] = now


def lock(session):
    """At once, by the person themselves or by their page when nobody has touched it."""
    session[ACTIVE_AT] = 0


def go_quiet(session):
    """At once, because somebody looks over a shoulder: locked, and showing what anybody may see."""
    lock(session)
    session[QUIET] = True


def is_quiet(session):
    """Whether this screen shows what is public, as if nobody had signed in."""
    return bool(session.get(QUIET)) and is_locked(session)


def unlock(session):
    """Their owner has shown who they are; the session gets a new key."""
    session.cycle_key()
    session.pop(QUIET, None)
    session[ACTIVE_AT] = time.time()
