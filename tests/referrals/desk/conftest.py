"""Somebody at the desk of the hub."""

import pytest


@pytest.fixture
def at_desk(client, front_desk):
    """The browser of somebody at the desk of the hub."""
    client.force_login(front_desk)
    return client


def words(response):
    """What stands in the main part of a page."""
    return response.content.decode().split("<main")[1].split("</main")[0]
