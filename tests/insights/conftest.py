"""Commissioners and managers with figures to look at."""

import pytest

from familyhubs.insights.closing import settled
from familyhubs.insights.periods import default, offered
from tests.factories.hubs import HubFactory


@pytest.fixture
def year():
    """The last whole financial year that is published: what a page of figures shows first."""
    return default(offered(settled()))


@pytest.fixture
def southgate(db):
    return HubFactory(name="Southgate Hub", slug="southgate", district__name="Southgate")
