"""Advisory boards: members, chairs, meetings, minutes in steps, actions (R036–R038)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.refusals import Refused
from hubs import actions
from hubs.boards.standing import lacks, months_on
from hubs.models import (
    AdvisoryBoard,
    BoardAction,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    Minutes,
)
from hubs.opening import LONDON
from tests.factories.accounts import UserFactory
from tests.factories.boards import (
    BoardActionFactory,
    BoardFactory,
    BoardMeetingFactory,
    BoardMemberFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory

TODAY = timezone.localdate


@pytest.fixture
def board(hub):
    return BoardFactory(name="Northgate Board", hubs=[hub])


@pytest.fixture
def meeting(board):
    return BoardMeetingFactory(board=board)


def text(response):
    return " ".join(response.content.decode().split())


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def standing(board):
    return AdvisoryBoard.objects.with_standing().with_chairs().get(pk=board.pk)


def join(board, by, **values):
    facts = {"name": "Jo", "stands_for": "parents", "of": "", "user": None}
    facts |= {"starts_on": date(2026, 1, 1), "ends_on": None}
    facts |= {"is_chair": False, "is_independent": None}
    return actions.save_board_member(None, board=board, by=by, **facts | values)


# ---- the database holds it ----


@pytest.mark.parametrize(
    "broken",
    [
        {"is_chair": True},
        {"stands_for": "agency"},
        {"ends_on": date(2000, 1, 1)},
    ],
)
def test_the_database_refuses_a_member_that_cannot_be(board, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardMemberFactory(board=board, **broken)


def test_the_database_keeps_one_chair_at_a_time_and_one_account_once_r036(board, manager):
    chair = {"board": board, "is_chair": True, "is_independent": True}
    BoardMemberFactory(**chair, user=manager, ends_on=TODAY())
    for broken in (chair, {"board": board, "user": manager}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardMemberFactory(**broken)
    BoardMemberFactory(**chair, starts_on=TODAY() + timedelta(days=1))


def test_the_database_refuses_what_belongs_to_another_board(board, meeting):
    stranger = BoardMemberFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        BoardAttendance.objects.create(meeting=meeting, member=stranger, state="came")
    with pytest.raises(DatabaseError), transaction.atomic():
        BoardActionFactory(board=board, owner=stranger)
    with pytest.raises(DatabaseError), transaction.atomic():
        BoardActionFactory(board=stranger.board, owner=stranger, meeting=meeting)


def test_the_database_never_lets_agreed_minutes_change_r036(meeting, manager):
    draft = actions.write_minutes(meeting, text="We met.", seen=0, by=manager)
    actions.agree_minutes(draft, seen=1, by=manager)
    for change in (
        lambda: Minutes.objects.update(text="We did not."),
        lambda: Minutes.objects.all().delete(),
        lambda: Minutes.objects.update(agreed_at=None, agreed_by=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.create(meeting=meeting, version=2, text="For no reason")


# ---- members and how a board stands ----


def test_a_chair_says_whether_they_are_independent_and_there_is_one_r036(board, manager):
    with pytest.raises(Refused, match="independent"):
        join(board, manager, is_chair=True)
    first = join(board, manager, is_chair=True, is_independent=True)
    with pytest.raises(Refused, match="takes the chair in that time"):
        join(board, manager, is_chair=True, is_independent=False)
    with pytest.raises(Refused, match="which agency"):
        join(board, manager, stands_for="agency")
    with pytest.raises(Refused, match="last day"):
        join(board, manager, ends_on=date(2025, 1, 1))
    assert first.pk == standing(board).chairs[0].pk


def test_what_a_board_lacks_is_said(board, manager):
    assert lacks(standing(board)) == ["No chair", "Has not met yet"]
    join(board, manager, is_chair=True, is_independent=False)
    BoardMeetingFactory(board=board, days=-200)
    BoardMeetingFactory(board=board, days=-3, cancelled_at=timezone.now(), cancel_reason="Ill")
    said = ["The chair is not independent", "Has not met for 4 months"]
    assert lacks(standing(board)) == said
    BoardMember.objects.update(is_independent=True)
    BoardMeetingFactory(board=board, days=-3)
    assert lacks(standing(board)) == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_on_is_so_many_months_on_and_never_later_in_its_month(day, months):
    then = months_on(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


def test_the_networks_page_names_hubs_without_a_board_and_boards_that_lack_something(
    client, board, manager
):
    HubFactory(name="Lonely Hub")
    join(board, manager, is_chair=True, is_independent=True)
    client.force_login(manager)
    page = text(client.get(reverse("network:network")))
    assert page.count("No board yet") == 1
    assert "Has not met yet" in page
    assert board.get_absolute_url() in page
    assert "No board yet: Lonely Hub" in text(client.get(reverse("network:boards")))


# ---- who may ----


def test_who_works_there_reads_managers_write_and_for_others_there_is_no_board(
    client, board, meeting, hub, manager, front_desk, teacher, administrator, stranger
):
    sitting = UserFactory()
    MembershipFactory(user=sitting, role="partner", hub=HubFactory())
    BoardMemberFactory(board=board, user=sitting)
    seen, writes = (200, 200), (200, 403)
    none = (404, 404)
    expected = {manager: seen, administrator: seen, front_desk: writes, sitting: writes}
    expected |= {teacher: none, stranger: none}
    pages = [
        reverse("network:board", args=[board.pk]),
        reverse("network:change_board", args=[board.pk]),
    ]
    of_meeting = [reverse(f"network:{name}", args=[meeting.pk]) for name in ("meeting", "minutes")]
    for user, codes in expected.items():
        client.force_login(user)
        assert tuple(client.get(page).status_code for page in pages) == codes, user
        assert tuple(client.get(page).status_code for page in of_meeting) == codes, user


def test_a_manager_keeps_a_shared_board_and_cannot_take_another_hub_off_it_r036(
    client, board, manager, hub
):
    other, third = HubFactory(name="Riverside Hub"), HubFactory()
    board.hubs.add(other)
    client.force_login(manager)
    address = reverse("network:change_board", args=[board.pk])
    page = text(client.get(address))
    assert "It advises Riverside Hub too." in page
    assert f'value="{hub.pk}"' in page
    for nowhere in (other, third):
        assert f'value="{nowhere.pk}"' not in page
    said = {"name": "New name", "hubs": [hub.pk], "months_apart": 3}
    assert client.post(address, said).status_code == 302
    assert set(board.hubs.all()) == {hub, other}
    for theirs in (other, third):
        wrong = text(client.post(address, said | {"hubs": [theirs.pk], "months_apart": 99}))
        assert "Select hubs from the list" in wrong
        assert "from 1 to 24" in wrong
    # Their own hub they may take off: the board goes on without it, and they read it no more.
    assert client.post(address, said | {"hubs": []}).url == reverse("network:boards")
    assert set(board.hubs.all()) == {other}
    assert client.get(board.get_absolute_url()).status_code == 404


def test_whatever_is_asked_of_the_action_the_hubs_of_others_stay(board, hub, manager):
    other, third = HubFactory(), HubFactory()
    board.hubs.add(other)
    for hubs in ([hub], [], [other]):
        actions.save_board(board, name="Board", hubs=hubs, months_apart=4, by=manager)
        assert other in board.hubs.all()
    with pytest.raises(Refused, match="keep yourself"):
        actions.save_board(board, name="Board", hubs=[third], months_apart=4, by=manager)
    with pytest.raises(Refused, match="Select the hubs"):
        actions.save_board(None, name="Another", hubs=[], months_apart=4, by=manager)


def test_an_administrator_keeps_every_hub_of_every_board(board, hub, administrator):
    other = HubFactory()
    board.hubs.add(other)
    actions.save_board(board, name="Board", hubs=[hub], months_apart=4, by=administrator)
    assert set(board.hubs.all()) == {hub}
    with pytest.raises(Refused, match="Select the hubs"):
        actions.save_board(board, name="Board", hubs=[], months_apart=4, by=administrator)


# ---- a board, from the first page to agreed minutes ----


def test_a_board_is_started_meets_and_agrees_its_minutes_r036_r037(client, hub, manager):
    client.force_login(manager)
    said = {"name": "Northgate Board", "hubs": [hub.pk], "months_apart": 4}
    answer = client.post(reverse("network:add_board"), said)
    board = AdvisoryBoard.objects.get()
    assert answer.url == board.get_absolute_url()
    twice = text(client.post(reverse("network:add_board"), said | {"name": "northgate board"}))
    assert "There is a board with this name already" in twice
    member = {"name": "Dilys Price", "stands_for": "parents", "is_chair": "on"}
    member |= {"is_independent": "yes"} | boxes("starts_on", date(2026, 1, 1))
    client.post(reverse("network:add_board_member", args=[board.pk]), member)
    page = text(client.get(board.get_absolute_url()))
    assert "Dilys Price, Parents and carers (independent of the council)" in page
    day = boxes("on", TODAY() - timedelta(days=2))
    told = {"at": "6pm", "place": "Online", "agenda": "Opening hours\n\nThe garden"}
    answer = client.post(reverse("network:add_meeting", args=[board.pk]), told | day)
    meeting = BoardMeeting.objects.get()
    assert timezone.localtime(meeting.starts_at).hour == 18
    came = {str(BoardMember.objects.get().pk): "came"}
    client.post(reverse("network:who_came", args=[meeting.pk]), came)
    minutes = reverse("network:minutes", args=[meeting.pk])
    client.post(minutes, {"text": "Gate to be mended.", "seen": 0})
    overwritten = text(client.post(minutes, {"text": "Something else", "seen": 0}))
    assert "Somebody else has written" in overwritten
    agree = reverse("network:agree_minutes", args=[meeting.pk])
    client.post(agree, {"seen": 1})
    again = text(client.post(agree, {"seen": 1}, follow=True))
    assert "agreed already" in again
    assert "Dilys Price, Parents and carers: Came" in again
    assert "The garden" in again
    assert "are agreed. Amend them" in text(client.post(minutes, {"text": "No", "seen": 0}))


def test_agreed_minutes_are_amended_with_a_reason_and_the_first_stay_to_be_read_r036(
    client, meeting, manager
):
    draft = actions.write_minutes(meeting, text="Ten came.", seen=0, by=manager)
    with pytest.raises(Refused, match="There is a draft"):
        actions.amend_minutes(meeting, reason="Wrong", by=manager)
    actions.agree_minutes(draft, seen=1, by=manager)
    client.force_login(manager)
    client.post(
        reverse("network:amend_minutes", args=[meeting.pk]), {"reason": "Eleven came, not ten"}
    )
    client.post(reverse("network:minutes", args=[meeting.pk]), {"text": "Eleven came.", "seen": 1})
    client.post(reverse("network:agree_minutes", args=[meeting.pk]), {"seen": 2})
    page = text(client.get(reverse("network:meeting", args=[meeting.pk])))
    assert page.index("Eleven came.") < page.index("Ten came.")
    assert "Amended: Eleven came, not ten" in page
    assert [row.version for row in meeting.minutes.all()] == [2, 1]


def test_what_cannot_be_of_a_meeting_is_refused_in_words(meeting, board, manager):
    to_come = BoardMeetingFactory(board=board, days=5)
    member = BoardMemberFactory(board=board)
    with pytest.raises(Refused, match="not begun"):
        actions.write_minutes(to_come, text="x", seen=0, by=manager)
    with pytest.raises(Refused, match="not begun"):
        actions.record_attendance(to_come, states={member: "came"}, by=manager)
    actions.record_attendance(to_come, states={member: "apologies"}, by=manager)
    actions.record_attendance(to_come, states={member: ""}, by=manager)
    assert not BoardAttendance.objects.exists()
    actions.record_attendance(meeting, states={member: "came"}, by=manager)
    with pytest.raises(Refused, match="it took place"):
        actions.call_off_meeting(meeting, reason="x", by=manager)
    facts = {"place": "Online", "link": "", "agenda": "", "by": manager}
    with pytest.raises(Refused, match="still to come"):
        actions.save_meeting(meeting, board=board, starts_at=to_come.starts_at, **facts)
    with pytest.raises(Refused, match="at that time already"):
        actions.save_meeting(None, board=board, starts_at=to_come.starts_at, **facts)
    actions.call_off_meeting(to_come, reason="The hall is shut", by=manager)
    with pytest.raises(Refused, match="called off"):
        actions.call_off_meeting(to_come, reason="Again", by=manager)
    with pytest.raises(Refused, match="members of this board"):
        actions.record_attendance(meeting, states={BoardMemberFactory(): "came"}, by=manager)


# ---- actions ----


def test_open_actions_are_carried_to_the_next_meeting_and_late_ones_show_r036(
    client, board, meeting, manager
):
    late = BoardActionFactory(board=board, meeting=meeting, due_on=TODAY() - timedelta(days=1))
    following = BoardMeetingFactory(board=board, days=10)
    before = BoardMeetingFactory(board=board, days=-60)
    client.force_login(manager)
    page = text(client.get(reverse("network:meeting", args=[following.pk])))
    assert late.what in page
    assert "Overdue" in page
    assert late.what not in text(client.get(reverse("network:meeting", args=[before.pk])))
    done = {"outcome": "A new gate"} | boxes("done_on", TODAY())
    client.post(reverse("network:finish_board_action", args=[late.pk]), done)
    twice = text(client.post(reverse("network:finish_board_action", args=[late.pk]), done))
    assert "This action is done" in twice
    carried = BoardAction.objects.carried_to(following)
    assert not carried.exists()
    assert "A new gate" in text(
        client.get(reverse("network:board_actions", args=[board.pk]), {"show": "done"})
    )
    client.post(reverse("network:reopen_board_action", args=[late.pk]))
    assert carried.get() == late


def test_an_action_is_seen_to_by_somebody_who_sits_on_the_board(client, board, meeting, manager):
    client.force_login(manager)
    address = reverse("network:add_meeting_action", args=[meeting.pk])
    gone = BoardMemberFactory(board=board, ends_on=TODAY() - timedelta(days=1))
    said = {"what": "Mend the gate", "owner": gone.pk} | boxes("due_on", TODAY())
    assert "Select from the list" in text(client.post(address, said))
    said["owner"] = BoardMemberFactory(board=board).pk
    client.post(address, said)
    assert BoardAction.objects.get().meeting == meeting
    facts = {"what": "x", "due_on": TODAY(), "by": manager}
    with pytest.raises(Refused, match="sits on this board"):
        actions.save_board_action(None, board=board, owner=BoardMemberFactory(), **facts)


def test_pages_of_a_board_ask_the_same_number_of_questions(
    client, board, meeting, manager, count_queries
):
    client.force_login(manager)
    pages = [
        board.get_absolute_url(),
        reverse("network:boards"),
        reverse("network:network"),
        *(
            reverse(f"network:{name}", args=[board.pk])
            for name in ("board_members", "board_actions")
        ),
        reverse("network:meeting", args=[BoardMeetingFactory(board=board, days=20).pk]),
    ]
    BoardActionFactory(board=board, meeting=meeting)
    client.get(pages[0])
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for n in range(8):
        BoardActionFactory(board=board, meeting=meeting)
        other = BoardFactory(hubs=list(board.hubs.all()))
        BoardMemberFactory(board=other, is_chair=True, is_independent=True)
        BoardMeetingFactory(board=board, days=-n - 2)
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few


# ---- two at once ----


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_and_write_at_once_never_change_agreed_minutes(meeting, manager):
    draft = actions.write_minutes(meeting, text="We met.", seen=0, by=manager)

    def attempt(at):
        try:
            if at % 2:
                actions.agree_minutes(draft, seen=1, by=manager)
            else:
                actions.write_minutes(meeting, text="Other words", seen=1, by=manager)
        except Refused:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_add_a_chair_at_once_leave_one(board, manager):
    def attempt(_at):
        try:
            return bool(join(board, manager, is_chair=True, is_independent=True))
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1


def test_a_meeting_is_at_its_local_time_in_summer_and_winter(client, board, manager):
    client.force_login(manager)
    for day in (date(2026, 1, 5), date(2026, 7, 6)):
        said = {"at": "18:00", "place": "Hall"} | boxes("on", day)
        client.post(reverse("network:add_meeting", args=[board.pk]), said)
    hours = [row.starts_at.astimezone(LONDON) for row in BoardMeeting.objects.order_by("starts_at")]
    assert hours == [
        datetime(2026, 1, 5, 18, tzinfo=LONDON),
        datetime(2026, 7, 6, 18, tzinfo=LONDON),
    ]
