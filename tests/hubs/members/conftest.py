"""What the tests of members share: somebody who asks to join, and says yes."""

import pytest
from django.db import connection

from hubs import actions
from hubs.models import ActivityKind, Member
from tests.hubs.whats_on.conftest import PUBLIC, no_doorbell, plan

__all__ = ["no_doorbell", "plan"]
TEXT = {"phone": "+447700900123", "preferred": "text", "may_text": True}
EMAIL = {"email": "jo@example.org", "preferred": "email", "may_email": True}


@pytest.fixture
def ask(hub):
    """`ask(n, **changes)`: somebody asks to join on the web; each `n` is another family."""

    def ask(n=1, **changes):
        at = changes.pop("hub", hub)
        told = {
            "form_key": f"key-{n}",
            "name": f"Jo {n}",
            "contact": TEXT | {"phone": f"+4477009{n:05}"},
            "children": [],
            "hears": ["whats_on"],
            "heard_of": "",
            "channel": "web",
            "by": PUBLIC,
        }
        return actions.ask_to_join(at, **told | changes)

    return ask


@pytest.fixture
def join(ask):
    """Asked, and said yes."""
    return lambda n=1, **changes: actions.confirm_member(ask(n, **changes), by=PUBLIC)


def fresh(member):
    return Member.objects.get(pk=member.pk)


def as_stored(table):
    """Every row of a table as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, ' '), '') FROM {table} t")
        return cursor.fetchone()[0]


def birth_registration():
    """The kind of session that migration 0008 makes."""
    names = {"name": "Birth registration"}
    return ActivityKind.objects.get_or_create(key="birth_registration", defaults=names)[0]
