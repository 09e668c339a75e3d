"""Which sessions somebody came to: said on the family's record alone (R012, R015, R016)."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Attendance, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from hubs.models import Session
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AttendanceFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import MembershipFactory, SiteFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@pytest.fixture
def play(hub):
    """Yesterday's stay and play at a library."""
    activity = ActivityFactory(hub=hub, name="Stay and play")
    site = SiteFactory(hub=hub, name="Northgate Library")
    return SessionFactory(activity=activity, site=site, planned_on=timezone.localdate() - YESTERDAY)


def text(response):
    return " ".join(response.content.decode().split())


def came(family, play, worker, *people, mode="in_person"):
    return actions.note_attendance(family, session=play, people=people, mode=mode, by=worker)


def test_a_worker_finds_the_session_by_hub_and_day_and_says_who_came(
    client, worker, family, play, ada, tobi
):
    client.force_login(worker)
    record = client.get(family.get_absolute_url())
    listed = reverse("families:attended", args=[family.pk])
    assert listed in text(record)
    assert "No session stands here yet" in text(client.get(listed))
    add = reverse("families:note_attendance", args=[family.pk])
    assert add in text(client.get(listed))
    assert "No session has begun" in text(client.get(add)), "none of today"
    day = (timezone.localdate() - YESTERDAY).isoformat()
    page = client.get(add, {"hub": family.hub_id, "day": day})
    assert "Stay and play" in text(page)
    address = f"{add}?hub={family.hub_id}&day={day}"
    wrong = client.post(address, {"session": play.pk, "mode": "in_person"})
    assert "Select who came" in text(wrong)
    both = {"session": play.pk, "people": [ada.pk, tobi.pk], "mode": "hybrid"}
    done = client.post(address, both, follow=True)
    assert "Added to the sessions they came to" in text(done)
    page = text(client.get(listed))
    assert "Stay and play" in page
    assert "Northgate Library" in page
    assert page.count("Tobi Okafor")
    assert page.count("Ada Okafor")
    assert Attendance.objects.filter(mode="hybrid").count() == 2


def test_every_members_sites_stand_on_one_page_the_newest_first(client, worker, family, ada, tobi):
    for back, who in ((3, ada), (1, tobi), (2, ada)):
        session = SessionFactory(planned_on=timezone.localdate() - timedelta(days=back))
        AttendanceFactory(family=family, person=who, session=session)
    client.force_login(worker)
    page = client.get(reverse("families:attended", args=[family.pk])).context["page"]
    assert [row.person for row in page.rows] == [tobi, ada, ada]
    starts = [row.session.starts_at for row in page.rows]
    assert starts == sorted(starts, reverse=True)


def test_said_twice_it_stands_once_and_one_more_person_is_added(family, play, worker, ada, tobi):
    assert len(came(family, play, worker, ada)) == 1
    assert came(family, play, worker, ada) == []
    assert [row.person for row in came(family, play, worker, ada, tobi)] == [tobi]
    lines = TimelineEntry.objects.filter(kind="session")
    assert lines.count() == 2
    assert Event.objects.filter(verb="family.attendance_noted").count() == 2


def test_the_line_on_the_timeline_is_the_councils_own(family, play, worker, ada):
    came(family, play, worker, ada)
    line = TimelineEntry.objects.get(kind="session")
    assert line.sensitivity == "team"
    assert line.summary.startswith("Came to Stay and play, ")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"starts_at": timezone.now() + timedelta(hours=1)}, "not begun"),
    ],
)
def test_nobody_came_to_what_was_not_held(family, play, worker, ada, change, why):
    for name, value in change.items():
        setattr(play, name, value)
    with pytest.raises(Refused, match=why):
        came(family, play, worker, ada)


def test_only_people_of_this_family_and_a_known_way(family, play, worker, ada):
    for people, mode in (([PersonFactory()], "in_person"), ([], "in_person"), ([ada], "by_owl")):
        with pytest.raises(Refused):
            came(family, play, worker, *people, mode=mode)
    assert not Attendance.objects.exists()


def test_a_mistake_is_taken_back_and_both_lines_stay(client, worker, family, play, ada):
    (row,) = came(family, play, worker, ada)
    client.force_login(worker)
    address = reverse("families:take_back_attendance", args=[family.pk, row.pk])
    assert "Ada Okafor did not come to Stay and play" in text(client.get(address))
    assert Attendance.objects.exists(), "looking changes nothing"
    assert "Taken back" in text(client.post(address, follow=True))
    assert not Attendance.objects.exists()
    assert TimelineEntry.objects.filter(kind="session").count() == 2
    assert Event.objects.filter(verb="family.attendance_taken_back").count() == 1
    assert client.post(address).status_code == 404
    actions.take_back_attendance(row, by=worker)
    assert TimelineEntry.objects.filter(kind="session").count() == 2, "twice is once"


def test_who_reads_it(family, worker, manager, triage_officer, stranger, teacher, ada, play):
    came(family, play, worker, ada)
    for reader in (worker, manager, somebody("safeguarding")):
        assert Attendance.objects.visible_to(reader).count() == 1
    for reader in (triage_officer, stranger, teacher, somebody("commissioner")):
        assert Attendance.objects.visible_to(reader).count() == 0


def test_another_organisations_lead_reads_it_too(client, family, worker, ada, play, hub):
    school = OrganisationFactory(kind="school")
    SharingAgreementFactory(organisation=school)
    lead = PartnerFactory(organisation=school)
    MembershipFactory(user=lead, role="partner")
    came(family, play, worker, ada)
    family.involvements.update(ends_at=timezone.now(), end_reason="Handed over")
    InvolvementFactory(family=family, user=lead, role="lead", starts_at=timezone.now())
    client.force_login(lead)
    assert "Stay and play" in text(client.get(reverse("families:attended", args=[family.pk])))


def test_a_partner_without_the_lead_is_refused(client, family, teacher):
    client.force_login(teacher)
    for name in ("attended", "note_attendance"):
        assert client.get(reverse(f"families:{name}", args=[family.pk])).status_code == 403


@pytest.mark.parametrize("where", ["", "x", "00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("day", ["", "2020-02-30", "1999-01-01"])
def test_a_spoilt_address_is_answered_in_words(client, worker, family, where, day):
    client.force_login(worker)
    address = reverse("families:note_attendance", args=[family.pk])
    assert client.get(address, {"hub": where, "day": day}).status_code == 200
    assert client.post(f"{address}?day=x", {"session": "%", "people": "%"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(family, play, worker, ada):
    barrier, failed = threading.Barrier(4), []

    def press():
        try:
            barrier.wait()
            with acting_as(worker):
                came(family, Session.objects.get(pk=play.pk), worker, ada)
        except Exception as error:
            failed.append(error)
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Attendance.objects.count() == 1
    assert TimelineEntry.objects.filter(kind="session").count() == 1
