"""Commissioners and managers with figures to look at."""

import pytest
from django.utils import timezone

from familyhubs.insights.periods import default
from tests.factories.hubs import HubFactory


@pytest.fixture
def year():
    """The last whole financial year: what a page of figures shows first."""
    return default(timezone.localdate())


@pytest.fixture
def southgate(db):
    return HubFactory(name="Southgate Hub", slug="southgate", district__name="Southgate")
