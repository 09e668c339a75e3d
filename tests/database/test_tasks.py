"""A task runs as a named system actor, under one request id, in one transaction or in none."""

from uuid import UUID, uuid4

import pytest
from django.db import connection

from familyhubs.database.actor import SystemActor, current_actor
from familyhubs.database.tasks import clock_task
from familyhubs.requests import current_request_id

SEEN = []


def note():
    SEEN.append((current_actor(), connection.in_atomic_block, current_request_id()))


@clock_task()
def by_the_clock():
    note()


@clock_task(SystemActor.DELIVERY, atomic=False)
def without_a_transaction():
    note()


@pytest.fixture(autouse=True)
def forget():
    SEEN.clear()


@pytest.mark.django_db(transaction=True)
def test_a_task_acts_as_the_clock_inside_one_transaction():
    task_id = str(uuid4())
    by_the_clock.apply(task_id=task_id)
    assert [("system:clock", True, UUID(task_id))] == SEEN
    assert current_request_id() is None


@pytest.mark.django_db(transaction=True)
def test_a_task_that_sends_opens_no_transaction():
    without_a_transaction()
    ((actor, atomic, request_id),) = SEEN
    assert (actor, atomic) == ("", False)
    assert request_id is not None


def test_a_task_names_an_actor_from_the_list():
    with pytest.raises(ValueError, match="nobody"):
        clock_task("nobody")
