"""Saying when one is away."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Absence, Membership
from hubs.permissions import is_away
from tests.factories.accounts import UserFactory

TODAY = timezone.localdate
PAGE = "/today/away/"


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_saying_so_and_coming_back(client, hub, manager):
    client.force_login(manager)
    given = parts("first_day", TODAY()) | parts("last_day", TODAY() + timedelta(days=3))
    assert client.post(PAGE, given).status_code == 302
    assert is_away(manager)
    assert manager not in {row.user for row in Membership.objects.answering_for(hub)}
    client.post(reverse("pages:back", args=[Absence.objects.get().pk]))
    assert not is_away(manager)
    assert manager in {row.user for row in Membership.objects.answering_for(hub)}


def test_what_is_missing_or_twice_is_said(client, manager):
    client.force_login(manager)
    page = client.post(PAGE).content.decode()
    assert "Enter the first day you are away" in page
    given = parts("first_day", TODAY()) | parts("last_day", TODAY())
    client.post(PAGE, given)
    assert "already said" in client.post(PAGE, given).content.decode()
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 2), (0, 400)])
def test_days_that_cannot_be(manager, first, last):
    days = [TODAY() + timedelta(days=n) for n in (first, last)]
    with pytest.raises(Refused, match="within a year"):
        actions.go_away(manager, first_day=days[0], last_day=days[1], by=manager)


def test_nobody_ends_another_persons_absence(client, manager, worker):
    absence = actions.go_away(manager, first_day=TODAY(), last_day=TODAY(), by=manager)
    client.force_login(worker)
    assert client.post(reverse("pages:back", args=[absence.pk])).status_code == 404
    assert is_away(manager)


def test_without_a_role_there_is_nothing_to_be_away_from(client, db):
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403


def test_the_database_refuses_an_open_end_and_an_overlap(manager):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="absence_has_an_end"), transaction.atomic():
        Absence.objects.create(user=manager)
    Absence.objects.create(user=manager, starts_at=now, ends_at=now + timedelta(days=1))
    with pytest.raises(IntegrityError, match="absence_once_at_a_time"), transaction.atomic():
        Absence.objects.create(user=manager, starts_at=now, ends_at=now + timedelta(days=2))
