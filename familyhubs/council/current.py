"""The council's settings, for any code that needs them: one query a request at most."""

from contextvars import ContextVar

from django.utils.functional import SimpleLazyObject

from familyhubs.council.models import CouncilSettings

# A list with at most one record, made anew for each request. Outside a request (a task, a
# command) there is none, and each call reads the row afresh, so nothing can be stale.
_held = ContextVar("council_held", default=None)


def council():
    """The council's record; before anyone has saved it, one with every default."""
    held = _held.get()
    if held:
        return held[0]
    settings = CouncilSettings.objects.with_closures().first() or CouncilSettings()
    if held is not None:
        held.append(settings)
    return settings


def forget():
    """Read the row again next time: it has just been changed."""
    held = _held.get()
    if held:
        held.clear()


class CouncilMiddleware:
    """Keeps the record for the length of one request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _held.set([])
        try:
            return self.get_response(request)
        finally:
            _held.reset(token)


def context(request):
    """Gives every template `council`. Lazy: an answer that does not use it asks nothing."""
    return {"council": SimpleLazyObject(council)}
