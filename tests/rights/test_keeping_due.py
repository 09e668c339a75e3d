"""What is due: the clocks of the schedule, and what errs on keeping."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import Family, Person
from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from familyhubs.rights.keeping import actions
from familyhubs.rights.keeping.due import how_many_due, is_due
from familyhubs.rights.keeping.models import Batch, DueRecord, Rule, RuleChange
from outcomes.models import Plan
from tests.cast import somebody
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    TimelineEntryFactory,
)
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory
from tests.rights.kept import TOMORROW, make_old, quiet_guards

pytestmark = pytest.mark.django_db
BORN = date(2000, 3, 10)
LAST = date(2025, 3, 10)


@pytest.fixture
def rule(db):
    return Rule.objects.get(code="family")


@pytest.fixture
def child(hub):
    family = FamilyFactory(hub=hub)
    member = FamilyMemberFactory(family=family, role="child")
    make_old(family)
    born(member.person, BORN)
    member.person.family = family
    return member.person


def born(person, day, accuracy="AAA"):
    Person.objects.filter(pk=person.pk).update(born_on=day, born_accuracy=accuracy)


def test_a_record_is_due_25_years_after_the_youngest_child_was_born(rule, child):
    about = child.family.pk
    assert not is_due(rule, about, on=LAST - timedelta(days=1))
    assert is_due(rule, about, on=LAST)
    younger = FamilyMemberFactory(family=child.family, role="child").person
    born(younger, date(2001, 3, 10))
    assert not is_due(rule, about, on=LAST)


@pytest.mark.parametrize(
    ("accuracy", "first"), [("UAA", date(2025, 4, 30)), ("UUE", date(2026, 12, 31))]
)
def test_a_part_known_date_errs_on_keeping(rule, child, accuracy, first):
    born(child, BORN, accuracy)
    assert not is_due(rule, child.family.pk, on=first - timedelta(days=1))
    assert is_due(rule, child.family.pk, on=first)


def test_a_child_of_no_known_date_is_never_due(rule, child):
    other = FamilyMemberFactory(family=child.family, role="child").person
    born(other, None, "UUU")
    assert not is_due(rule, child.family.pk, on=date(2090, 1, 1))


def test_without_a_child_it_counts_from_the_last_thing_that_happened(rule, hub):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, role="parent")
    FamilyMemberFactory(family=family, role="other")
    first, last, later = (datetime(year, 6, 1, 12, tzinfo=UTC) for year in (1990, 1995, 1999))
    Family.objects.filter(pk=family.pk).update(first_known_at=first)
    assert is_due(rule, family.pk, on=date(2015, 6, 1))
    plan = PlanFactory(family=family)
    quiet_guards()
    Plan.objects.filter(pk=plan.pk).update(
        opened_at=first, closed_at=last, closure_reason="no_contact"
    )
    assert not is_due(rule, family.pk, on=date(2020, 5, 31))
    assert is_due(rule, family.pk, on=date(2020, 6, 1))
    TimelineEntryFactory(family=family, happened_at=later)
    assert not is_due(rule, family.pk, on=date(2024, 5, 31))
    assert is_due(rule, family.pk, on=date(2024, 6, 1))
    open_work = InvolvementFactory(family=family)
    assert not is_due(rule, family.pk, on=date(2060, 6, 1))
    open_work.delete()
    Family.objects.filter(pk=family.pk).update(reference="X2K3M2Q9T7K3")
    assert not is_due(rule, family.pk, on=date(2060, 6, 1))


def test_somebody_who_works_with_them_or_an_open_plan_keeps_it(rule, child):
    open_plan = PlanFactory(family=child.family)
    assert not is_due(rule, child.family.pk, on=LAST)
    open_plan.delete()
    InvolvementFactory(family=child.family)
    assert not is_due(rule, child.family.pk, on=LAST)


def test_a_request_without_service_is_due_after_three_years(hub):
    rule = Rule.objects.get(code="request")
    worker = somebody("triage", hub=hub)
    long_ago = timezone.now() - timedelta(days=3 * 366)
    request = ReferralFactory(
        hub=hub, status="decided", decision="nfa_not_needed", decision_reason="Helped",
        happened_at=long_ago, screened_at=long_ago, screened_by=worker, decided_at=long_ago,
        decided_by=worker,
    )  # fmt: skip
    today = timezone.localdate()
    assert is_due(rule, request.pk, on=today)
    assert not is_due(rule, request.pk, on=today - timedelta(days=30))
    assert how_many_due(rule, on=today, months=60) == 0


def test_the_list_is_made_twice_and_holds_each_once(rule, child):
    for _ in range(2):
        actions.find_due(by=SystemActor.CLOCK)
    assert DueRecord.objects.get().about_id == child.family.pk
    born(child, date(2020, 1, 1))
    actions.find_due(by=SystemActor.CLOCK)
    assert not DueRecord.objects.exists()


def test_nobody_agrees_to_what_they_proposed(rule, child):
    actions.find_due(by=SystemActor.CLOCK)
    one = somebody("governance")
    batch = actions.propose_batch(rule, chosen=[DueRecord.objects.get().pk], why="Over", by=one)
    with pytest.raises(Refused, match="Somebody else"):
        actions.decide_batch(batch, agreed=True, answer="", by=one)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(decided_by=one, decided_at=now, approved_at=now)
    actions.decide_batch(batch, agreed=False, answer="No", by=somebody("governance"))
    assert DueRecord.objects.to_review().count() == 1


def test_one_that_is_kept_longer_is_not_on_the_list(rule, child):
    actions.find_due(by=SystemActor.CLOCK)
    due, officer = DueRecord.objects.get(), somebody("governance")
    actions.keep_longer(due, until=TOMORROW, why="A claim", by=officer)
    assert not DueRecord.objects.to_review().exists()
    with pytest.raises(Refused, match="at least one"):
        actions.propose_batch(rule, chosen=[due.pk], why="Over", by=officer)
    actions.find_due(by=SystemActor.CLOCK)
    assert DueRecord.objects.get().keep_until == TOMORROW


def test_a_period_is_changed_by_two_people_and_what_it_was_is_kept(rule):
    one, other = somebody("governance"), somebody("governance")
    change = actions.propose_change(rule, months=360, why="Thirty years", by=one)
    with pytest.raises(Refused, match="waits"):
        actions.propose_change(rule, months=120, why="Ten", by=other)
    with pytest.raises(Refused, match="Somebody else"):
        actions.decide_change(change, agreed=True, by=one)
    actions.decide_change(change, agreed=True, by=other)
    rule.refresh_from_db()
    assert (rule.months, RuleChange.objects.get().before) == (360, 300)
    with pytest.raises(Refused, match="already"):
        actions.decide_change(change, agreed=False, by=other)


def test_what_two_people_agreed_to_cannot_become_another_record(rule, child, hub):
    actions.find_due(by=SystemActor.CLOCK)
    due, other = DueRecord.objects.get(), FamilyFactory(hub=hub)
    one, two = somebody("governance"), somebody("governance")
    batch = actions.propose_batch(rule, chosen=[due.pk], why="Over", by=one)
    actions.decide_batch(batch, agreed=True, answer="", by=two)
    with pytest.raises(IntegrityError), transaction.atomic():
        DueRecord.objects.filter(pk=due.pk).update(about_id=other.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        DueRecord.objects.create(
            rule=rule, about_id=other.pk, since=timezone.localdate(), batch=batch
        )
