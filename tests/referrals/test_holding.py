"""Who looks at a request: taking it, giving it back, giving it on (R042, R047)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import Absence
from referrals import actions
from referrals.actions.telling import first_to_tell
from referrals.models import Referral
from tests.cast import somebody
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory
from tests.factories.referrals import ReferralFactory


@pytest.fixture
def colleague_at_triage(hub, triage_officer):
    return somebody("triage", hub=hub)


@pytest.fixture
def team(hub):
    team = TeamFactory(hub=hub, name="Front door")
    MembershipFactory(role="triage", team=team)
    return team


def test_one_takes_it_and_the_other_is_told_who(request_in, triage_officer, colleague_at_triage):
    """R042: one queue, and two people never work on one request without knowing."""
    assert actions.claim(request_in, by=triage_officer).held_by == triage_officer
    assert actions.claim(request_in, by=triage_officer).held_by == triage_officer
    with pytest.raises(Refused, match=f"{triage_officer} has just taken"):
        actions.claim(request_in, by=colleague_at_triage)
    with pytest.raises(Refused, match="do not have this request"):
        actions.release(request_in, by=colleague_at_triage)
    actions.release(request_in, by=triage_officer)
    assert actions.claim(request_in, by=colleague_at_triage).held_by == colleague_at_triage


def test_what_is_decided_cannot_be_taken(request_in, triage_officer):
    actions.advise(request_in, decision="iag", reason="x", by=triage_officer)
    with pytest.raises(Refused, match="already been decided"):
        actions.claim(request_in, by=triage_officer)


def test_only_who_may_decide_there_is_given_one(request_in, triage_officer, lead, team):
    """R059: not a practitioner, not another hub's triage, not a team without triage."""
    elsewhere = somebody("triage", hub=HubFactory())
    for person in (lead, elsewhere):
        with pytest.raises(Refused, match="cannot decide on requests of this hub"):
            actions.assign(request_in, to=person, by=triage_officer)
    with pytest.raises(Refused, match="Nobody in this team"):
        actions.assign(request_in, team=TeamFactory(hub=request_in.hub), by=triage_officer)
    done = actions.assign(request_in, team=team, by=triage_officer)
    assert (done.held_by, done.held_team) == (None, team)
    member = team.memberships.get().user
    assert Message.objects.get(kind="request_assigned").user == member
    assert actions.claim(done, by=member).held_team == team
    assert actions.release(done, by=member).held_team == team
    with pytest.raises(Refused, match="has this request already"):
        actions.assign(done, team=team, by=triage_officer)


def test_whoever_has_it_hears_first_and_another_hub_begins_anew(
    request_in, triage_officer, colleague_at_triage
):
    for taker in (triage_officer, colleague_at_triage):
        held = actions.assign(request_in, to=taker, by=triage_officer)
        assert first_to_tell(held) == taker
    assert (
        actions.move_to_hub(held, hub=HubFactory(), reason="They moved", by=triage_officer).held_at
        is None
    )


def test_the_database_keeps_since_when(request_in, triage_officer):
    for half in ({"held_by": triage_officer}, {"held_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="referral_held_since"), transaction.atomic():
            Referral.objects.filter(pk=request_in.pk).update(**half)


def away(user, days=3):
    now = timezone.now()
    return Absence.objects.create(user=user, starts_at=now, ends_at=now + timedelta(days=days))


def test_nobody_who_is_away_is_given_one(
    client, request_in, triage_officer, colleague_at_triage, team
):
    """R047: a request never waits on the desk of somebody who is not there."""
    until = timezone.localtime(away(colleague_at_triage).ends_at)
    client.force_login(triage_officer)
    url = reverse("referrals:assign", args=[request_in.pk])
    said = f"{colleague_at_triage} (away until {until:%-d %b %Y})"
    assert said in client.get(url).content.decode()
    answer = client.post(url, {"taker": f"person-{colleague_at_triage.pk}"})
    assert "Choose somebody who is here" in answer.content.decode()
    many = {"taker": f"person-{colleague_at_triage.pk}", "requests": [request_in.pk]}
    answer = client.post(reverse("referrals:assign_many"), many, follow=True)
    assert "Choose somebody who is here" in answer.content.decode()
    here, gone = team.memberships.get().user, MembershipFactory(role="triage", team=team).user
    away(gone)
    actions.assign(request_in, team=team, by=triage_officer)
    assert [m.user for m in Message.objects.filter(kind="request_assigned")] == [here]
    actions.claim(request_in, by=triage_officer)
    away(here)
    with pytest.raises(Refused, match="Nobody in this team who is here"):
        actions.assign(request_in, team=team, by=triage_officer)


def test_a_safeguarding_lead_is_offered_the_takers_and_hubs_of_all(
    client, request_in, triage_officer, safeguarding_lead, team
):
    """access.md A6: who may decide at any hub can give a request to whoever decides there."""
    client.force_login(safeguarding_lead)
    page = client.get(reverse("referrals:queue"))
    for taker in (f"person-{triage_officer.pk}", f"team-{team.pk}"):
        assert taker in page.content.decode()
    assert request_in.hub in page.context["filter"].form.fields["hub"].queryset


def test_what_somebody_took_while_the_page_was_open_is_theirs(
    client, received, triage_officer, colleague_at_triage, safeguarding_lead
):
    """R042: and whoever had it, and knows of nothing, is told that it was given on."""
    taken, free, theirs = received(), received(), received()
    actions.claim(theirs, by=colleague_at_triage)
    client.force_login(triage_officer)
    html = client.get(reverse("referrals:queue")).content.decode()
    ticks = re.findall(r'name="requests" value="([^"]+)"', html)
    assert f"{theirs.pk}:{colleague_at_triage.pk}" in ticks
    actions.claim(taken, by=colleague_at_triage)
    said = {"requests": ticks, "taker": f"person-{triage_officer.pk}"}
    answer = client.post(reverse("referrals:assign_many"), said, follow=True).content.decode()
    assert f"2 requests given to {triage_officer}" in answer
    assert f"{taken.reference}: {colleague_at_triage} took this request while" in answer
    for row, holder in ((taken, colleague_at_triage), (free, triage_officer)):
        row.refresh_from_db()
        assert row.held_by == holder
    told = Message.objects.get(kind="request_given_on")
    assert (told.user, told.about_id) == (colleague_at_triage, theirs.pk)


def test_what_was_given_back_meanwhile_can_be_given(received, triage_officer, colleague_at_triage):
    referral = received()
    seen = {referral.pk: str(colleague_at_triage.pk)}
    given = actions.assign_many([referral], by=triage_officer, to=triage_officer, seen=seen)
    assert given == (1, [])
    assert not Message.objects.filter(kind__contains="assigned").exists()


def test_a_team_is_asked_about_once_however_many_are_ticked(hub, received, team, triage_officer):
    """25 requests for a team of ten took more than 500 questions."""
    MembershipFactory.create_batch(3, role="triage", team=team)
    counts = []
    for many in (2, 6):
        rows = [received() for _each in range(many)]
        with CaptureQueriesContext(connection) as queries:
            assert actions.assign_many(rows, by=triage_officer, team=team) == (many, [])
        writes = ("UPDATE", "INSERT", "SAVEPOINT", "RELEASE")
        counts.append(len([q for q in queries if not q["sql"].startswith(writes)]))
    assert counts[0] == counts[1]
    news = Message.objects.filter(kind="requests_assigned")
    assert sorted(row.facts["count"] for row in news) == [2] * 4 + [6] * 4


def test_several_are_given_with_ticks_and_each_refused_one_is_named(
    client, received, triage_officer, colleague_at_triage
):
    mine, theirs, foreign = received(), received(), ReferralFactory()
    actions.assign(theirs, to=colleague_at_triage, by=triage_officer)
    client.force_login(triage_officer)
    url = reverse("referrals:assign_many") + "?tab=unclaimed"
    page = client.get(reverse("referrals:queue"))
    taker = f"person-{colleague_at_triage.pk}"
    assert taker in page.content.decode()
    ticked = [mine.pk, theirs.pk, foreign.pk, uuid.uuid4(), "nonsense"]
    answer = client.post(url, {"requests": ticked, "taker": taker}, follow=True)
    assert answer.context["tab"] == "unclaimed"
    html = answer.content.decode()
    assert f"1 request given to {colleague_at_triage}" in html
    assert f"{theirs.reference}: {colleague_at_triage} has this request already." in html
    foreign.refresh_from_db()
    assert foreign.held_by is None
    for said, says in (
        ({"taker": taker}, "Tick at least one"),
        ({"requests": [mine.pk]}, "Select"),
    ):
        assert says in client.post(url, said, follow=True).content.decode()


def test_somebody_else_changed_it_and_what_was_typed_is_kept(client, request_in, triage_officer):
    """Two people on one page: the second looks again, then sends the same words."""
    client.force_login(triage_officer)
    url = reverse("referrals:advise", args=[request_in.pk])
    seen = client.get(url).context["referral"].version
    actions.ask_more(request_in, question="Which school?", by=triage_officer)
    said = {"decision": "iag", "reason": "Stay and play on Thursday", "seen": seen}
    answer = client.post(url, said)
    html = answer.content.decode()
    assert "Somebody else changed this request" in html
    assert "Stay and play on Thursday" in html
    request_in.refresh_from_db()
    assert request_in.is_open
    again = said | {"seen": answer.context["referral"].version}
    assert "advice given" in client.post(url, again, follow=True).content.decode()


def test_accepting_looks_again_too(client, request_in, triage_officer, lead):
    client.force_login(triage_officer)
    url = reverse("referrals:accept", args=[request_in.pk])
    said = {"family": "new", "decision": "eha", "level": "3", "lead": lead.pk}
    answer = client.post(url, said | {"seen": "2020-01-01T00:00:00+00:00"})
    assert "Somebody else changed this request" in answer.content.decode()
    assert client.post(url, said | {"seen": answer.context["referral"].version}).status_code == 302


def test_tabs_of_mine_and_of_those_to_reach(client, received, triage_officer):
    mine, tried, reached = received(), received(), received()
    actions.claim(mine, by=triage_officer)
    for referral, was in ((tried, False), (reached, False), (reached, True)):
        given = {"channel": "call", "reached": was, "by": triage_officer}
        actions.record_attempt(referral, **given)
    client.force_login(triage_officer)

    def rows(tab):
        return client.get(reverse("referrals:queue"), {"tab": tab}).context["page"].rows

    assert rows("mine") == [mine]
    assert rows("reach") == [tried]
    assert set(rows("unclaimed")) == {tried, reached}


def test_the_queue_is_read_by_its_index(hub):
    """2,000 open of 300,000: what is decided is never read."""
    now = timezone.now()
    officer = somebody("triage", hub=hub)
    over = {"status": "decided", "decision": "iag", "decision_reason": "x"}
    over |= {"decided_at": now, "decided_by": officer}
    ReferralFactory.create_batch(3, hub=hub)
    ReferralFactory.create_batch(30, hub=hub, **over)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE referrals_referral")
        cursor.execute("SET LOCAL enable_seqscan = off")
        # So few rows are sorted in no time: that the index has their order is what counts.
        cursor.execute("SET LOCAL enable_sort = off")
    rows = Referral.objects.filter(hub=hub).in_queue().order_by("decision_due_at", "pk")
    assert "referral_queue" in rows.explain()


def test_the_queue_asks_as_often_for_many_as_for_few(client, received, triage_officer):
    client.force_login(triage_officer)
    client.get(reverse("referrals:queue"), {"tab": "mine"})
    counts = []
    for _turn in range(2):
        for _each in range(3):
            actions.claim(received(), by=triage_officer)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("referrals:queue"), {"tab": "mine"}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_less_time_left_the_higher(client, received, triage_officer):
    first, second = received(), received()
    soon = timezone.now() - timedelta(days=9)
    Referral.objects.filter(pk=second.pk).update(decision_due_at=soon)
    client.force_login(triage_officer)
    assert client.get(reverse("referrals:queue")).context["page"].rows == [second, first]


@pytest.mark.parametrize("nasty", ["", "x" * 100_000, "\x00", "9" * 5_000, "=cmd|' /C calc'!A0"])
def test_no_form_of_the_desk_breaks_on_anything(client, request_in, triage_officer, nasty):
    client.force_login(triage_officer)
    fields = (
        "seen", "taker", "requests", "topic", "told", "note", "reason", "review_on_day",
        "review_on_month", "review_on_year", "agreed", "answer", "next_step", "session",
        "provider", "is_funded", "is_couple", "for_adults", "person", "asked_name", "signs",
        "decision", "level", "lead", "hub",
    )  # fmt: skip
    for name in (
        "assign", "enquire", "prepare", "add_need", "propose_giving_up", "answer_giving_up",
        "advise", "decline", "move", "accept",
    ):  # fmt: skip
        url = reverse(f"referrals:{name}", args=[request_in.pk])
        assert client.post(url, dict.fromkeys(fields, nasty)).status_code in (200, 302, 400, 413), (
            name
        )
    many = client.post(reverse("referrals:assign_many"), dict.fromkeys(fields, nasty))
    assert many.status_code in (302, 400, 413)
    for tab in ("mine", nasty[:500]):
        url = reverse("referrals:queue")
        assert client.get(url, {"called": nasty[:500], "tab": tab}).status_code in (200, 400)
    request_in.refresh_from_db()
    assert request_in.is_open
