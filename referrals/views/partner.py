"""The way in for partner systems: one address to send a referral to, and its description."""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from familyhubs.accounts.models import Organisation
from familyhubs.council.current import council
from familyhubs.database.actions import count_one_more
from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused

from ..actions.partners import (
    LONGEST_KEY,
    KeyUsed,
    digest_of,
    receive_from_partner,
    sent_under,
    token_named,
)
from ..forms.partner import System, Unreadable, choices_of, errors_of, schema, steps_of
from ..forms.referring import Referring, referral_of

AN_HOUR_BY_ONE_TOKEN = 300
BY = SystemActor.PUBLIC


def problem(status, message, field="", **headers):
    """One error, in the shape of them all."""
    errors = [{"field": field, "message": str(message)}]
    return JsonResponse({"errors": errors}, status=status, headers=headers)


def refused_by_token(request):
    """(the token in force that came with it, None); else (None, the answer)."""
    words = request.headers.get("Authorization", "")
    token = token_named(words.removeprefix("Bearer ").strip())
    if not words.startswith("Bearer ") or token is None:
        said = "Send a token that is in force"
        return None, problem(401, said, **{"WWW-Authenticate": "Bearer"})
    if too_often(token):
        return None, problem(429, "Too many in this hour", **{"Retry-After": "3600"})
    return token, None


@csrf_exempt
@login_not_required
@require_POST
def refer(request):
    """The same rules and the same result as the form (R044)."""
    token, refused = refused_by_token(request)
    if refused:
        return refused
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        return problem(400, "Send an Idempotency-Key of 8 to 100 plain characters")
    try:
        text = request.body.decode()
        body = json.loads(text)
    except RequestDataTooBig:
        return problem(413, "This is larger than we take")
    except (ValueError, RecursionError):
        return problem(400, "Send JSON, in UTF-8")
    try:
        # The same answer as before, whatever has changed since in what may be sent.
        known = sent_under(token, key, digest_of(text))
    except KeyUsed as refused:
        return problem(409, refused)
    return answer_about(known, 200) if known else received(token, key, text, body)


def received(token, key, text, body):
    """What was sent, through the form's own pages."""
    user = System(token.organisation)
    try:
        way = Referring({"steps": steps_of(body, user)}, user=user)
    except Unreadable as unreadable:
        field, message = unreadable.args
        return problem(422, message, field)
    if errors := errors_of(way):
        return JsonResponse({"errors": errors}, status=422)
    if way.must_ask_first:
        return problem(422, "Ask the family first", "agreement.why_without")
    request, part = referral_of(way)
    sent = {"key": key, "sent": text, "request": request, "part": part}
    try:
        referral, is_new = receive_from_partner(token, by=BY, **sent)
    except Refused as refused:
        return problem(409 if isinstance(refused, KeyUsed) else 422, refused)
    return answer_about(referral, 201 if is_new else 200)


def answer_about(referral, status):
    """The receipt; where a danger was written of, whom whoever wrote it rings, as the pages say."""
    answer = {"reference": referral.reference, "received_at": referral.happened_at.isoformat()}
    if referral.safety_flags:
        said = "You wrote of a danger. If somebody is not safe now, ring {}. Do not wait for us."
        answer["danger"] = said.format(council().emergency_number)
    return JsonResponse(answer, status=status)


@login_not_required
@require_safe
def choices(request):
    """The ids of teams and services that may be asked for; nothing about anybody (R058)."""
    token, refused = refused_by_token(request)
    if refused:
        return refused
    found = {}
    for section, field, rows in choices_of(System(token.organisation)):
        listed = [{"id": pk, "name": words} for pk, words in rows]
        found.setdefault(section, {})[field] = listed
    return JsonResponse(found)


def too_often(token):
    """Count one more of this hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    key = f"partner:{hour:%Y%m%d%H}:{token.pk}"
    return count_one_more(key, until=hour + timedelta(hours=1), by=BY) > AN_HOUR_BY_ONE_TOKEN


@login_not_required
@require_safe
def openapi(request):
    """What may be sent, made of the forms themselves (OpenAPI 3.1)."""
    errors = {"description": "What is wrong, by field: `errors` holds `field` and `message`."}
    key = {"name": "Idempotency-Key", "in": "header", "required": True}
    key |= {"schema": {"type": "string", "minLength": 8, "maxLength": LONGEST_KEY}}
    content = {"application/json": {"schema": schema(System(Organisation(kind="nhs")))}}
    operation = {
        "operationId": "refer",
        "summary": "Refer a family.",
        "description": "No attachment is needed, and none is taken: JSON alone.",
        "parameters": [key],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "201": {"description": "Received: `reference`, `received_at`; `danger` to be shown."},
            "200": {"description": "Received before under this key: the same answer."},
            **dict.fromkeys(("400", "401", "409", "413", "422", "429"), errors),
        },
    }
    listed = {
        "operationId": "choices",
        "summary": "The ids of the teams and services that a referral may ask for.",
        "responses": {
            "200": {"description": "By page and field: a list of `id` and `name`."},
            **dict.fromkeys(("401", "429"), errors),
        },
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Refer a family", "version": "1"},
        "servers": [{"url": settings.PUBLIC_URL}],
        "paths": {
            reverse("partner:refer"): {"post": operation},
            reverse("partner:choices"): {"get": listed},
        },
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }
    return JsonResponse(document)
