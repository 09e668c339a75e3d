"""What somebody searched for, kept in their session: no name ever stands in an address."""

import secrets

KEPT = 20
LONGEST = 100


def keep(session, text):
    """Remember what was typed; gives the short key that stands in the address instead."""
    searches = session.get("searches", {})
    key = secrets.token_urlsafe(6)
    newest = [*searches.items(), (key, text[:LONGEST])][-KEPT:]
    session["searches"] = dict(newest)
    return key


def kept(session, key):
    """What was typed under this key in this session, or nothing."""
    return session.get("searches", {}).get(key, "")
