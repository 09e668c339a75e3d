"""How often one address may do something: counted by the hour on the clock, and by everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from familyhubs.database import tasks
from familyhubs.database.models import Tally
from referrals import throttle


def next_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def ask_of(address="10.0.0.1"):
    return RequestFactory().post("/ask/", REMOTE_ADDR=address)


def test_an_address_may_go_on_in_the_next_hour_however_often_it_tried(db, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "send", 3)
    hour = next_hour()
    with time_machine.travel(hour + timedelta(minutes=1), tick=False) as now:
        assert [throttle.too_often(ask_of(), "send") for _ in range(4)] == [False] * 3 + [True]
        assert not throttle.too_often(ask_of("10.0.0.2"), "send")
        # Nothing is forgotten within the hour, and no try makes the wait longer.
        now.move_to(hour + timedelta(minutes=59))
        tasks.forget_what_ran_out()
        assert throttle.too_often(ask_of(), "send")
        now.move_to(hour + timedelta(minutes=60))
        assert not throttle.too_often(ask_of(), "send")
        tasks.forget_what_ran_out()
    kept = Tally.objects.get()
    assert kept.times == 1
    assert "10.0" not in kept.key


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_every_one_is_counted():
    def count(_number):
        try:
            return throttle.too_often(ask_of(), "send")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(40)))
    assert Tally.objects.get().times == 40
