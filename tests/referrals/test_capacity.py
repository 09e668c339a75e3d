"""R046, R047: how hubs stand, requests beside the terms, and an honest word on the wait."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts.models import Organisation
from familyhubs.council.models import CouncilSettings, Term
from hubs.models import WorkLimit
from referrals import clocks
from referrals.actions.announcing import promised_to
from referrals.capacity import draw, trend
from referrals.lately import KEY
from referrals.models import ContactAttempt, Referral
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import FamilyFactory, InvolvementFactory, SharingAgreementFactory
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory

PAGE = "referrals:capacity"
# A Wednesday in the second week of November.
NOW = datetime(2026, 11, 11, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def page(client, user, **query):
    client.force_login(user)
    return client.get(reverse(PAGE), query)


def test_each_hub_and_worker_stands_against_what_they_can_do(client, hub, manager, worker, family):
    PlanFactory(family=family, hub=hub)
    InvolvementFactory(family=FamilyFactory(hub=HubFactory()), user=worker)
    for days in (1, 9):
        ReferralFactory(hub=hub, happened_at=NOW - timedelta(days=days))
    ReferralFactory(hub=HubFactory())
    (line,) = page(client, manager).context["lines"]
    assert (line.open, line.waiting, line.late, line.oldest_days) == (2, 2, 2, 9)
    (row,) = line.workers
    assert (row.name, row.families, row.plans) == (worker.full_name, 2, 1)
    assert row.limit == CouncilSettings().worker_families
    WorkLimit.objects.create(user=worker, families=1)
    answer = page(client, manager)
    assert answer.context["lines"][0].workers[0].left == -1
    assert "Too many" in answer.content.decode()


def test_requests_a_week_stand_beside_the_same_week_of_last_year(client, hub, manager):
    council, _new = CouncilSettings.objects.get_or_create()
    for name, first, last in (
        ("Autumn", date(2026, 9, 2), date(2026, 10, 23)),
        ("Last autumn", date(2025, 9, 2), date(2025, 12, 19)),
    ):
        Term.objects.create(council=council, name=name, starts_on=first, ends_on=last)
    for day in (NOW - timedelta(days=14), NOW - timedelta(days=14 + 364), NOW):
        ReferralFactory(hub=hub, happened_at=day)
    ReferralFactory(hub=hub, happened_at=NOW - timedelta(days=378), source="2A")
    context = page(client, manager).context
    weeks = {week.monday: (week, words) for week, words, _then in context["weeks"]}
    week, words = weeks[date(2026, 10, 26)]
    assert (week.came, week.before, week.change, str(words)) == (1, 2, -1, "Holiday")
    assert weeks[date(2026, 11, 9)][0].came is None, "a week counts once it is over"
    assert [(str(words), row["came"], row["before"]) for words, row in context["sources"]] == [
        ("Family member, relative or carer", 2, 1),
        ("School", 0, 1),
    ]
    drawn = [bar for bar in context["drawing"].bars if bar.height]
    assert [(bar.height, bar.is_holiday) for bar in drawn] == [(10, True)]


def test_the_weeks_are_counted_now_and_then_and_say_when(client, hub, manager):
    """Two school years are tens of thousands of requests; what is open now is always of now."""
    ReferralFactory(hub=hub, happened_at=NOW)
    before = page(client, manager).context
    ReferralFactory(hub=hub, happened_at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        answer = page(client, manager)
    assert answer.context["counted_at"] == before["counted_at"] == NOW
    assert "counted at 10:00 on 11 Nov 2026" in answer.content.decode()
    assert [row["came"] for _words, row in answer.context["sources"]] == [1]
    assert answer.context["lines"][0].open == 2
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        after = page(client, manager).context
    assert [row["came"] for _words, row in after["sources"]] == [2]
    other = HubFactory(name="Another")
    ReferralFactory(hub=other, happened_at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=12), tick=False):
        both = page(client, somebody("safeguarding")).context
    assert [row["came"] for _words, row in both["sources"]] == [3]
    assert both["counted_at"] == NOW + timedelta(minutes=11), "as old as the oldest"


def test_a_restricted_family_is_counted_for_nobody(client, hub, manager, safeguarding_lead):
    """access.md 6: a number never tells of a request that its reader cannot see."""
    over = {"status": "decided", "decision": "eha", "decided_at": NOW, "decided_by": manager}
    hidden = FamilyFactory(hub=hub, is_restricted=True)
    ReferralFactory(hub=hub, happened_at=NOW, family=hidden, **over)
    for user in (manager, safeguarding_lead):
        assert page(client, user).context["sources"] == []


def test_those_of_no_single_hub_stand_there_too(client, hub, manager, worker):
    """R047: a council-wide worker and one of a team without a hub have hands as well."""
    everywhere, partner = somebody("practitioner"), somebody("partner")
    roving = somebody("practitioner", team=TeamFactory(hub=None))
    InvolvementFactory(family=FamilyFactory(hub=hub), user=roving)
    own, theirs = page(client, manager).context["lines"]
    assert [row.name for row in own.workers] == [worker.full_name]
    assert {row.name: row.families for row in theirs.workers} == {
        everywhere.full_name: 0,
        roving.full_name: 1,
    }
    html = page(client, manager).content.decode()
    assert "Of no single hub" in html
    assert partner.full_name not in html
    assert len(page(client, manager, hub=hub.slug).context["lines"]) == 1


def test_no_school_reads_it(client, hub, school):
    """Decision 42: a school's officer works the queue, and gets no counts and no caseloads."""
    SharingAgreementFactory(organisation=school)
    Organisation.objects.filter(pk=school.pk).update(may_triage=True)
    officer = PartnerFactory(organisation=school)
    MembershipFactory(user=officer, role="triage", hub=hub)
    assert page(client, officer).status_code == 403
    queue = client.get(reverse("referrals:queue"))
    assert queue.status_code == 200
    assert reverse(PAGE) not in queue.content.decode()


def test_nothing_leaves_the_drawing(client):
    weeks = trend(2026, {date(2026, 9, 7): 403}, [], date(2026, 9, 20))
    drawing = draw(weeks)
    assert drawing.top == 410
    assert all(0 <= bar.y <= 100 and bar.x + bar.width <= 100 for bar in drawing.bars)


def test_only_those_who_work_a_queue_read_it_and_one_hub_where_it_is_asked_for(
    client, hub, manager, worker, triage_officer, safeguarding_lead, commissioner, front_desk
):
    other = HubFactory()
    for user in (worker, commissioner, front_desk):
        assert page(client, user).status_code == 403
    for user, hubs in ((manager, 1), (triage_officer, 1), (safeguarding_lead, 2)):
        assert len(page(client, user, hub=other.slug if hubs == 1 else "").context["lines"]) == hubs
    assert len(page(client, safeguarding_lead, hub=hub.slug).context["lines"]) == 1


def reached(count, hub, days, by):
    for referral in ReferralFactory.create_batch(
        count, hub=hub, happened_at=NOW - timedelta(days=days), screened_at=NOW, screened_by=by
    ):
        ContactAttempt.objects.create(
            referral=referral, channel="phone", reached=True, happened_at=NOW, by=by
        )


def test_the_day_we_name_is_never_sooner_than_the_clock_nor_than_the_truth(
    client, hub, triage_officer
):
    """Families wait as long as they do: below 30 of them, what the clock says."""
    asked = ReferralFactory(hub=hub, happened_at=NOW)
    clock = clocks.contact_due(NOW)
    reached(29, hub, 9, triage_officer)
    assert promised_to(asked) == clock
    assert "heard from us" not in client.get(reverse("ask:before")).content.decode()
    reached(1, hub, 9, triage_officer)
    assert promised_to(asked) == clock, "counted ten minutes ago"
    cache.delete(KEY)
    assert promised_to(asked) == datetime(2026, 11, 20, 10, tzinfo=UTC)
    words = client.get(reverse("ask:before")).content.decode()
    assert "half of the families heard from us within 9 days" in words
    ContactAttempt.objects.all().delete()
    Referral.objects.exclude(pk=asked.pk).delete()
    reached(30, hub, 1, triage_officer)
    cache.delete(KEY)
    assert promised_to(asked) == clock
    ReferralFactory.create_batch(10, hub=hub, happened_at=NOW - timedelta(days=20))
    cache.delete(KEY)
    assert promised_to(asked) > clock, "who is still not reached has waited as well"


def test_a_promise_falls_on_an_open_hour(hub, triage_officer):
    asked = ReferralFactory(hub=hub, happened_at=NOW)
    reached(30, hub, 3, triage_officer)
    promised = promised_to(asked)
    assert timezone.localtime(promised).weekday() < 5
    assert promised == clocks.working_calendar().next_open(promised)
