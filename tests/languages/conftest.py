"""A hub with a postcode, and browsers that speak a language."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.hubs import AreaFactory, PostcodeFactory


@pytest.fixture
def northgate(hub):
    ward = AreaFactory(code="E05000001", name="Northgate", hub=hub)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward)
    return hub


def speaking(code):
    """A browser whose family has chosen this language."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    return client
