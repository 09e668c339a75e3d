"""R052: a session of a joint kind needs the safe enquiry first, whoever books it and how."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.refusals import Refused
from hubs.actions import ask_for_place
from hubs.models import ActivityKind, Booking
from referrals import actions
from referrals.forms.triage import AdviseForm
from tests.factories.whats_on import ActivityFactory, SessionFactory

SAID = {"decision": "book_session", "reason": "They want to try the course"}


@pytest.fixture
def session(hub):
    kind = ActivityKind.objects.get(key="parental_conflict")
    activity = ActivityFactory(hub=hub, kind=kind, needs_booking=True, name="Talking it through")
    starts = timezone.now() + timedelta(days=3)
    return SessionFactory(
        activity=activity, starts_at=starts, ends_at=starts + timedelta(hours=2),
        planned_on=starts.date(),
    )  # fmt: skip


def offered(referral):
    return list(AdviseForm(referral=referral).fields["session"].queryset)


def test_at_triage_it_waits_for_the_enquiry_whatever_was_ticked(
    request_in, session, triage_officer
):
    assert offered(request_in) == [session]
    with pytest.raises(Refused, match="Ask about safety first"):
        actions.advise(request_in, session=session, by=triage_officer, **SAID)
    assert not Booking.objects.exists()
    actions.record_enquiry(request_in, told="safe", by=triage_officer)
    request_in.refresh_from_db()
    actions.advise(request_in, session=session, by=triage_officer, **SAID)
    assert Booking.objects.get().session == session


def test_where_abuse_was_told_of_it_is_not_shown_and_not_booked(received, session, triage_officer):
    flagged = received(safety_flags=["fear"])
    assert offered(flagged) == []
    actions.screen(flagged, by=triage_officer)
    with pytest.raises(Refused, match="Fear or abuse was told of"):
        actions.advise(flagged, session=session, by=triage_officer, **SAID)
    asked = received(contact_name="Sam Bell")
    actions.record_enquiry(asked, told="abuse", by=triage_officer)
    asked.refresh_from_db()
    assert offered(asked) == []
    assert not Booking.objects.exists()


def test_neither_the_desk_nor_the_public_page_books_it(client, session, front_desk):
    told = {"form_key": "k", "name": "Ada", "contact": {}, "access_needs": "", "children_ages": ""}
    with pytest.raises(Refused, match="We book this one with you"):
        ask_for_place(session, by=front_desk, **told)
    answer = client.get(reverse("whats_on:book_session", args=[session.pk]))
    assert answer.status_code == 410
    assert "We book this one with you" in answer.content.decode()
