"""Notes who was refused, once the refused request's own transaction is gone."""

import logging
from uuid import UUID

from django.db import DatabaseError

from .log import record_refusal

logger = logging.getLogger(__name__)


class RefusalMiddleware:
    """A 404 or 403 on a record's address writes one event, whether or not the id exists.

    Stands outside ActorMiddleware, so that the rollback has happened, and inside
    AuthenticationMiddleware, so that the user is known (access.md section 6).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in (403, 404) and is_record_address(request):
            try:
                record_refusal(request, response.status_code)
            except DatabaseError:
                # The answer stays a refusal even when the log cannot be written.
                logger.exception("A refusal could not be written to the log")
        return response


def is_record_address(request):
    """Whether somebody signed in asked for an address that holds a record's id."""
    match = request.resolver_match
    user = getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return False
    return any(isinstance(value, UUID) for value in match.kwargs.values())
