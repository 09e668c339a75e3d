"""Every request: its id, its headers, input nobody can mean, and log lines without people."""

import json
import logging
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from familyhubs.logs import JsonFormatter
from familyhubs.requests import (
    LARGEST_BODY,
    BadInputMiddleware,
    RequestIdMiddleware,
    current_request_id,
    request_id,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_request_id_is_ours_and_ends_with_the_request(client):
    theirs = str(uuid4())
    first = client.get("/healthz", headers={"X-Request-ID": theirs})["X-Request-ID"]
    second = client.get("/healthz")["X-Request-ID"]
    assert len({theirs, first, second}) == 3
    assert UUID(first).version == 4
    assert current_request_id() is None


def test_inside_a_request_one_id_is_in_force():
    seen = []

    def view(request):
        with request_id():
            seen.append(current_request_id())
        return HttpResponse()

    request = RequestFactory().get("/")
    RequestIdMiddleware(view)(request)
    assert seen == [request.id]


def test_every_page_has_the_headers_that_keep_it_to_itself(client):
    answer = client.get("/cookies/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store"


def test_a_signed_in_page_and_a_missing_one_stay_out_of_every_cache(client):
    client.force_login(UserFactory())
    for address in ("/notices/", "/no-such-page/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "Content-Security-Policy" in answer


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/cookies/?q=a%00b"),
        lambda client: client.get("/cookies/?%00=b"),
        lambda client: client.get("/coo%00kies/"),
        lambda client: client.post("/accounts/login/", {"login": "a\x00b"}),
        lambda client: client.post("/accounts/login/", {"lo\x00gin": "b"}),
        lambda client: client.get("/cookies/", headers={"Cookie": 'session="a\\000b"'}),
    ],
)
def test_a_nul_byte_is_a_plain_400(client, send):
    answer = send(client)
    assert answer.status_code == 400
    assert b"We could not read that" in answer.content
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.post("/accounts/login/", {"login": "a" * 3_000_000}),
        lambda client: client.post("/accounts/login/", {str(n): "" for n in range(1500)}),
        lambda client: client.get("/cookies/?" + "&".join(f"a{n}" for n in range(1500))),
    ],
)
def test_too_much_is_a_plain_413(client, send):
    answer = send(client)
    assert answer.status_code == 413


def test_a_body_announced_as_larger_than_any_upload_is_not_read():
    request = RequestFactory().post("/", {"a": "b"})
    request.META["CONTENT_LENGTH"] = str(LARGEST_BODY + 1)
    request._stream = None
    answer = BadInputMiddleware(lambda request: HttpResponse())(request)
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["", "many", "-1"])
def test_a_senseless_length_is_no_crash(client, length):
    assert client.get("/cookies/", CONTENT_LENGTH=length).status_code in (200, 400)


def line_of(record):
    return json.loads(JsonFormatter().format(record))


def logged(caplog, logger):
    return [line_of(record) for record in caplog.records if record.name == logger]


def test_a_request_leaves_one_line_without_its_query(client, caplog):
    caplog.set_level(logging.INFO)
    user = UserFactory(full_name="Robin Ford", email="robin@council.example")
    client.force_login(user)
    caplog.clear()
    answer = client.get("/notices/?name=Ada+Okafor")
    (line,) = logged(caplog, "familyhubs.access")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/notices/", 200)
    assert (line["user"], line["request"]) == (str(user.pk), answer["X-Request-ID"])
    everything = json.dumps([line_of(record) for record in caplog.records])
    for private in ("Ada", "Robin", "robin@"):
        assert private not in everything


def test_a_refused_request_is_logged_under_its_id(client, caplog):
    answer = client.get("/no-such-page/")
    (line,) = logged(caplog, "django.request")
    assert line["request"] == answer["X-Request-ID"]


TOKEN = "9sT4kQ-secret_key"
RESET = reverse("account_reset_password_from_key", kwargs={"uidb36": "1a", "key": TOKEN})


@pytest.mark.parametrize(
    "address",
    [
        reverse("people:invitation", args=[TOKEN]),
        f"/invitation/{TOKEN}",
        f"/invitation/{TOKEN}/)",
        f"/Invitation/{TOKEN}/",
        f"/invitation/%00{TOKEN}/",
        RESET,
        RESET.removesuffix("/"),
        f"{RESET}x",
    ],
)
def test_no_link_that_lets_its_reader_in_reaches_the_log(client, caplog, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    caplog.set_level(logging.INFO)
    for send in (client.get, client.post, client.put):
        for secure in (True, False):
            send(address, secure=secure)
    assert len(logged(caplog, "familyhubs.access")) == 6
    lines = [json.dumps(line_of(record)) for record in caplog.records]
    assert not [line for line in lines if TOKEN in line]


def test_other_addresses_of_an_invitation_are_logged_whole(client, caplog):
    caplog.set_level(logging.INFO)
    address = reverse("people:resend", args=[uuid4()])
    client.post(address)
    (line,) = logged(caplog, "familyhubs.access")
    assert line["path"] == address


def record_of(error, name="django.request", **extra):
    try:
        raise error
    except type(error) as caught:
        info = (type(caught), caught, caught.__traceback__)
    record = logging.LogRecord(name, logging.ERROR, "", 0, "It failed: %s", ("Ada",), info)
    record.__dict__.update(extra)
    return record


def test_a_traceback_is_places_in_the_code_never_what_somebody_typed():
    line = line_of(record_of(ValueError("Ada Okafor")))
    (error,) = line["error"]
    assert error["type"] == "builtins.ValueError"
    assert any("test_requests.py" in place for place in error["at"])
    assert "Okafor" not in json.dumps(line)


def test_a_database_error_shows_its_state_not_its_values(caplog):
    with pytest.raises(IntegrityError) as caught, connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_organisation (name) VALUES ('Ada Okafor')")
    line = line_of(record_of(caught.value))
    assert "Okafor" not in json.dumps(line)
    assert line["error"][-1]["sqlstate"] == "23502"


def test_a_failed_task_is_named_without_its_error_text():
    record = record_of(
        RequestDataTooBig("Ada"), "celery.app.trace", data={"name": "a.b.c", "id": "1"}
    )
    line = line_of(record)
    assert line["message"] == "Task a.b.c 1 failed"
    assert "Ada" not in json.dumps(line)
