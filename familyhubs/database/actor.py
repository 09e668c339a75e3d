"""Tells the database who acts, as the first statement of every transaction."""

import json
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from uuid import uuid4

from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg.pq import TransactionStatus

from familyhubs.requests import current_request_id, request_id

from .policies.sight import SETTINGS


class SystemActor(StrEnum):
    """Who acts where no person does. A task names one of these; there are no others."""

    PUBLIC = "system:public"
    CLOCK = "system:clock"
    DELIVERY = "system:delivery"
    MATCHING = "system:matching"
    IMPORT = "system:import"
    SETUP = "system:setup"


# What stands in the transaction for its actor: put back together where one acts inside another.
OF_THE_ACTOR = (
    "familyhubs.actor",
    "pghistory.context_id",
    "pghistory.context_metadata",
    "pgtrigger.ignore",
    *(f"familyhubs.{name}" for name in SETTINGS),
)
_READ = "SELECT " + ", ".join(
    f"coalesce(current_setting('{name}', true), '')" for name in OF_THE_ACTOR
)
_WRITE = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in OF_THE_ACTOR)


def set_actor(actor, using="default"):
    """Name the actor, user or SystemActor, for the rest of this transaction (never the session).

    The database works out what they see (policies.sight): nothing can be read of people before.
    The row history's triggers read the same settings: who, and in which request. Without the last
    one each of them would catch an error for every row, at a price that grows with the transaction.
    """
    actor = str(getattr(actor, "pk", actor))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('familyhubs.actor', %s, true),"
            " set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', %s, true),"
            " set_config('pgtrigger.ignore', '{}', true),"
            " policies_take_sight(%s, %s, %s)",
            [
                actor,
                str(current_request_id() or uuid4()),
                json.dumps({"actor": actor}),
                actor,
                timezone.now(),
                timezone.localdate(),
            ],
        )


def current_actor():
    """The actor this transaction runs as, or an empty string."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('familyhubs.actor', true), '')")
        return cursor.fetchone()[0]


@contextmanager
def acting_as(actor):
    """One transaction whose actor is this user's id or a SystemActor."""
    nested = connection.in_atomic_block
    with request_id(), transaction.atomic():
        before = _asked(_READ) if nested else ()
        set_actor(actor)
        yield
        if nested:
            _asked(_WRITE, before)


def _asked(statement, params=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()


_SEE_ALL = (
    "SELECT coalesce(current_setting('familyhubs.sight', true), ''),"
    " set_config('familyhubs.sight', 'all', true)"
)


@contextmanager
def beyond_sight(why):
    """Inside, code reads what the actor may not see; who acts stays as it is.

    For what must be asked of everybody, whoever asks: `why` says what, in a few words. Never for
    what a page shows. Each use is named in tests/database/test_beyond_sight.py.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        before, _now = _asked(_SEE_ALL)
        try:
            yield
        finally:
            # A broken transaction goes back to before it, sight and all.
            if connection.connection.info.transaction_status == TransactionStatus.INTRANS:
                _asked("SELECT set_config('familyhubs.sight', %s, true)", [before])


def open_with(*keys):
    """What a visitor has shown the key of, may be read for the rest of this transaction.

    A key is what the row itself keeps of it: an id that a session or a signed link holds, a
    reference, the digest of a code.
    """
    shown = "".join(f",{key}," for key in keys)
    _asked(
        "SELECT set_config('familyhubs.opened',"
        " coalesce(current_setting('familyhubs.opened', true), '') || %s, true)",
        [shown],
    )


def look_anew():
    """What somebody else just opened to this actor is seen in the rest of the transaction too."""
    _asked(
        "SELECT policies_take_sight(me, current_setting('familyhubs.asked_at')::timestamptz,"
        " current_setting('familyhubs.asked_on')::date, true)"
        " FROM current_setting('familyhubs.me', true) AS me WHERE me <> ''"
    )


def actor_of(user):
    """The actor name of a request's user: their id, or the public."""
    return str(user.pk) if user.is_authenticated else SystemActor.PUBLIC


class ActorMiddleware:
    """Runs each view in one transaction that knows its actor. Must stand last.

    Views render inside it, so a lazy response is rendered here too. A view marked
    `non_atomic_requests` looks after itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "_non_atomic_requests", None):
            return None
        with acting_as(actor_of(request.user)):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response
