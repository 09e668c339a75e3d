"""Volunteers and members of boards: the day they leave, and no name six years later."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.refusals import Refused
from familyhubs.rights.keeping.models import Rule
from hubs import actions, tasks
from hubs.actions.forgetting import years_ago
from hubs.actions.leaving import LEFT_FOR_YEARS
from hubs.models import BoardMember, SessionLeader, Volunteer
from tests.factories.boards import BoardMemberFactory
from tests.factories.whats_on import VolunteerFactory
from tests.hubs.whats_on.conftest import sessions_of

pytestmark = pytest.mark.django_db(transaction=True)
A_DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def six_years_ago():
    return years_ago(today(), 6)


def test_who_left_leads_nothing_and_is_shown_to_nobody(plan, hub, manager):
    session = sessions_of(plan())[0]
    shown = {"is_parent_champion": True, "shown_as": "Pat", "said_yes_on": today()}
    volunteer = VolunteerFactory(hub=hub, **shown)
    actions.choose_leaders(session, users=[], volunteers=[volunteer], by=manager)
    volunteer, lost = actions.save_volunteer(volunteer, left_on=today(), by=manager)
    assert lost == [session]
    assert not hub.volunteers.shown().exists()
    with pytest.raises(Refused, match="cannot lead"):
        actions.choose_leaders(session, users=[], volunteers=[volunteer], by=manager)
    with pytest.raises(IntegrityError, match="not clear until"), transaction.atomic():
        SessionLeader.objects.create(session=session, volunteer=volunteer)
    assert not Volunteer.objects.clear_on(today() + A_DAY).exists()
    for broken in ({"said_yes_on": today()}, {"left_on": None, "name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Volunteer.objects.filter(pk=volunteer.pk).update(**broken)


def test_a_manager_says_when_they_left_and_no_day_to_come(client, hub, manager):
    volunteer = VolunteerFactory(hub=hub)
    client.force_login(manager)
    page = reverse("sessions:volunteer", args=[volunteer.pk])
    said = {"hub": hub.pk, "name": "Pat", "dbs_status": "none"}
    for day, answer in ((today() + A_DAY, 200), (today(), 302)):
        left = {f"left_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
        assert client.post(page, said | left).status_code == answer
    volunteer.refresh_from_db()
    assert volunteer.left_on == today()
    assert "Left" in client.get(reverse("sessions:volunteers")).content.decode()


def test_six_years_later_no_name_is_left_in_the_row_its_history_or_the_log(owner, hub, manager):
    old, young = (
        VolunteerFactory(hub=hub, name=name, email=f"{name}@example.org", left_on=left)
        for name, left in (("Zoltan", six_years_ago()), ("Wilma", six_years_ago() + A_DAY))
    )
    first = {"starts_on": six_years_ago() - 30 * A_DAY}
    gone = BoardMemberFactory(name="Zoltan", ends_on=six_years_ago(), **first)
    stays = BoardMemberFactory(name="Wilma", ends_on=six_years_ago() + A_DAY, **first)
    sits = BoardMemberFactory(name="Wilma", **first)
    for _ in range(2):
        tasks.forget_who_left()
    tables = ("hubs_volunteer", "hubs_volunteerevent", "hubs_boardmember", "hubs_boardmemberevent")
    for table in tables:
        rows = owner.execute(f"SELECT t::text FROM {table} t").fetchall()
        assert "Zoltan" not in str(rows), table
        assert "Wilma" in str(rows), table
    assert set(Volunteer.objects.known()) == {young}
    assert set(BoardMember.objects.known()) == {stays, sits}
    old.refresh_from_db()
    gone.refresh_from_db()
    assert str(old) == str(gone) == "Somebody who left"
    assert (old.email, old.left_on) == ("", six_years_ago())


def test_who_is_forgotten_is_on_no_list_and_has_no_page(client, hub, manager):
    forgotten = VolunteerFactory(hub=hub, name="", left_on=today())
    client.force_login(manager)
    assert "(0)" in client.get(reverse("sessions:volunteers")).content.decode()
    assert client.get(reverse("sessions:volunteer", args=[forgotten.pk])).status_code == 404


def test_the_schedule_says_the_same_years():
    rules = Rule.objects.filter(code__in=["volunteer", "board_member"])
    assert {rule.months for rule in rules} == {LEFT_FOR_YEARS * 12}
