"""The nightly check: two wordings of one rule are compared, and a difference is told (R089)."""

import pytest
from django.core.management import CommandError, call_command

from families import checking
from families.models import AccessCheck, Family
from familyhubs.notifications.models import Message
from familyhubs.pages.health import access_agrees
from tests.factories.families import ConflictFactory
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.thorough)])
def test_in_worlds_drawn_by_chance_both_ways_say_the_same(seed):
    world = World(seed)
    found = checking.check_access()
    assert found.differences == []
    assert found.users == len(world.users) + others(world)
    assert found.pairs >= found.users * len(world.families)


def others(world):
    users = type(world.users[0]).objects.exclude(organisation=None)
    return users.exclude(pk__in=[user.pk for user in world.users]).count()


@pytest.fixture
def forgets_bars(monkeypatch):
    """A door that has lost its bars."""
    monkeypatch.setattr("families.querysets.families.families_barred_to", lambda user: [])
    monkeypatch.setattr("families.querysets.families.barred_families", lambda user: [])


def test_a_rule_that_was_lost_is_told_and_kept(forgets_bars, family, worker, administrator, caplog):
    ConflictFactory(family=family, user=worker)
    assert access_agrees()
    with pytest.raises(CommandError, match=f"user {worker.pk} family {family.pk}"):
        call_command("check_access")
    kept = AccessCheck.objects.get()
    assert kept.differences == [[str(worker.pk), str(family.pk)]]
    assert not access_agrees()
    told = Message.objects.get(kind="access_differs")
    assert told.user == administrator
    assert "Access differs" in caplog.text


def test_what_differs_for_a_moment_is_asked_again(monkeypatch, family, worker):
    """A change between the two readings is no difference."""
    ask, asked = checking._differing, []

    def at_first(user, families, staff):
        asked.append(user)
        return [family.pk] if len(asked) == 1 else ask(user, families, staff)

    monkeypatch.setattr(checking, "_differing", at_first)
    assert checking.check_access().differences == []
    assert len(asked) > 1


def test_the_command_says_what_it_compared(capsys, family, worker):
    call_command("check_access")
    assert "both ways say the same" in capsys.readouterr().out
    assert Family.objects.exists()
    assert access_agrees()
