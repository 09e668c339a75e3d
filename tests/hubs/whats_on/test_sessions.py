"""Cancelled and back again: one session, the rest, or all at a site that closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Session
from tests.factories.hubs import SiteFactory
from tests.factories.whats_on import RoomFactory
from tests.hubs.whats_on.conftest import TEXT, ask, sessions_of

pytestmark = pytest.mark.django_db
REASON = "Our heating is broken."


@pytest.fixture
def site(hub):
    return SiteFactory(hub=hub, name="Northgate House")


def messages(kind):
    return Message.objects.filter(kind=kind)


def test_cancelling_one_tells_those_who_booked_it_and_only_them(plan, manager):
    first, second, *_ = sessions_of(plan())
    ask(first), ask(second, 2)
    done = actions.cancel_session(first, reason=REASON, by=manager)
    assert messages("session_cancelled").count() == len(done.told) == 1
    assert not done.by_hand
    with pytest.raises(Refused, match="already"):
        actions.cancel_session(first, reason=REASON, by=manager)


def test_whom_no_machine_may_tell_is_named_for_a_colleague(plan, manager):
    session = sessions_of(plan())[0]
    booking = ask(session, contact=TEXT | {"must_not_know": "My ex"})
    assert actions.cancel_session(session, reason=REASON, by=manager).by_hand == [booking]


def test_undo_while_nobody_has_been_told(plan, manager):
    session = sessions_of(plan())[0]
    ask(session)
    actions.cancel_session(session, reason=REASON, by=manager)
    actions.restore_session(session, by=manager)
    session.refresh_from_db()
    assert (session.state, session.cancel_reason, session.revision) == ("planned", "", 2)
    assert messages("session_cancelled").get().state == "dropped"
    actions.cancel_session(session, reason=REASON, by=manager)
    assert messages("session_cancelled").queued().count() == 1


def test_no_undo_once_a_family_has_been_told(plan, manager):
    session = sessions_of(plan())[0]
    ask(session)
    actions.cancel_session(session, reason=REASON, by=manager)
    messages("session_cancelled").update(sent_at=timezone.now())
    with pytest.raises(Refused, match="have been told"):
        actions.restore_session(session, by=manager)


def test_the_rest_of_a_course_is_one_message_and_undone_only_untold(plan, manager):
    course = plan(is_course=True)
    ask(course)
    assert len(actions.cancel_rest(course, reason=REASON, by=manager).sessions) == 4
    assert messages("session_cancelled").get().facts["count"] == 4
    messages("session_cancelled").update(sent_at=timezone.now())
    with pytest.raises(Refused, match="have been told"):
        actions.restore_session(sessions_of(course)[2], by=manager)


def closed(site, manager, first, days=1):
    start = first.starts_at - timedelta(hours=1)
    span = {"start": start, "end": start + timedelta(days=days)}
    return span, actions.cancel_for_closure(site, reason=REASON, by=manager, **span)


def test_a_site_that_closes_cancels_what_is_there_then_and_nothing_else(plan, site, manager):
    here, elsewhere = plan(site=site), plan()
    first = sessions_of(here)[0]
    ask(first)
    _span, done = closed(site, manager, first)
    assert done.sessions == [first]
    assert Session.objects.planned().filter(activity=here).count() == 3
    assert Session.objects.planned().filter(activity=elsewhere).count() == 4
    assert messages("session_cancelled").count() == 1


def test_for_good_means_all_that_is_to_come(plan, site, manager):
    first = sessions_of(plan(site=site))[0]
    done = actions.cancel_for_closure(
        site, start=first.starts_at, end=None, reason=REASON, by=manager
    )
    assert len(done.sessions) == 4


def test_a_site_that_opens_after_all_tells_only_who_was_told(plan, site, manager):
    first = sessions_of(plan(site=site))[0]
    told, _untold = ask(first), ask(first, 2)
    span, _done = closed(site, manager, first)
    messages("session_cancelled").filter(card=told.card).update(sent_at=timezone.now())
    done = actions.undo_closure(site, by=manager, **span)
    assert done.sessions == [first]
    assert messages("session_back_on").get().card == told.card
    assert messages("session_cancelled").queued().count() == 0


def test_opening_again_leaves_alone_what_was_cancelled_for_another_reason(plan, site, manager):
    first = sessions_of(plan(site=site))[0]
    actions.cancel_session(first, reason="Ill", by=manager)
    span, _done = closed(site, manager, first)
    assert actions.undo_closure(site, by=manager, **span).sessions == []


def test_a_room_taken_meanwhile_keeps_a_session_cancelled_and_names_it(plan, site, manager):
    room = RoomFactory(site=site)
    first = sessions_of(plan(site=site, room=room))[0]
    span, _done = closed(site, manager, first)
    plan(site=site, room=room, weekdays=[], runs_until=first.planned_on)
    done = actions.undo_closure(site, by=manager, **span)
    assert (done.sessions, done.stuck) == ([], [first])
