"""The log: one event per verb, per look and per refusal. It holds codes; its one text is a reason.

`reason` is why, in the words of whoever did it, and only where no record has a place for them: what
stands in the log is read and kept by other rules than the record it is about.
"""

import re
from datetime import date, datetime
from uuid import UUID

from familyhubs.database.actor import SystemActor, acting_as, actor_of
from familyhubs.requests import current_request_id

from .models import Event, EventKind

CODE = re.compile(r"[\w.:/+\-]{0,80}", re.ASCII)


def record(verb, *, by, about, family_id=None, reason="", **facts):
    """Note what was done, in the same transaction as the thing itself.

    `by` is a User or a SystemActor; `verb` is past tense, "referral.accepted"; `about` is the
    record (or its model class where there is no single one); `facts` hold codes, numbers, dates
    and ids only: free text belongs in the record, where access to it is ruled.
    """
    return _write(
        EventKind.DID, verb, by=by, about=about, family_id=family_id, reason=reason, facts=facts
    )


def record_look(by, about, *, family_id=None, what="", reason="", seen_as=""):
    """Note that somebody read a record, searched (`about` a model class) or took an export.

    `seen_as`: what marks the look, where the duty rota opens the record.
    """
    return _write(
        EventKind.SAW,
        f"{_look_verb(about, what)}{seen_as and f'_{seen_as}'}",
        by=by,
        about=about,
        family_id=family_id,
        reason=reason,
    )


def record_looks(by, looks):
    """Note several looks of one page in one statement: (about, family's id, what) of each."""
    Event.objects.bulk_create(
        _event(EventKind.SAW, _look_verb(about, what), by=by, about=about, family_id=family_id)
        for about, family_id, what in looks
    )


def _look_verb(about, what):
    return f"{about._meta.model_name}.{what or 'seen'}"


def record_refusal(request, status):
    """Note a 404 or 403 on a record's address, in a transaction of its own.

    Called after the request's own transaction has rolled back. It asks nothing about the id:
    whether it was real is worked out when the log is read (access.md section 6).
    """
    match = request.resolver_match
    ids = [value for value in match.kwargs.values() if isinstance(value, UUID)]
    with acting_as(actor_of(request.user)):
        return Event.objects.create(
            kind=EventKind.REFUSED,
            verb="access.refused",
            about_model=match.view_name[:80],
            about_id=ids[0],
            request_id=current_request_id(),
            facts={"status": status, "method": request.method[:10], "ids": _plain(ids)},
            **_who(request.user),
        )


def _write(kind, verb, **what):
    event = _event(kind, verb, **what)
    event.save(force_insert=True)
    return event


def _event(kind, verb, *, by, about, family_id, reason="", facts=None):
    return Event(
        kind=kind,
        verb=verb,
        about_model=about._meta.label_lower,
        about_id=None if isinstance(about, type) else about.pk,
        family_id=family_id,
        reason=reason,
        request_id=current_request_id(),
        facts={name: _plain(value) for name, value in (facts or {}).items()},
        **_who(by),
    )


def _who(by):
    """The three columns that say who: kept as text, so the log outlives the account."""
    if isinstance(by, SystemActor):
        return {"actor": by.value, "actor_name": ""}
    if by is None or not by.is_authenticated:
        raise ValueError("Say who: a signed-in user or a SystemActor.")
    return {
        "actor": str(by.pk),
        "actor_name": by.full_name,
        "organisation_id": by.organisation_id,
    }


def _plain(value):
    """A fact fit for the log, or an error for the programmer who passed text about a person."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID) or CODE.fullmatch(str(value)):
        return str(value)
    raise ValueError("Audit facts are codes, numbers, dates and ids, never text.")
