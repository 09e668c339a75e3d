"""Tells the database who acts, as the first statement of every transaction."""

import json
from contextlib import contextmanager
from enum import StrEnum
from uuid import uuid4

from django.db import connection, connections, transaction

from familyhubs.requests import current_request_id, request_id


class SystemActor(StrEnum):
    """Who acts where no person does. A task names one of these; there are no others."""

    PUBLIC = "system:public"
    CLOCK = "system:clock"
    DELIVERY = "system:delivery"
    MATCHING = "system:matching"
    IMPORT = "system:import"
    SETUP = "system:setup"


def set_actor(actor, using="default"):
    """Name the actor for the rest of this transaction (never for the session).

    The row history's triggers read the same settings: who, and in which request. Without the last
    one each of them would catch an error for every row, at a price that grows with the transaction.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('familyhubs.actor', %s, true),"
            " set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', %s, true),"
            " set_config('pgtrigger.ignore', '{}', true)",
            [str(actor), str(current_request_id() or uuid4()), json.dumps({"actor": str(actor)})],
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
        before = current_actor() if nested else ""
        set_actor(actor)
        yield
        if nested:
            set_actor(before)


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
