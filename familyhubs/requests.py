"""What happens to every request: its id, its headers, input nobody can mean, its log line."""

import logging
import re
import time
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

LARGEST_BODY = 15 * 1024 * 1024
# What follows these lets its reader in, however an address was mangled on its way; not so under a
# colleague's id, where an invitation is sent again or withdrawn.
KEY_FOLLOWS = re.compile(
    r"((?<![0-9a-f]{12})/invitation/|/accounts/password/reset/key/|/still-right/"
    r"|/whats-on/booking/|/join/(?:yes|mine)/|/ask/back/|/refer/(?:confirm|standing)/).+",
    re.I | re.S,
)
_request_id = ContextVar("request_id", default=None)
_worked_out = ContextVar("worked_out", default=None)

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def current_request_id():
    """The id of the request, task or command that runs now, or None outside all of them."""
    return _request_id.get()


@contextmanager
def request_id(value=None):
    """Everything inside belongs to one request id: the one given, the one in force or a new one."""
    token = _request_id.set(value or _request_id.get() or uuid4())
    try:
        yield _request_id.get()
    finally:
        _request_id.reset(token)


@contextmanager
def reading(method):
    """Inside a GET or a HEAD `worked_out_once` keeps what it gave; what may write keeps nothing."""
    token = _worked_out.set({} if method in ("GET", "HEAD") else None)
    try:
        yield
    finally:
        _worked_out.reset(token)


def worked_out_once(key, work_out):
    """What `work_out` gives: worked out once for each reading request, elsewhere every time."""
    known = _worked_out.get()
    if known is None:
        return work_out()
    if key not in known:
        known[key] = work_out()
    return known[key]


class RequestIdMiddleware:
    """Gives each request an id of our own making (never one from outside) and one log line."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.monotonic()
        with request_id(uuid4()) as request.id, reading(request.method):
            response = self.get_response(request)
            response["X-Request-ID"] = str(request.id)
            log_request(request, response, time.monotonic() - started)
        return response


access_log = logging.getLogger("familyhubs.access")


def logged_path(request):
    """The address asked for; without the key, where the address lets its reader in."""
    match = request.resolver_match
    keyed = match and {"token", "key"} & set(match.kwargs)
    return match.route if keyed else without_key(request.path)


def without_key(text):
    """An address, or a line of the log that names one, up to where a key begins."""
    return KEY_FOLLOWS.sub(r"\1…", text)


def log_request(request, response, seconds):
    """One line a request: no query string, no address, no name."""
    user = request.__dict__.get("_cached_user")
    access_log.info(
        "request",
        extra={
            "request": request,
            "method": request.method,
            "path": logged_path(request),
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
            "user": str(user.pk) if user is not None and user.pk else None,
        },
    )


class SecurityHeadersMiddleware:
    """The headers that keep a page to itself, and what it says out of every cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class BadInputMiddleware:
    """Answers input that no form of ours sends: NUL bytes (400) and bodies too large (413)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            if has_nul(request):
                return plain_answer(400)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_large_for_a_system() if is_of_a_system(request) else plain_answer(413)
        return self.get_response(request)


def has_nul(request):
    """Whether any part of the request holds a NUL, which PostgreSQL text cannot."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise RequestDataTooBig
    parts = [request.path_info, *request.COOKIES.values()]
    for data in (request.GET, request.POST):
        for name, values in data.lists():
            parts += [name, *values]
    return any("\x00" in part for part in parts)


def is_of_a_system(request):
    """Whether a system sent it, which reads no page."""
    return request.path_info.startswith("/api/")


def too_large_for_a_system():
    """In the shape of every error of an API."""
    errors = [{"field": "", "message": "This is larger than we take"}]
    return JsonResponse({"errors": errors}, status=413)


def plain_answer(status):
    """A page that needs no session, no database and no style."""
    return HttpResponse(render_to_string(f"{status}.html"), status=status)
