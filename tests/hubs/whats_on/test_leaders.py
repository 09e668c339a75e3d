"""Volunteers, leaders, rooms and the count at the door."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Attendance, DoorCount, SessionLeader
from tests.factories.accounts import UserFactory
from tests.factories.hubs import SiteFactory
from tests.factories.whats_on import RoomFactory, VolunteerFactory
from tests.hubs.whats_on.conftest import ask, sessions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(plan):
    return sessions_of(plan())[0]


def lead(session, manager, *volunteers, users=()):
    return actions.choose_leaders(session, users=users, volunteers=volunteers, by=manager)


def test_a_volunteer_whose_check_ends_before_the_session_is_refused_r040(session, manager):
    before = session.planned_on - timedelta(days=1)
    with pytest.raises(Refused, match="cannot lead"):
        lead(session, manager, VolunteerFactory(dbs_due_on=before))
    lead(session, manager, VolunteerFactory(dbs_due_on=session.planned_on), users=[UserFactory()])
    assert SessionLeader.objects.count() == 2


def test_a_check_that_is_no_longer_clear_stands_a_volunteer_down_r040(session, hub, manager):
    volunteer = VolunteerFactory(hub=hub)
    lead(session, manager, volunteer)
    _volunteer, left = actions.save_volunteer(volunteer, dbs_status="not_clear", by=manager)
    assert left == [session]
    assert not SessionLeader.objects.exists()


def test_a_clear_check_needs_both_its_days_r040(hub, manager):
    with pytest.raises(Refused, match="day of the check"):
        actions.save_volunteer(None, hub=hub, name="Pat", dbs_status="clear", by=manager)
    pat, _left = actions.save_volunteer(
        None, hub=hub, name="Pat", is_parent_champion=True, by=manager
    )
    assert not pat.is_clear


def test_a_volunteer_has_no_account_and_so_no_case_access_r039():
    fields = {field.name for field in VolunteerFactory._meta.get_model_class()._meta.fields}
    assert "is_parent_champion" in fields
    assert "user" not in fields


def test_who_came_is_ticked_and_counted_by_mode_and_can_be_corrected_r015(session, manager):
    here, online = ask(session), ask(session, 2)
    numbers = {"in_person": {"walk_ins": 3, "children": 5}}
    with time_machine.travel(session.starts_at):
        for came in ({here: "in_person", online: "online"}, {here: "in_person"}):
            actions.count_at_the_door(session, came=came, counts=numbers, by=manager)
    assert [*Attendance.objects.values_list("booking", "mode")] == [(here.pk, "in_person")]
    assert DoorCount.objects.get().children == 5


def test_nobody_has_come_a_day_before(session, manager):
    with (
        time_machine.travel(session.starts_at - timedelta(days=1)),
        pytest.raises(Refused, match="doors open"),
    ):
        actions.count_at_the_door(session, came={}, counts={}, by=manager)


def room_of(manager, room=None, **changes):
    facts = {"name": "Blue room", "capacity": 10, "youth_from": None, "youth_until": None}
    site = changes.pop("site", None)
    return actions.save_room(room, site=site, by=manager, **facts | changes)


def test_rooms_are_named_once_at_a_site_r020(hub, manager):
    site = SiteFactory(hub=hub)
    room_of(manager, site=site)
    with pytest.raises(Refused, match="already"):
        room_of(manager, site=site, name="blue ROOM")
    with pytest.raises(Refused, match="both hours"):
        room_of(manager, site=site, name="Red", youth_from=time(17))


def test_youth_hours_do_not_come_over_a_planned_session_r020(plan, hub, manager):
    room = RoomFactory(site=SiteFactory(hub=hub))
    plan(room=room, site=room.site)
    with pytest.raises(Refused, match="Baby play is planned"):
        room_of(manager, room, youth_from=time(11), youth_until=time(20))
    room_of(manager, room, youth_from=time(11, 30), youth_until=time(20))
    assert timezone.now()
