"""Boards tell their people by the clock, once each: meetings, and actions that are due (R036)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.delivery import deliver_due
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.boards.links import seat_link
from hubs.models import BoardMember
from hubs.opening import LONDON
from tests.cast import somebody
from tests.factories.boards import BoardActionFactory, BoardFactory, BoardMemberFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.hubs import HubFactory
from tests.hubs.members.conftest import as_stored, no_doorbell

__all__ = ["no_doorbell"]
pytestmark = pytest.mark.django_db
CLOCK = SystemActor.CLOCK
NOON = datetime(2026, 11, 26, 12, tzinfo=LONDON)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def board(hub):
    return BoardFactory(name="Northgate Board", hubs=[hub])


def by_mail(address="dilys@example.org"):
    return ContactCardFactory(email=address, may_email=True, preferred="email")


@pytest.fixture
def members(board):
    """One with an account, one by e-mail, and one whom nobody can write to."""
    return [
        BoardMemberFactory(board=board, user=somebody("partner")),
        BoardMemberFactory(board=board, card=by_mail()),
        BoardMemberFactory(board=board),
    ]


def plan(board, by, *, at=None, meeting=None, place="The hall"):
    at = at or timezone.now() + timedelta(days=10)
    told = {"starts_at": at, "place": place, "link": "", "agenda": ""}
    return actions.save_meeting(meeting, board=board, by=by, **told)


def run():
    actions.tell_boards(by=CLOCK)


def owed(kind=None):
    rows = Message.objects.filter(dropped_at=None)
    return rows.filter(kind=kind) if kind else rows


def kinds():
    return sorted(owed().values_list("kind", flat=True))


# ---- meetings ----


def test_a_planned_meeting_is_told_once_by_account_and_by_mail_r036(clock, board, members, manager):
    meeting = plan(board, manager)
    for _ in range(3):
        run()
        clock.shift(timedelta(hours=1))
    mail, account = sorted(owed(), key=lambda row: row.user_id is not None)
    assert (account.user, mail.card) == (members[0].user, members[1].card)
    assert {account.kind, mail.kind} == {"board_meeting"}
    letter = write_letter(account.kind, account.facts)
    assert "Northgate Board" in letter.subject
    assert "Sunday 6 December 2026 at midday" in letter.body
    assert letter.address.endswith(reverse("network:meeting", args=[meeting.pk]))
    assert write_letter(mail.kind, mail.facts).address.endswith(seat_link(members[1]))
    assert "example.org" not in str(mail.facts)


def test_three_days_before_each_is_reminded_once_and_never_after(clock, board, members, manager):
    plan(board, manager)
    run()
    clock.shift(timedelta(days=7, seconds=-1))
    run()
    assert not owed("board_meeting_soon").exists()
    for _ in range(4):
        clock.shift(timedelta(days=1))
        run()
    assert owed("board_meeting_soon").count() == 2
    assert owed().count() == 4


def test_who_was_told_within_those_days_is_not_reminded_on_top(clock, board, members, manager):
    plan(board, manager, at=NOON + timedelta(days=2))
    run()
    clock.shift(timedelta(days=1))
    run()
    assert kinds() == ["board_meeting"] * 2


def test_another_place_is_told_to_whoever_had_the_first_and_the_unsent_is_dropped(
    clock, board, members, manager
):
    meeting = plan(board, manager)
    run()
    Message.objects.filter(user=members[0].user).update(sent_at=timezone.now())
    plan(board, manager, meeting=meeting, at=meeting.starts_at, place="Online")
    run()
    run()
    sent, told = owed().filter(user=members[0].user).order_by("recorded_at")
    assert (sent.kind, told.kind) == ("board_meeting", "board_meeting_changed")
    assert owed().get(card=members[1].card).kind == "board_meeting", "the first never left"
    assert Message.objects.exclude(dropped_at=None).get().drop_reason.startswith("The meeting has")
    actions.save_meeting(
        meeting,
        board=board,
        starts_at=meeting.starts_at,
        place="Online",
        link="",
        agenda="The garden",
        by=manager,
    )
    run()
    assert owed().count() == 3, "another agenda is on the page"


def test_called_off_is_told_to_whoever_knew_of_it_and_to_nobody_else(
    clock, board, members, manager
):
    meeting = plan(board, manager)
    run()
    Message.objects.filter(user=members[0].user).update(sent_at=timezone.now())
    actions.call_off_meeting(meeting, reason="Ill", by=manager)
    for _ in range(2):
        run()
    assert kinds() == ["board_meeting", "board_meeting_off"]
    assert owed("board_meeting_off").get().user == members[0].user
    unheard = plan(board, manager, at=NOON + timedelta(days=20))
    actions.call_off_meeting(unheard, reason="Ill", by=manager)
    run()
    assert owed().count() == 2


def test_who_joins_hears_of_what_is_planned_and_who_leaves_does_not(clock, board, manager):
    gone = BoardMemberFactory(board=board, user=somebody("partner"), ends_on=NOON.date())
    meeting = plan(board, manager)
    run()
    assert not owed().exists()
    new = BoardMemberFactory(board=board, user=somebody("partner"))
    run()
    assert owed().get().user == new.user != gone.user
    BoardMember.objects.filter(pk=new.pk).update(ends_on=NOON.date())
    clock.shift(timedelta(days=1))
    deliver_due()
    assert "do not sit" in Message.objects.get().drop_reason
    assert meeting.revision == 1


def test_what_was_moved_between_is_not_sent(clock, board, members, manager):
    """The last look before it leaves, also where the queue was not told."""
    meeting = plan(board, manager)
    run()
    type(meeting).objects.filter(pk=meeting.pk).update(revision=2)
    deliver_due()
    reasons = set(Message.objects.values_list("drop_reason", flat=True))
    assert reasons == {"The meeting has another time or place"}


# ---- actions ----


@pytest.fixture
def action(board, members):
    return BoardActionFactory(board=board, owner=members[0], due_on=NOON.date())


def test_an_owner_is_reminded_once_on_the_day_and_not_at_night_r036(clock, action, members):
    clock.move_to(NOON.replace(hour=7, minute=59))
    run()
    assert not owed().exists()
    for hour in (8, 12, 20):
        clock.move_to(NOON.replace(hour=hour))
        run()
    message = owed().get()
    assert (message.kind, message.user) == ("board_action_due", members[0].user)
    letter = write_letter(message.kind, message.facts)
    assert "26 November 2026" in letter.body
    assert action.what not in letter.body


def test_a_week_late_it_goes_once_to_the_chair(clock, action, board, members):
    chair = BoardMemberFactory(
        board=board, card=by_mail("chair@example.org"), is_chair=True, is_independent=True
    )
    run()
    clock.shift(timedelta(days=6))
    run()
    assert kinds() == ["board_action_due"]
    for _ in range(3):
        clock.shift(timedelta(days=1))
        run()
    assert kinds() == ["board_action_due", "board_action_overdue"]
    assert owed("board_action_overdue").get().card == chair.card


def test_without_a_chair_or_where_the_chair_is_the_owner_a_manager_is_told(clock, board, manager):
    chair = BoardMemberFactory(
        board=board, user=somebody("partner"), is_chair=True, is_independent=True
    )
    BoardActionFactory(board=board, owner=chair, due_on=NOON.date() - timedelta(days=7))
    run()
    assert owed("board_action_due").get().user == chair.user
    assert owed("board_action_overdue").get().user == manager


def test_who_is_late_themselves_is_not_the_one_who_is_told_of_it(clock, board, manager):
    owner = BoardMemberFactory(board=board, user=manager)
    action = BoardActionFactory(board=board, owner=owner, due_on=NOON.date() - timedelta(days=7))
    run()
    assert kinds() == ["board_action_due"], "nobody else is there: the log says so"
    administrator = somebody("administrator")
    run()
    assert owed("board_action_overdue").get().user == administrator
    second = somebody("manager", hub=board.hubs.get())
    actions.save_board_action(
        action,
        board=board,
        what="Mend",
        owner=owner,
        due_on=NOON.date() - timedelta(days=8),
        by=second,
    )
    run()
    last = owed("board_action_overdue").order_by("recorded_at").last()
    assert last.user == second, "a colleague at the hub comes before those above"


def test_an_owner_whom_nobody_can_write_to_goes_to_a_manager_the_day_after(
    clock, board, members, manager
):
    for owner in (members[2], BoardMemberFactory(board=board, ends_on=NOON.date())):
        BoardActionFactory(board=board, owner=owner, due_on=NOON.date())
    run()
    assert not owed().exists()
    clock.shift(timedelta(days=1))
    run()
    run()
    assert set(owed().values_list("kind", "user")) == {("board_action_overdue", manager.pk)}
    assert owed().count() == 2


def test_nothing_is_told_of_what_is_done_and_another_day_begins_anew(clock, action, board, manager):
    run()
    actions.finish_board_action(action, done_on=NOON.date(), outcome="Mended", by=manager)
    deliver_due()
    assert Message.objects.get().drop_reason == "The action is done"
    actions.reopen_board_action(action, by=manager)
    run()
    assert Message.objects.count() == 1, "opened again it is no second reminder"
    later = {"what": action.what, "owner": action.owner, "due_on": NOON.date() + timedelta(days=1)}
    actions.save_board_action(action, board=board, by=manager, **later)
    clock.shift(timedelta(days=1))
    run()
    assert owed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_tell_each_once(no_doorbell, hub):
    board = BoardFactory(hubs=[hub])
    member = BoardMemberFactory(board=board, user=somebody("partner"))
    plan(board, somebody("manager", hub=hub))
    due = timezone.localdate() - timedelta(days=8)
    BoardActionFactory(board=board, owner=member, due_on=due)
    ready = Barrier(3)

    def tick(_):
        ready.wait(10)
        try:
            run()
        finally:
            connections.close_all()

    at_noon = time_machine.travel(timezone.localtime().replace(hour=12))
    with at_noon, ThreadPoolExecutor(3) as threads:
        list(threads.map(tick, range(3)))
    assert kinds() == ["board_action_due", "board_action_overdue", "board_meeting"]


# ---- any order of verbs ----


class Meetings(RuleBasedStateMachine):
    """One meeting, one member, a clock: beside them what must have been told, kept by hand."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.travel = time_machine.travel(NOON, tick=False)
        self.clock = self.travel.start()

    def teardown(self):
        self.travel.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def a_meeting(self):
        self.hub = HubFactory()
        self.by = somebody("manager", hub=self.hub)
        self.board = BoardFactory(hubs=[self.hub])
        self.member = BoardMemberFactory(board=self.board, user=somebody("partner"))
        self.meeting = plan(self.board, self.by)
        self.is_off = False
        self.news = set()  # The revisions of which news is owed.

    @rule(hours=st.sampled_from([1, 24, 72, 200]))
    def time_passes(self, hours):
        self.clock.shift(timedelta(hours=hours))

    @precondition(lambda self: not self.is_off)
    @rule(days=st.integers(1, 9))
    def move(self, days):
        at = timezone.now() + timedelta(days=days)
        if at != self.meeting.starts_at:
            self.meeting = plan(self.board, self.by, meeting=self.meeting, at=at)

    @precondition(lambda self: not self.is_off)
    @rule()
    def call_off(self):
        self.meeting = actions.call_off_meeting(self.meeting, reason="Ill", by=self.by)
        self.is_off = True

    @rule()
    def mail_leaves(self):
        Message.objects.filter(dropped_at=None, sent_at=None).update(sent_at=timezone.now())

    @rule(times=st.integers(1, 2))
    def the_clock_runs(self, times):
        before = owed().exclude(kind="board_meeting_soon").exists()
        for _ in range(times):
            run()
        if self.meeting.starts_at > timezone.now() and (before or not self.is_off):
            self.news.add(self.meeting.revision)

    @invariant()
    def each_is_told_once(self):
        rows = list(Message.objects.order_by("recorded_at"))
        by_revision = [row for row in rows if row.kind != "board_meeting_soon"]
        told = [int(row.key.split(":")[2][1:]) for row in by_revision]
        assert sorted(told) == sorted(self.news)
        live = [row for row in by_revision if row.dropped_at is None]
        assert [row.kind for row in live[:1]] in ([], ["board_meeting"])
        assert all(row.kind != "board_meeting" for row in live[1:])
        off = [row for row in live if row.kind == "board_meeting_off"]
        assert len(off) <= self.is_off
        unsent = [row for row in live if row.sent_at is None]
        assert len(unsent) <= 1, "what waits says how it is now"


def test_no_order_of_verbs_tells_anything_twice_or_what_is_no_longer_so():
    few = settings(
        max_examples=25,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Meetings, settings=few)


# ---- a seat without an account ----


def test_their_own_link_shows_the_meetings_and_what_they_see_to(
    client, board, members, manager, clock
):
    meeting = plan(board, manager, place="The hall, upstairs")
    BoardActionFactory(board=board, owner=members[1], what="Ask the school")
    late = NOON.date() - timedelta(days=1)
    BoardActionFactory(board=board, owner=members[0], what="Somebody else’s", due_on=late)
    link = seat_link(members[1])
    page = client.get(link).content.decode()
    assert "The hall, upstairs" in page
    assert "Ask the school" in page
    assert "Somebody else’s" not in page
    BoardMember.objects.filter(pk=members[1].pk).update(is_chair=True, is_independent=True)
    BoardActionFactory(board=board, owner=members[1], what="My own", due_on=late)
    page = client.get(link).content.decode()
    assert "Somebody else’s" in page, "a chair sees what is late"
    assert page.count("My own") == 1
    file = client.get(f"{link}calendar.ics").content.decode()
    assert f"UID:{meeting.pk}@" in file
    assert "DTSTART:20261206T120000Z" in file
    assert "LOCATION:The hall\\, upstairs" in file
    assert client.post(link).status_code == 405
    assert client.get(link[:-2] + "x/").status_code == 404
    assert client.get(seat_link(members[0])).status_code == 404, "who has an account signs in"
    BoardMember.objects.filter(pk=members[1].pk).update(ends_on=late)
    assert client.get(link).status_code == 410
    assert client.get(f"{link}calendar.ics").status_code == 404


def test_an_address_is_given_changed_and_gone_when_they_leave(clock, client, board, manager):
    client.force_login(manager)
    said = {"name": "Dilys", "stands_for": "parents", "email": "dilys@example.org"}
    said |= {"starts_on_day": 1, "starts_on_month": 1, "starts_on_year": 2026}
    client.post(reverse("network:add_board_member", args=[board.pk]), said)
    member = BoardMember.objects.get()
    first = member.card
    assert (first.email, first.may_email) == ("dilys@example.org", True)
    change = reverse("network:board_member", args=[member.pk])
    assert 'value="dilys@example.org"' in client.get(change).content.decode()
    client.post(change, said | {"email": "price@example.org"})
    member.refresh_from_db()
    assert member.card.email == "price@example.org"
    assert ContactCard.objects.get(pk=first.pk).email == ""
    told = {"ends_on_day": 25, "ends_on_month": 11, "ends_on_year": 2026}
    client.post(change, said | told | {"email": "price@example.org"})
    assert actions.forget_board_ways(by=CLOCK) == 1
    assert actions.forget_board_ways(by=CLOCK) == 0
    member.refresh_from_db()
    assert member.card is None
    assert str(first.pk) not in as_stored("contact_contactcardevent")
    assert not [card for card in ContactCard.objects.all() if card.email]
    assert "Enter an email" in client.post(change, said | {"email": "x"}).content.decode()


def test_an_account_or_an_address_and_never_both(board, manager):
    member = BoardMemberFactory(board=board, user=manager)
    facts = {"name": "Jo", "stands_for": "parents", "of": "", "user": manager}
    facts |= {"starts_on": member.starts_on, "ends_on": None, "is_chair": False}
    with pytest.raises(Refused, match="their account"):
        actions.save_board_member(member, board=board, email="a@b.org", by=manager, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardMember.objects.update(card=by_mail())


def test_the_meetings_page_names_whom_the_portal_cannot_tell(client, board, members, manager):
    meeting = plan(board, manager)
    client.force_login(manager)
    page = client.get(reverse("network:meeting", args=[meeting.pk]))
    assert page.context["untold"] == [members[2]]
    assert "tell them yourself" in page.content.decode()
    file = client.get(reverse("network:meeting_calendar", args=[meeting.pk]))
    assert "BEGIN:VEVENT" in file.content.decode()
    actions.call_off_meeting(meeting, reason="Ill", by=manager)
    file = client.get(reverse("network:meeting_calendar", args=[meeting.pk])).content.decode()
    assert "STATUS:CANCELLED" in file
    assert "SEQUENCE:2" in file
    client.force_login(somebody("partner"))
    assert client.get(reverse("network:meeting_calendar", args=[meeting.pk])).status_code == 404
