"""What is asked for and kept with a decision (R052–R055, R060, R061; domain.md 2.8)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import Booking
from referrals import actions, thresholds
from referrals.actions import asking
from referrals.lately import KEY
from referrals.models import (
    NATIONAL,
    AbuseLift,
    AssessedNeed,
    Decision,
    DecisionFacts,
    GivingUp,
    Referral,
    SafeEnquiry,
)
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.whats_on import SessionFactory

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
BABY = [
    {"full_name": "Ada Okafor", "is_child": False, "is_contact": True},
    {"full_name": "baby", "is_child": True, "is_unborn": True},
]
ENOUGH = {"reason": "Nobody answered", "next_step": "Ring us any time"}


def give_up(referral, by):
    return actions.decline(referral, decision=Decision.NOT_CONTACTABLE, by=by, **ENOUGH)


def tried(referral, by):
    """Three tries by two ways, a month ago."""
    month_ago = timezone.now() - timedelta(days=30)
    for channel in ("call", "call", "text"):
        given = {"channel": channel, "reached": False, "by": by, "happened_at": month_ago}
        actions.record_attempt(referral, **given)


def test_every_decision_has_its_national_outcome():
    """domain.md 2.8: the four of the national return, and no decision without one."""
    assert NATIONAL.keys() == set(Decision)
    assert {NATIONAL[d] for d in Decision if d.startswith("nfa")} == {"nfa"}


def test_what_stands_with_an_acceptance_is_kept(received, triage_officer, lead, school):
    given = {"decision": "eha", "lead": lead, "by": triage_officer}
    with pytest.raises(Refused, match="suggest level 4"):
        actions.accept(received(people=[]), level=3, signs=["long", "one_need"], **given)
    with pytest.raises(Refused, match="who helps and whether"):
        actions.accept(received(people=[]), level=3, provider=school, **given)
    kept = {"signs": ["long"], "reason": "Much is in place", "provider": school, "is_funded": "no"}
    done = actions.accept(received(people=[]), level=3, **kept, **given)
    facts = done.decided_as
    assert (facts.national, facts.signs, facts.suggested_level) == ("eh", ["long"], 4)
    assert (facts.signs_version, done.level) == (thresholds.VERSION, 3)
    assert (facts.provider, facts.is_funded) == (school, "no")


def test_no_sign_is_asked_before_advice(client, request_in, triage_officer):
    """R055: nobody proves anything before universal or targeted help."""
    client.force_login(triage_officer)
    form = client.get(reverse("referrals:advise", args=[request_in.pk])).context["form"]
    assert "signs" not in form.fields
    actions.advise(request_in, decision=Decision.ADVICE, reason="x", by=triage_officer)
    assert DecisionFacts.objects.get().signs == []


def test_declining_names_a_next_step(client, request_in, triage_officer):
    client.force_login(triage_officer)
    url = reverse("referrals:decline", args=[request_in.pk])
    said = {"decision": "nfa_not_needed", "reason": "All is well"}
    assert "Enter what the family can do next" in client.post(url, said).content.decode()
    with pytest.raises(Refused, match="what the family can do next"):
        actions.decline(request_in, by=triage_officer, **said)
    page = client.post(url, said | {"next_step": "Come to baby play"}, follow=True)
    assert "Come to baby play" in page.content.decode()
    assert "No Further Action" in page.content.decode()


def test_a_place_at_a_session_is_a_decision(client, request_in, triage_officer):
    session = SessionFactory(activity__hub=request_in.hub, activity__needs_booking=True)
    client.force_login(triage_officer)
    url = reverse("referrals:advise", args=[request_in.pk])
    said = {"decision": "book_session", "reason": "She likes to come"}
    assert "Select the session to book" in client.post(url, said).content.decode()
    page = client.post(url, said | {"session": session.pk}, follow=True).content.decode()
    assert "Booked on a session" in page
    booking = Booking.objects.get()
    assert (booking.name, booking.session) == ("Ada Okafor", session)
    assert DecisionFacts.objects.get().booking == booking


def test_help_with_arguments_waits_for_the_safe_enquiry(received, triage_officer, lead):
    """R052: asked alone, before any couple or conflict offer."""
    told_of, calm = received(topics=["arguments"]), received(contact_name="Sam Reed", people=[])
    offer = {"decision": Decision.SIGNPOST, "reason": "Course", "by": triage_officer}
    with pytest.raises(Refused, match="record the safe enquiry"):
        actions.advise(told_of, **offer)
    for referral in (told_of, calm):
        with pytest.raises(Refused, match="safety first, alone"):
            actions.advise(referral, is_couple=True, **offer)
    for told, why in (("not_asked", "safety first, alone"), ("not_said", "did not want to say")):
        actions.record_enquiry(calm, told=told, by=triage_officer)
        with pytest.raises(Refused, match=why):
            actions.advise(calm, is_couple=True, **offer)
    actions.record_enquiry(calm, told="safe", by=triage_officer)
    assert actions.advise(calm, is_couple=True, **offer).decision == "signpost_universal"


def test_where_there_is_abuse_no_joint_session_is_shown_or_kept(client, received, triage_officer):
    referral = received(topics=["arguments"])
    client.force_login(triage_officer)
    url = reverse("referrals:advise", args=[referral.pk])
    assert "is_couple" in client.get(url).context["form"].fields
    enquiry = reverse("referrals:enquire", args=[referral.pk])
    ada = referral.people.get(is_child=False)
    answer = {"person": str(ada.pk), "told": "abuse", "note": "He scares me"}
    page = client.post(enquiry, answer, follow=True)
    assert "Follow the domestic-abuse pathway" in page.content.decode()
    referral.refresh_from_db()
    assert referral.safety_flags == ["abuse"]
    assert "is_couple" not in client.get(url).context["form"].fields
    actions.screen(referral, by=triage_officer)
    with pytest.raises(Refused, match="joint sessions are not offered"):
        actions.advise(referral, decision="iag", reason="x", is_couple=True, by=triage_officer)


def test_two_people_give_up_where_there_is_a_baby(client, received, hub, triage_officer):
    """domain.md 2.8: one proposes, a manager confirms."""
    with time_machine.travel(MONDAY, tick=False):
        referral = received(people=BABY, happened_at=MONDAY - timedelta(days=31))
        tried(referral, triage_officer)
        with pytest.raises(Refused, match="A manager must agree first"):
            give_up(referral, triage_officer)
        manager = somebody("manager", hub=hub)
        client.force_login(triage_officer)
        page = client.get(referral.get_absolute_url()).content.decode()
        assert "Could not be reached: ask a manager" in page
        actions.propose_giving_up(referral, reason="No answer", by=triage_officer)
        assert Message.objects.get(kind="request_giving_up").user == manager
        answer = {"agreed": True, "next_step": "Ring us"}
        with pytest.raises(Refused, match="A manager of this hub"):
            actions.answer_giving_up(referral, by=triage_officer, **answer)
        client.force_login(manager)
        url = reverse("referrals:answer_giving_up", args=[referral.pk])
        assert "Enter what to try next" in client.post(url, {"agreed": "no"}).content.decode()
        said = {"agreed": "yes", "next_step": "Ring us"}
        assert "your answer is on record" in client.post(url, said, follow=True).content.decode()
    referral.refresh_from_db()
    assert (referral.decision, referral.decided_by) == ("nfa_not_contactable", manager)


def test_what_is_missing_is_said_in_words(client, received, triage_officer):
    referral = received()
    client.force_login(triage_officer)
    page = client.get(referral.get_absolute_url())
    assert page.context["missing"] == ["3 more tries", "two different ways"]
    actions.record_attempt(referral, channel="call", reached=False, by=triage_officer)
    missing = client.get(referral.get_absolute_url()).context["missing"]
    assert missing[:2] == ["2 more tries", "a second way to reach them"]
    assert "not before" in missing[2]
    actions.record_attempt(referral, channel="text", reached=True, by=triage_officer)
    assert client.get(referral.get_absolute_url()).context["missing"] == []


def test_a_later_need_is_one_click_and_dated(client, request_in, triage_officer):
    """R053, R054: what was told stays as told; what it turned out to be stands beside it."""
    client.force_login(triage_officer)
    url = reverse("referrals:add_need", args=[request_in.pk])
    for topic in ("debt", "debt", "nonsense", ""):
        assert client.post(url, {"topic": topic}).status_code == 302
    assert [need.topic for need in request_in.needs.all()] == ["sleep_feeding"]
    need = AssessedNeed.objects.get()
    assert (need.topic, need.by) == ("debt", triage_officer)
    actions.advise(request_in, decision="iag", reason="x", by=triage_officer)
    client.post(url, {"topic": "housing"})
    assert AssessedNeed.objects.count() == 2


def test_who_is_prepared_comes_back_on_the_day_and_is_no_refusal(
    client, request_in, triage_officer
):
    """R061: preparing, not ready yet; the clock stands still, then it waits again."""
    client.force_login(triage_officer)
    url = reverse("referrals:prepare", args=[request_in.pk])
    assert "Enter when you look again" in client.post(url, {"reason": "x"}).content.decode()
    day = timezone.localdate() + timedelta(days=14)
    said = {"reason": "Her sister comes along", "review_on_day": day.day}
    said |= {"review_on_month": day.month, "review_on_year": day.year}
    assert "it comes back by itself" in client.post(url, said, follow=True).content.decode()
    assert client.get(reverse("referrals:queue"), {"tab": "preparing"}).context["page"].rows == [
        request_in
    ]
    clock = {"by": SystemActor.CLOCK}
    assert actions.bring_back_prepared(today=day - timedelta(days=1), **clock) == 0
    assert [actions.bring_back_prepared(today=day, **clock) for _ in range(2)] == [1, 0]
    request_in.refresh_from_db()
    assert (request_in.status, request_in.decision, request_in.review_on) == ("waiting", "", None)
    assert Message.objects.get(kind="request_ready").user == triage_officer


def test_a_hub_that_is_not_the_postcodes_own_needs_a_reason(client, request_in, triage_officer):
    other = HubFactory()
    client.force_login(triage_officer)
    url = reverse("referrals:move", args=[request_in.pk])
    assert "Its postcode belongs to Northgate Hub" in client.get(url).content.decode()
    answer = client.post(url, {"hub": other.pk}).content.decode()
    assert "ZZ1 1AA belongs to Northgate Hub. Say why" in answer
    client.post(url, {"hub": other.pk, "reason": "The school is there"})
    request_in.refresh_from_db()
    assert (request_in.hub, request_in.moved_because) == (other, "The school is there")
    client.force_login(somebody("triage", hub=other))
    page = client.get(request_in.get_absolute_url()).content.decode()
    assert f"by {triage_officer.full_name}: The school is there" in page
    assert "from Northgate Hub on" in page
    back = actions.move_to_hub(request_in, hub=Referral.objects.get().ward.hub, by=triage_officer)
    assert back.hub.name == "Northgate Hub"


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("enquiry_is_asked_alone", lambda r, u: SafeEnquiry(
            referral=r, by=u, happened_at=timezone.now(), asked_alone=False, told="safe",
            asked_name="Ada")),
        ("enquiry_says_who_was_asked", lambda r, u: SafeEnquiry(
            referral=r, by=u, happened_at=timezone.now(), asked_alone=True, told="safe")),
        ("enquiry_says_who_was_asked", lambda r, u: SafeEnquiry(
            referral=r, by=u, happened_at=timezone.now(), asked_alone=True, told="safe",
            person=r.people.first(), asked_name="Ada")),
        ("abuse_lift_says_why", lambda r, u: AbuseLift(referral=r, by=u, reason="")),
        ("decision_signs_suggest_a_level", lambda r, u: DecisionFacts(
            referral=r, national="eh", signs=["long"])),
        ("decision_funded_names_who_helps", lambda r, u: DecisionFacts(
            referral=r, national="eh", is_funded="yes")),
        ("giving_up_by_two_people", lambda r, u: GivingUp(
            referral=r, reason="x", proposed_by=u, proposed_at=timezone.now(), agreed=True,
            answered_by=u, answered_at=timezone.now())),
    ],
)  # fmt: skip
def test_the_database_refuses_half_of_it(request_in, triage_officer, constraint, make):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(request_in, triage_officer).save()


def test_the_database_keeps_a_decision_and_two_people(received, triage_officer):
    over, flagged = received(), received(safety_flags=["harm"])
    actions.advise(over, decision="iag", reason="x", by=triage_officer)
    rows = Referral.objects.filter(pk=over.pk)
    reopened = {"status": "waiting", "decision": "", "decided_at": None, "decided_by": None}
    with pytest.raises(IntegrityError, match="A decision is final"), transaction.atomic():
        rows.update(**reopened)
    alone = {"status": "decided", "decision": "nfa_not_contactable", "decision_reason": "x"}
    alone |= {"decided_at": timezone.now(), "decided_by": triage_officer}
    with pytest.raises(IntegrityError, match="A manager must agree"), transaction.atomic():
        Referral.objects.filter(pk=flagged.pk).update(**alone)
    with pytest.raises(IntegrityError, match="is_looked_at_again"), transaction.atomic():
        Referral.objects.filter(pk=flagged.pk).update(review_on=timezone.localdate())


def test_how_long_it_takes_is_said_only_where_enough_were_decided(client, hub, triage_officer):
    """R047: an honest word before somebody asks, from the last weeks; none from a few."""
    now = timezone.now()

    def decided(count, days):
        ReferralFactory.create_batch(
            count, hub=hub, status="decided", decision="iag", decision_reason="x",
            happened_at=now - timedelta(days=days), decided_at=now, decided_by=triage_officer,
        )  # fmt: skip

    decided(24, days=2)
    decided(5, days=20)
    assert Referral.objects.wait_lately(now) is None
    assert "8 in 10 families" not in client.get(reverse("ask:before")).content.decode()
    decided(1, days=20)
    assert Referral.objects.wait_lately(now) == 2
    cache.delete(KEY)
    page = client.get(reverse("ask:before")).content.decode()
    assert "within 2 days for 8 in 10 families" in page
    assert Referral.objects.wait_lately(now + timedelta(days=29)) is None


@pytest.mark.parametrize(
    ("born", "closed_days_ago", "alone"),
    [
        ("2025-10-20", 0, True),  # A year and more old, today and then.
        ("2025-11-20", 0, False),
        ("2025-10-20", 20, False),  # Not a year old on the day it is said to have been closed.
    ],
)
def test_a_baby_is_one_on_the_day_it_was_closed(
    received, triage_officer, born, closed_days_ago, alone
):
    """The database looks at that day too: what it refuses, nobody is let into."""
    with time_machine.travel(MONDAY, tick=False):
        people = [{"full_name": "Tobi", "is_child": True, "born_on": born}]
        referral = received(people=people, happened_at=MONDAY - timedelta(days=60))
        for channel in ("call", "call", "text"):
            ago = {"happened_at": MONDAY - timedelta(days=50)}
            actions.record_attempt(
                referral, channel=channel, reached=False, by=triage_officer, **ago
            )
        at = MONDAY - timedelta(days=closed_days_ago)
        close = {"decision": Decision.NOT_CONTACTABLE, "by": triage_officer, **ENOUGH}
        if alone:
            assert actions.decline(referral, happened_at=at, **close).decision
        else:
            with pytest.raises(Refused, match="A manager must agree first"):
                actions.decline(referral, happened_at=at, **close)


def test_whoever_was_reached_since_is_not_out_of_reach(client, received, triage_officer):
    referral = received(happened_at=timezone.now() - timedelta(days=31))
    tried(referral, triage_officer)
    week_ago = timezone.now() - timedelta(days=7)
    version = Referral.objects.get(pk=referral.pk).version
    actions.record_attempt(
        referral, channel="call", reached=True, by=triage_officer, happened_at=week_ago
    )
    # A form that was open meanwhile learns of it.
    assert Referral.objects.get(pk=referral.pk).version != version
    with pytest.raises(Refused, match="They were reached"):
        give_up(referral, triage_officer)
    actions.record_attempt(referral, channel="call", reached=False, by=triage_officer)
    with pytest.raises(Refused, match="at least 3 times"):
        give_up(referral, triage_officer)
    client.force_login(triage_officer)
    assert "2 more tries" in client.get(referral.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_prepared_request_that_fails_stops_none_behind_it(
    received, triage_officer, monkeypatch
):
    first, second = received(), received(contact_name="Sam Reed")
    day = timezone.localdate() + timedelta(days=3)
    for referral in (first, second):
        actions.prepare(referral, review_on=day, reason="x", by=triage_officer)
    ladder = asking.ladder_for

    def broken(referral):
        if referral.pk == first.pk:
            raise RuntimeError
        return ladder(referral)

    monkeypatch.setattr(asking, "ladder_for", broken)
    assert actions.bring_back_prepared(by=SystemActor.CLOCK, today=day) == 1
    states = dict(Referral.objects.values_list("pk", "status"))
    assert states == {first.pk: "preparing", second.pk: "waiting"}


def test_a_red_request_that_was_prepared_loses_days_and_nights(received, triage_officer):
    friday = MONDAY - timedelta(days=3)
    with time_machine.travel(friday, tick=False):
        referral = received(safety_flags=["harm"])
        due = referral.decision_due_at
        actions.ask_more(referral, question="x", by=triage_officer)
    with time_machine.travel(MONDAY, tick=False):
        day = MONDAY.date() + timedelta(days=1)
        actions.prepare(referral, review_on=day, reason="x", by=triage_officer)
        referral.refresh_from_db()
        assert referral.decision_due_at == due + timedelta(days=3)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.bring_back_prepared(by=SystemActor.CLOCK)
    referral.refresh_from_db()
    assert referral.decision_due_at == due + timedelta(days=4)
