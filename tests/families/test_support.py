"""Business support acts for named workers or a team (access.md A10)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, SupportAssignment
from families.sharing import Ground
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from hubs.models import Role
from tests.cast import somebody
from tests.factories.families import (
    FamilyFactory,
    InvolvementFactory,
    SupportAssignmentFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import MembershipFactory, TeamFactory

from .test_actions_agreements import sees


@pytest.fixture
def clerk(hub):
    return somebody("support", hub=hub)


def at(name, *args):
    return reverse(f"families:{name}", args=args)


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def typed(**more):
    day = tomorrow()
    said = {"last_day_day": day.day, "last_day_month": day.month, "last_day_year": day.year}
    return said | more


def test_a_manager_says_for_whom_and_the_card_opens_until_the_last_day(
    client, clerk, manager, worker, family
):
    TimelineEntryFactory(family=family, summary="A hard visit")
    client.force_login(manager)
    assert "Nobody acts for your people" in client.get(at("support")).content.decode()
    answer = client.post(at("support"), typed(person=clerk.pk, whom=f"worker:{worker.pk}"))
    assert answer.status_code == 302
    assert str(clerk) in client.get(at("support")).content.decode()
    client.force_login(clerk)
    assert family.name in client.get(at("list")).content.decode()
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Ada Okafor" in page
    assert "A hard visit" not in page
    assert "You act for somebody" in client.get(at("why", family.pk)).content.decode()
    assert client.get(at("attended", family.pk)).status_code == 200
    for shut in ("timeline", "people", "warnings", "agreements", "write_note", "allocate"):
        assert client.get(at(shut, family.pk)).status_code == 403, shut
    row = SupportAssignment.objects.get()
    assert timezone.localdate(row.ends_at) > tomorrow()
    SupportAssignment.objects.update(starts_at=row.starts_at - timedelta(days=9))
    SupportAssignment.objects.update(ends_at=timezone.now())
    assert client.get(family.get_absolute_url()).status_code == 404


def test_only_families_of_those_workers_and_of_that_team_and_no_restricted_one(
    clerk, worker, family, hub
):
    team = TeamFactory(hub=hub)
    colleague = MembershipFactory(role="practitioner", team=team).user
    of_colleague, of_team, other = FamilyFactory(), FamilyFactory(), FamilyFactory(hub=hub)
    InvolvementFactory(family=of_colleague, user=colleague)
    InvolvementFactory(family=of_team, user=None, team=team)
    InvolvementFactory(family=other, user=worker, role="follow_up")
    SupportAssignmentFactory(user=clerk, team=team)
    assert {*Family.objects.visible_to(clerk)} == {of_colleague, of_team}
    SupportAssignmentFactory(user=clerk, worker=worker)
    assert {*Family.objects.visible_to(clerk)} == {of_colleague, of_team, family}
    assert Family.objects.with_grounds(clerk, family.pk).get().grounds == {Ground.SUPPORT}
    Family.objects.update(is_restricted=True)
    assert not Family.objects.visible_to(clerk).exists()


def test_a_team_that_has_ended_opens_nothing(clerk, hub):
    team, family = TeamFactory(hub=hub), FamilyFactory()
    InvolvementFactory(family=family, user=None, team=team)
    SupportAssignmentFactory(user=clerk, team=team)
    assert sees(clerk, family)
    type(team).objects.update(ended_on=timezone.localdate())
    assert not sees(clerk, family)


def test_without_the_role_an_assignment_opens_nothing(clerk, worker, family):
    SupportAssignmentFactory(user=clerk, worker=worker)
    assert sees(clerk, family)
    clerk.memberships.update(ends_at=timezone.now())
    assert not sees(type(clerk).objects.get(pk=clerk.pk), family)


def test_it_is_ended_with_a_reason(client, clerk, manager, worker, family):
    row = SupportAssignmentFactory(user=clerk, worker=worker)
    client.force_login(manager)
    assert "Enter why" in client.post(at("end_support", row.pk), {}).content.decode()
    assert client.post(at("end_support", row.pk), {"reason": "New post"}).status_code == 302
    assert not sees(clerk, family)
    assert client.post(at("end_support", row.pk), {"reason": "Again"}).status_code == 404
    with pytest.raises(Refused, match="ended already"):
        actions.end_acting_for(row, reason="Again", by=manager)
    assert Event.objects.filter(verb="support.ended").count() == 1


def test_a_manager_of_elsewhere_neither_sees_nor_gives_it(client, clerk, worker):
    row = SupportAssignmentFactory(user=clerk, worker=worker)
    client.force_login(somebody("manager", hub=FamilyFactory().hub))
    assert str(clerk) not in client.get(at("support")).content.decode().split("Say who acts")[0]
    assert client.get(at("end_support", row.pk)).status_code == 404
    answer = client.post(at("support"), typed(person=clerk.pk, whom=f"worker:{worker.pk}"))
    assert "Select a worker or a team from the list" in answer.content.decode()


@pytest.mark.parametrize("whom", ["", "worker:", "worker:x", "team:\x00", "x" * 500])
def test_what_cannot_be_read_is_said_on_the_form(client, manager, clerk, whom):
    client.force_login(manager)
    answer = client.post(at("support"), typed(person=clerk.pk, whom=whom))
    assert answer.status_code in (200, 400)


def test_who_may_not_act_and_for_whom_nobody_acts(clerk, manager, worker):
    until = {"last_day": tomorrow(), "by": manager}
    for person, whom, words in (
        (manager, {"worker": worker}, "Somebody else"),
        (worker, {"worker": manager}, "does not have the role"),
        (clerk, {}, "Select a worker"),
        (clerk, {"worker": clerk}, "nobody acts for themselves"),
        (clerk, {"worker": somebody("commissioner")}, "does not work with families"),
        (clerk, {"team": TeamFactory(ended_on=timezone.localdate())}, "has ended"),
    ):
        with pytest.raises(Refused, match=words):
            actions.act_for(person, **whom, **until)
    with pytest.raises(Refused, match="today or in the future"):
        actions.act_for(
            clerk, worker=worker, by=manager, last_day=timezone.localdate() - timedelta(1)
        )
    actions.act_for(clerk, worker=worker, **until)
    with pytest.raises(Refused, match="already"):
        actions.act_for(clerk, worker=worker, **until)


def test_what_must_be_true_whatever_the_code_does(clerk, worker):
    for wrong in (
        {"worker": None},
        {"worker": worker, "team": TeamFactory()},
        {"worker": worker, "ends_at": None},
        {"worker": clerk},
        {"worker": worker, "given_by": clerk},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportAssignmentFactory(user=clerk, **wrong)
    assert Role.SUPPORT in Role.values
