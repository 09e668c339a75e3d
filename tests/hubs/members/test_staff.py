"""The desk: its own hubs' members only, found, added, put right, ended; news by managers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from hubs.actions.bookings import booker_hash_of
from hubs.members.links import own_link
from hubs.models import Member, Notice
from tests.cast import somebody
from tests.factories.hubs import HubFactory, SiteFactory
from tests.factories.members import MemberFactory, NoticeFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory
from tests.hubs.members.conftest import birth_registration, fresh
from tests.hubs.whats_on.conftest import ask

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("members:list"), reverse("members:add")


def told(hub, **changes):
    return {
        "hub": str(hub.pk),
        "channel": "desk",
        "name": "Ada Okafor",
        "children": "due May 2027",
        "way": "text",
        "phone": "07700 900123",
        "hears": ["news"],
        "heard_of": "midwife",
        "yes": "on",
        **changes,
    }


@pytest.fixture
def desk(client, front_desk):
    client.force_login(front_desk)
    return client


def named(page):
    return [member.name for member in page.context["page"].rows]


@time_machine.travel("2026-11-26 12:00")
def test_added_at_the_desk_with_their_own_yes(desk, hub, front_desk):
    page = desk.get(ADD).content.decode()
    assert "Do you want to join Northgate Hub?" in page
    assert "Read it to them" in desk.post(ADD, told(hub, yes="")).content.decode()
    page = desk.post(ADD, told(hub), follow=True)
    assert "is a member now" in page.content.decode()
    member = Member.objects.get()
    assert (member.agreed_with, member.heard_of, member.hears) == (front_desk, "midwife", ["news"])
    assert "due May 2027" in page.content.decode()
    assert "is a member already" in desk.post(ADD, told(hub, name="Again")).content.decode()


def test_who_must_not_be_written_to(desk, hub):
    page = desk.post(ADD, told(hub, must_not_know="My partner"))
    assert "must not write" in page.content.decode()
    desk.post(ADD, told(hub, must_not_know="My partner", hears=[]))
    assert Member.objects.exists()
    assert not Message.objects.exists()


def test_a_yes_at_the_desk_is_confirmed_in_writing_by_name_with_one_click_to_stop(
    desk, hub, front_desk, client
):
    """Said in person, kept with who heard it; the first message says so, heard of or not."""
    front_desk.full_name = "Priya Shah 2"
    front_desk.save()
    desk.post(ADD, told(hub, hears=[]))
    member, message = Member.objects.get(), Message.objects.get()
    assert (message.kind, message.card) == ("member_welcome", member.card)
    for sms in (True, False):
        letter = write_letter(message.kind, message.facts, sms=sms)
        assert "Priya Shah at Northgate Hub signed you up" in letter.body
        assert letter.stop.endswith(own_link(member))
        assert letter.stop in letter.body
    page = desk.get(member.get_absolute_url()).content.decode()
    assert f"said in person to {front_desk.full_name}" in page
    client.logout()
    client.post(own_link(member), {"List-Unsubscribe": "One-Click"})
    assert fresh(member).stopped_at is not None


def test_a_number_put_right_at_the_desk_is_told_too_and_an_old_one_is_not(desk, hub):
    desk.post(ADD, told(hub))
    member = Member.objects.get()
    change = reverse("members:change", args=[member.pk])
    desk.post(change, told(hub, name="Ada"))
    assert Message.objects.count() == 1
    for _ in range(2):
        desk.post(change, told(hub, phone="07700 900124"))
    assert Message.objects.filter(kind="member_welcome").count() == 2


def test_found_by_name_number_or_address_with_nothing_in_the_address(desk, hub):
    reach = booker_hash_of({"phone": "+447700900777"})
    MemberFactory(hub=hub, name="Ada Okafor", reach_hash=reach)
    MemberFactory(hub=hub, name="Ben")
    MemberFactory(name="Ada of another hub")
    for typed in ("okaf", "07700 900777", "+44 7700 900777"):
        page = desk.post(reverse("members:search"), {"q": typed}, follow=True)
        assert named(page) == ["Ada Okafor"], typed
        assert typed not in page.redirect_chain[0][0]
    page = desk.post(reverse("members:search"), {"q": "jo@example.org"}, follow=True)
    assert named(page) == []
    assert named(desk.get(LIST)) == ["Ben", "Ada Okafor"]
    assert Event.objects.filter(verb="member.searched").count() == 4


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_costs_the_same_and_turns_by_key(desk, hub, number, django_assert_max_num_queries):
    for _ in range(number):
        MemberFactory(hub=hub)
    with django_assert_max_num_queries(18):
        assert len(named(desk.get(LIST))) == number
    MemberFactory(hub=hub)
    page = desk.get(LIST)
    if number == 25:
        assert len(named(desk.get(LIST + page.context["page"].after))) == 1


def test_changed_and_ended_and_each_look_written_down(desk, hub, front_desk):
    desk.post(ADD, told(hub))
    member = Member.objects.get()
    page = desk.get(reverse("members:change", args=[member.pk])).content.decode()
    assert 'value="Ada Okafor"' in page
    assert "May 2027" in page
    changed = told(hub, name="Ada", hears=[], way="in_person")
    desk.post(reverse("members:change", args=[member.pk]), changed)
    member = fresh(member)
    assert (member.name, member.hears, member.card.phone) == ("Ada", [], "")
    end = reverse("members:end", args=[member.pk])
    assert "cannot be undone" in desk.get(end).content.decode()
    assert fresh(member).is_member
    desk.post(end)
    assert fresh(member).state == "ended"
    assert desk.get(member.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", ["triage", "partner", "commissioner", "administrator"])
def test_others_do_not_get_in(client, hub, role):
    client.force_login(somebody(role, **({"hub": hub} if role in ("triage", "partner") else {})))
    member = MemberFactory(hub=hub)
    for url in (LIST, ADD, member.get_absolute_url(), reverse("members:news")):
        assert client.get(url).status_code == 403


def test_members_of_another_hub_are_not_there(desk):
    member = MemberFactory()
    for name in ("member", "change", "end"):
        assert desk.get(reverse(f"members:{name}", args=[member.pk])).status_code == 404
    assert desk.get(reverse("members:welcome", args=[member.hub.slug])).status_code == 404
    assert "hub" in desk.post(ADD, told(member.hub)).context["form"].errors


def test_the_welcome_pack_says_what_is_on_and_how_to_stop(desk, hub):
    SiteFactory(hub=hub, name="Northgate House", kind="main")
    tomorrow = timezone.localdate() + timedelta(days=1)
    SessionFactory(activity=ActivityFactory(hub=hub, name="Baby play"), planned_on=tomorrow)
    page = desk.get(reverse("members:welcome", args=[hub.slug])).content.decode()
    for words in ("Baby play", "Northgate House", "Stop everything"):
        assert words in page


@pytest.fixture
def registered(hub, manager):
    """A birth is registered today, in five minutes from now."""
    kind = birth_registration()
    with time_machine.travel(timezone.localtime().replace(hour=11), tick=False):
        activity = ActivityFactory(hub=hub, kind=kind, needs_booking=True, capacity=1)
        session = SessionFactory(activity=activity, planned_on=timezone.localdate())
        session.starts_at = timezone.now() + timedelta(minutes=5)
        session.ends_at = session.starts_at + timedelta(minutes=30)
        session.save()
        yield ask(session, name="Ada Okafor")


def test_who_registered_a_birth_today_is_invited_r029_r031(registered, desk, hub):
    invite = reverse("members:invite", args=[registered.pk])
    assert invite not in desk.get(LIST).content.decode(), "not before it began"
    assert desk.get(invite).status_code == 404
    with time_machine.travel(registered.session.starts_at + timedelta(minutes=2), tick=False):
        assert "Invite Ada Okafor" in desk.get(LIST).content.decode()
        page = desk.get(invite).content.decode()
        assert 'value="Ada Okafor"' in page
        ticked = [box for box in page.split("<input") if "checked" in box and "hears" in box]
        assert not ticked
        answers = told(hub, channel="birth", phone=registered.card.phone)
        desk.post(invite, answers)
        assert Member.objects.get().channel == "birth"
        assert "Invite Ada" not in desk.get(LIST).content.decode()


def test_managers_write_news_and_take_it_back(client, hub, manager, front_desk):
    client.force_login(manager)
    add = reverse("members:add_news")
    MemberFactory(hub=hub, hears=["news"])
    assert "1 member hears of news" in client.get(add).content.decode()
    words = {
        "hub": hub.pk,
        "about": "news",
        "title": "Saturdays",
        "words": "Open.",
        "form_key": "k",
    }
    assert "Enter a heading" in client.post(add, words | {"title": ""}).content.decode()
    for _ in range(2):
        client.post(add, words)
    notice = Notice.objects.get()
    news = client.get(reverse("members:news")).content.decode()
    assert "Goes out now" in news
    take_back = reverse("members:take_back", args=[notice.pk])
    for _ in range(2):
        client.post(take_back)
    assert "Taken back" in client.get(reverse("members:news")).content.decode()
    other = NoticeFactory(hub=HubFactory())
    assert client.post(reverse("members:take_back", args=[other.pk])).status_code == 404
    client.force_login(front_desk)
    assert client.get(add).status_code == 403
