"""Before an online group: gone through, asked alone, and shown as ready or not (R087)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import OnlineCheck
from familyhubs.refusals import Refused
from hubs.models import SessionLeader
from tests.cast import somebody
from tests.factories.families import ConflictFactory, NeedFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/group"
STEPS = {"name_shown": "on", "waiting_room": "on", "overheard": "on"}


@pytest.fixture
def meeting(hub):
    """Tomorrow's group, online."""
    activity = ActivityFactory(hub=hub, name="Talking teens", mode="online", join_link=LINK)
    return SessionFactory(activity=activity, planned_on=timezone.localdate() + timedelta(days=1))


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


def text(response):
    return " ".join(response.content.decode().split())


def at(name, member, **more):
    return reverse(
        f"families:{name}", kwargs={"pk": member.family_id, "member_pk": member.pk} | more
    )


def ready(member, meeting, by, **steps):
    told = dict.fromkeys(STEPS, True) | {"asked_alone": True} | steps
    return actions.check_online(member, activity=meeting.activity, by=by, **told)


def test_the_link_is_given_only_to_who_is_ready(client, worker, ada_here, meeting):
    client.force_login(worker)
    listed = at("online", ada_here)
    assert listed in text(
        client.get(reverse("families:person", args=[ada_here.family_id, ada_here.pk]))
    )
    page = text(client.get(listed))
    assert "Not ready" in page
    assert LINK not in page
    check = at("online_check", ada_here, activity_pk=meeting.activity_id)
    client.post(check, STEPS)
    assert LINK not in text(client.get(listed)), "not asked alone yet"
    client.post(check, STEPS | {"asked_alone": "on"})
    assert LINK in text(client.get(listed))
    row = OnlineCheck.objects.get()
    assert (row.asked_alone_by, row.is_ready) == (worker, True)
    client.post(check, STEPS | {"asked_alone": "", "name_shown": "on"})
    assert not OnlineCheck.objects.get().is_ready, "taken back"


def test_who_asked_first_and_when_stays(ada_here, meeting, worker, manager):
    first = ready(ada_here, meeting, worker)
    again = ready(ada_here, meeting, manager)
    assert (again.pk, again.asked_alone_by, again.asked_alone_at) == (
        first.pk, worker, first.asked_alone_at,
    )  # fmt: skip


def test_a_group_in_a_building_needs_none(ada_here, hub, worker):
    with pytest.raises(Refused, match="does not meet online"):
        ready(ada_here, SessionFactory(activity=ActivityFactory(hub=hub)), worker)


def page_for(client, user, meeting):
    client.force_login(user)
    return client.get(reverse("families:online_group", args=[meeting.pk]))


def test_its_leader_reads_who_is_ready_and_what_they_need(
    client, ada_here, tobi, meeting, worker, hub
):
    ready(ada_here, meeting, worker)
    ready(ada_here.family.members.get(person=tobi), meeting, worker, overheard=False)
    NeedFactory(family=ada_here.family, person=ada_here.person)
    leader = somebody("front_of_house", hub=hub)
    assert "Ada" not in text(page_for(client, leader, meeting)), "who only runs sessions there"
    SessionLeader.objects.create(session=meeting, user=leader)
    move(meeting, hours=2)
    page = text(page_for(client, leader, meeting))
    assert page.index("Ada Okafor") < page.index("--green") < page.index("Large print (24 point)")
    assert page.index("Tobi Okafor") < page.index("--red")
    bar = ConflictFactory(family=ada_here.family, user=leader)
    assert "Ada" not in text(page_for(client, leader, meeting)), "whom they know"
    bar.delete()
    assert "Ada" in text(page_for(client, leader, meeting))
    move(meeting, days=3)
    assert "Ada" not in text(page_for(client, leader, meeting)), "days before"
    ada_here.family.is_restricted = True
    ada_here.family.save()
    move(meeting, hours=2)
    assert "Ada" not in text(page_for(client, leader, meeting)), "a hidden family"


def move(meeting, **ahead):
    meeting.starts_at = timezone.now() + timedelta(**ahead)
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    meeting.save()


def test_a_stranger_gets_no_such_page(client, stranger, meeting):
    assert page_for(client, stranger, meeting).status_code == 404


def test_the_guidance_stands_where_families_book(client, meeting):
    guidance = reverse("whats_on:online_groups")
    assert guidance in text(client.get(meeting.activity.get_absolute_url()))
    page = text(client.get(guidance))
    assert "Someone may overhear" in page
    assert "print" in page


def test_past_the_form_who_asked_alone_stands_with_when(ada_here, meeting, worker):
    row = ready(ada_here, meeting, worker)
    with pytest.raises(IntegrityError, match="asked_alone_by_somebody"), transaction.atomic():
        OnlineCheck.objects.filter(pk=row.pk).update(asked_alone_by=None)
