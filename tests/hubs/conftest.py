"""Where the open data of one real borough lies, for the tests that read it."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "trafford"


@pytest.fixture
def trafford():
    """The folder of Trafford's open data, or a skip that says where it was looked for."""
    if not FOLDER.is_dir():
        pytest.skip(f"The open data of Trafford is not at {FOLDER}")
    return FOLDER


@pytest.fixture
def count_queries():
    def count(act):
        with CaptureQueriesContext(connection) as queries:
            assert act().status_code == 200
        return len(queries)

    return count
