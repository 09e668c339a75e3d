"""Once a week, and news: exactly once, and to nobody who stopped meanwhile (R029, R030)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.delivery import deliver
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.members.links import MINE, token_of
from tests.factories.contact import ContactCardFactory
from tests.factories.hubs import HubFactory
from tests.factories.members import MemberFactory, NoticeFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory
from tests.hubs.whats_on.conftest import PUBLIC

pytestmark = pytest.mark.django_db
CLOCK = SystemActor.CLOCK
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def busy(hub):
    """Two things are on this week, and one course is new."""
    activity = ActivityFactory(hub=hub)
    for days in (0, 6, 7):
        SessionFactory(activity=activity, planned_on=MONDAY.date() + timedelta(days=days))
    ActivityFactory(hub=hub, is_course=True, needs_booking=True)
    return hub


def told():
    rows = Message.objects.order_by("kind")
    return [(row.kind, row.facts.get("count")) for row in rows]


def week():
    actions.tell_the_week(by=CLOCK)
    return told()


@pytest.mark.parametrize(
    ("hears", "kind", "count"),
    [
        (["whats_on"], "member_week", 2),
        (["courses"], "member_courses", 1),
        (["whats_on", "courses", "say"], "member_week_courses", 2),
    ],
)
def test_a_member_hears_once_a_week_what_they_chose(busy, monday, hears, kind, count):
    member = MemberFactory(hub=busy, hears=hears)
    assert week() == week() == [(kind, count)]
    monday.shift(timedelta(days=6))
    assert week() == [(kind, count)], "the same week, late"
    letter = write_letter(kind, Message.objects.get().facts)
    assert letter.stop.endswith(f"/join/mine/{token_of(member, MINE)}/")
    assert letter.stop in letter.body
    assert member.name not in letter.body


def test_the_next_week_they_hear_again(busy, monday):
    MemberFactory(hub=busy)
    week()
    SessionFactory(
        activity=ActivityFactory(hub=busy), planned_on=MONDAY.date() + timedelta(days=10)
    )
    monday.shift(timedelta(days=7))
    assert len(week()) == 2


def test_not_before_the_house_is_awake_on_monday(busy, monday):
    MemberFactory(hub=busy)
    monday.move_to(MONDAY.replace(hour=7, minute=59))
    assert week() == []
    monday.move_to(MONDAY.replace(hour=8))
    assert len(week()) == 1


def test_who_is_not_told(busy):
    gone = {"state": "ended", "ended_at": timezone.now(), "end_reason": "asked"}
    empty = {"name": "", "hears": [], "reach_hash": "", "form_hash": None}
    MemberFactory(hub=busy, hears=["news"])
    MemberFactory(hub=busy, hears=[], stopped_at=timezone.now())
    MemberFactory(hub=busy, **gone, **empty)
    MemberFactory(hub=busy, state="asked")
    MemberFactory(hub=busy, joined_at=MONDAY)
    MemberFactory(hub=busy, card=ContactCardFactory(must_not_know="My partner"))
    MemberFactory(hub=HubFactory())
    assert week() == []


@pytest.mark.parametrize("number", [1, 7])
def test_what_is_on_is_counted_once_for_all(busy, django_assert_max_num_queries, number):
    """Two counts for all hubs; what is owed to each member costs the same few queries."""
    for _ in range(number):
        MemberFactory(hub=busy)
    with django_assert_max_num_queries(12 + 8 * number):
        actions.tell_the_week(by=CLOCK)


def test_many_are_told_in_short_transactions(busy, monkeypatch):
    monkeypatch.setattr("hubs.actions.member_news.BATCH", 2)
    for _ in range(5):
        MemberFactory(hub=busy)
    assert len(week()) == 5


def test_news_goes_once_to_those_who_chose_it(hub):
    MemberFactory(hub=hub, hears=["news"])
    MemberFactory(hub=hub, hears=["say"])
    notice = NoticeFactory(hub=hub)
    actions.tell_notices(by=CLOCK)
    actions.tell_notices(by=CLOCK)
    message = Message.objects.get()
    assert (message.kind, message.facts["link"]) == ("member_news", notice.get_absolute_url())
    assert "Saturdays" not in write_letter(message.kind, message.facts).body
    notice.refresh_from_db()
    assert notice.finished_at


def test_the_same_news_sent_twice_is_written_once(hub, manager):
    words = {"about": "say", "title": "Saturdays?", "words": "Shall we?", "link": ""}
    one = actions.write_notice(hub, form_key="a", by=manager, **words)
    assert actions.write_notice(hub, form_key="a", by=manager, **words) == one
    assert actions.write_notice(hub, form_key="b", by=manager, **words) != one


@pytest.fixture
def owed(hub):
    """One message of the week and one of news wait to be sent."""
    SessionFactory(activity=ActivityFactory(hub=hub), planned_on=MONDAY.date() + timedelta(days=1))
    member = MemberFactory(hub=hub, hears=["whats_on", "news"])
    notice = NoticeFactory(hub=hub)
    actions.tell_notices(by=CLOCK)
    week()
    return member, notice


def delivered():
    """Why each message was held back, by kind, or "sent"."""
    for key in Message.objects.values_list("pk", flat=True):
        deliver(str(key))
    return {row.kind: row.drop_reason or row.state for row in Message.objects.all()}


def test_what_was_stopped_meanwhile_does_not_leave(owed, settings):
    settings.DEMO = True
    member, _notice = owed
    actions.stop_all(member, by=PUBLIC)
    no = "They no longer want to hear of it"
    assert delivered() == {"member_week": no, "member_news": no}


def test_what_is_still_wanted_leaves_and_the_rest_does_not(owed, settings):
    settings.DEMO = True
    member, _notice = owed
    actions.choose_what_to_hear(member, hears=["whats_on"], by=PUBLIC)
    said = delivered()
    assert said["member_week"] == "sent"
    assert said["member_news"] != "sent"


def test_nothing_leaves_to_who_has_left_or_of_what_was_taken_back(owed, settings, manager):
    settings.DEMO = True
    member, notice = owed
    actions.take_notice_back(notice, by=manager)
    with pytest.raises(Refused, match="already"):
        actions.take_notice_back(notice, by=manager)
    actions.end_member(member, by=PUBLIC)
    assert "sent" not in delivered().values()


def test_taken_back_holds_its_own_messages_only(owed, settings, manager):
    settings.DEMO = True
    actions.take_notice_back(owed[1], by=manager)
    assert delivered() == {"member_week": "sent", "member_news": "The notice was taken back"}


def test_who_has_said_yes_is_not_asked_again(hub, settings):
    settings.DEMO = True
    told = {"name": "Jo", "children": [], "hears": [], "heard_of": "", "channel": "web"}
    contact = {"phone": "+447700900123", "may_text": True}
    asked = actions.ask_to_join(hub, form_key="a", contact=contact, by=PUBLIC, **told)
    actions.confirm_member(asked, by=PUBLIC)
    assert delivered() == {"member_confirm": "They have said yes already"}
