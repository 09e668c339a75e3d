"""How the feed answers: to anybody from anywhere, in JSON whatever happens, and not too often."""

import json
from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from familyhubs.accounts.gates import beyond_the_gates
from familyhubs.accounts.throttle import A_MINUTE, too_often, wait
from familyhubs.database.actor import SystemActor, acting_as

from .parameters import BadParameter

STUB = "/open-referral/v3"
METHODS = "GET, HEAD, OPTIONS"
A_SECOND = timedelta(seconds=1)
# In a minute, from one address: a harvest of every service one by one stays below it.
LIMIT = 600
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
SAID = {
    400: "This request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address answers GET, HEAD and OPTIONS only.",
    413: "This request is too large.",
}


class OpenToAll:
    """Stands first: whatever answers under the stub, any site may read it, and an error is JSON."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info != STUB and not request.path_info.startswith(f"{STUB}/"):
            return response
        if response.status_code >= 400 and "json" not in response.headers.get("Content-Type", ""):
            response = error(response.status_code)
        for name, value in HEADERS.items():
            response[name] = value
        return response


def error(status, said=""):
    """One sentence about what went wrong."""
    said = said or SAID.get(status, "Something went wrong. Try again later.")
    return as_json({"status": status, "message": said}, status=status)


def as_json(content, status=200):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json", status=status)


def as_lines(items):
    text = "".join(
        json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items
    )
    return HttpResponse(text, content_type="application/x-ndjson")


def endpoint(view):
    """An address of the feed: nobody signs in, nothing is written, an unchanged answer is 304."""

    @login_not_required
    @beyond_the_gates
    @csrf_exempt
    @transaction.non_atomic_requests
    @wraps(view)
    def answer(request, **kwargs):
        if request.method == "OPTIONS":
            return allowed(HttpResponse(status=204))
        if request.method not in ("GET", "HEAD"):
            return allowed(error(405))
        if too_often(request, "feed", LIMIT, span=A_MINUTE):
            return slow_down()
        try:
            with acting_as(SystemActor.PUBLIC):
                response = view(request, **kwargs)
        except BadParameter as problem:
            return error(400, str(problem))
        except Http404:
            return error(404)
        return unless_known(request, response)

    return answer


def allowed(response):
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "*"
    return response


def unless_known(request, response):
    """304 where the asker holds this very answer; kept by caches, and asked about each time."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return get_conditional_response(request, etag=etag, response=response)


def slow_down():
    seconds = wait(A_MINUTE, unit=A_SECOND)
    response = error(429, f"Too many requests. Try again in {seconds} seconds.")
    response["Retry-After"] = str(seconds)
    return response
