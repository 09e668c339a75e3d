"""Templates for the tests, a Notify server on loopback and a mail server beside it."""

import copy
import json
import socketserver
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jwt
import pytest

from familyhubs.database.actor import SystemActor
from familyhubs.notifications import doorbell
from familyhubs.notifications.outbox import notify
from tests.factories.accounts import UserFactory

SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TEMPLATES = {"email": "33333333-3333-4333-8333-333333333333", "sms": "4" * 36}


@pytest.fixture(autouse=True)
def test_templates(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def rings(request, monkeypatch):
    """What was rung, without a worker that would answer; a test of the doorbell rings for real."""
    rung = []
    if "real_doorbell" not in request.fixturenames:
        monkeypatch.setattr(
            "familyhubs.notifications.outbox.ring", lambda message_id: rung.append(message_id)
        )
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    return rung


@pytest.fixture
def real_doorbell():
    """Asks for the doorbell itself."""


class Serving:
    """A server in a thread, for one test."""

    def __init__(self, server):
        self.server = server
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def notify_server(settings):
    """GOV.UK Notify as its documentation has it: checks the token, keeps what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            # A test's clock need not be the sender's.
            claimed = {"require": ["iat"], "verify_iat": False}
            token = self.headers["Authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options=claimed)
            assert claims["iss"] == SERVICE
            server.requests.append((self.path, body))
            server.before_answer(body)
            answer = json.dumps({"id": f"notify-{len(server.requests)}"}).encode()
            self.send_response(server.statuses.pop(0) if server.statuses else 201)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.requests, server.statuses, server.before_answer = [], [], lambda body: None
    settings.NOTIFY_API_KEY = f"test-{SERVICE}-{SECRET}"
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_EMAIL_TEMPLATE = TEMPLATES["email"]
    settings.NOTIFY_SMS_TEMPLATE = TEMPLATES["sms"]
    serving = Serving(server)
    yield server
    serving.stop()


@pytest.fixture
def mail_server(settings):
    """A mail server that takes letters, or refuses their recipients with `server.refuses`."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 ready")
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "QUIT":
                    return self.say("221 bye")
                if word == "DATA":
                    self.say("354 go on")
                    server.letters.append(self.letter())
                refused = word == "RCPT" and server.refuses
                self.say(server.refuses if refused else "250 fine")

        def letter(self):
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.decode())
            return "".join(lines)

        def say(self, text):
            self.wfile.write(f"{text}\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.letters, server.refuses = [], ""
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    serving = Serving(server)
    yield server
    serving.stop()


@pytest.fixture
def robin(db):
    return UserFactory(full_name="Robin Ford", email="robin@council.example")


WHEN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


@pytest.fixture
def owe():
    """Owes somebody a message: `owe(to, key="k")`."""

    def owe(to, key="visit-1", **more):
        return notify(
            to,
            key=key,
            kind="visit_booked",
            by=SystemActor.CLOCK,
            worker="Sam",
            when=WHEN,
            link="/today/",
            **more,
        )

    return owe
