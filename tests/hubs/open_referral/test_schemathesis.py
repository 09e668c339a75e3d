"""Schemathesis against the feed: every answer is held to the document that the feed publishes."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from hubs.open_referral.openapi import document

from .conftest import STUB

portal = WSGIHandler()
published = schemathesis.openapi.from_dict(document(f"http://localhost{STUB}"))


def asked(environ, start_response):
    """The portal, asked by somebody: who asks has an address."""
    return portal(environ | {"REMOTE_ADDR": "192.0.2.1"}, start_response)


published.app = asked


@pytest.fixture
def one_connection():
    """A request would give back the connection that holds the test's own rows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@published.parametrize()
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
def test_schemathesis_finds_no_failure(case, network, one_connection):
    case.call_and_validate()
