"""What people agree to, and what happens at once when they stop."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from families import actions
from families.models import Agreement, Family, SharingAgreement, TimelineEntry, ToDo
from familyhubs.accounts.models import User
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    ChildFactory,
    CompetenceFactory,
    ConflictFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.factories.hubs import MembershipFactory, TeamFactory


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


@pytest.fixture
def shared(family, teacher, school):
    """The agreement by which the school knows of Tobi."""
    return family.agreements.get(organisation=school)


def answer(family, by, person, **facts):
    facts = {"purpose": "support", "status": "given"} | facts
    return actions.record_agreement(family, person=person, by=by, **facts)


def test_an_answer_is_kept_with_who_gave_it(family, worker, ada):
    given = answer(family, worker, ada)
    assert given.given_by == ada
    assert given.review_due_on == (given.starts_at + timedelta(days=365)).date()
    assert family.timeline.get().sensitivity == "team"


def test_the_same_answer_twice_is_one(family, worker, ada):
    assert answer(family, worker, ada) == answer(family, worker, ada)


def test_a_new_answer_ends_the_one_before_and_both_stay(family, worker, ada):
    answer(family, worker, ada, status="declined")
    answer(family, worker, ada)
    assert list(family.agreements.order_by("starts_at").values_list("status", flat=True)) == [
        "declined",
        "given",
    ]
    assert family.agreements.in_force().count() == 1


def test_who_cannot_answer_for_whom(family, worker, ada, tobi, school):
    family.members.filter(person=ada).update(has_parental_responsibility=False)
    share = {"purpose": "share", "organisation": school}
    refusals = [
        (tobi, {}, "Select who agrees for"),
        (tobi, {"given_by": ada, "capacity": "parent"}, "parental responsibility"),
        (tobi, {"given_by": ada, "capacity": "young_person"}, "cannot agree as"),
        (ada, {"given_by": ada, "capacity": "parent"}, "Select who agrees for"),
        (PersonFactory(), {}, "in this family"),
        (ada, {"purpose": "share"}, "Select the organisation"),
        (ada, share | {"purpose": "news"}, "only named"),
        (ada, share | {"organisation": worker.organisation}, "works with the council"),
        (ada, {"happened_at": timezone.now() + timedelta(days=2)}, "in the past"),
    ]
    for person, facts, said in refusals:
        with pytest.raises(Refused, match=said):
            answer(family, worker, person, **facts)
    assert not family.agreements.exists()


def test_nobody_answers_for_another_adult_and_no_child_for_anybody(
    family, worker, ada, tobi, school
):
    ben, zoe = PersonFactory(full_name="Ben Okafor"), ChildFactory(full_name="Zoe Okafor")
    FamilyMemberFactory(family=family, person=ben, role="other")
    FamilyMemberFactory(family=family, person=zoe, role="child")
    share = {"purpose": "share", "organisation": school, "capacity": "parent"}
    refusals = [
        (ben, ada, "Ben Okafor is an adult"),
        (ada, tobi, "Ada Okafor is an adult"),
        (zoe, tobi, "Tobi Okafor is a child"),
    ]
    for person, giver, said in refusals:
        with pytest.raises(Refused, match=said):
            answer(family, worker, person, given_by=giver, **share)
    assert not family.agreements.exists()


def test_a_parent_agrees_for_a_child_and_the_school_sees(
    family, worker, teacher, school, tobi, ada
):
    actions.withdraw_agreement(family.agreements.get(), reason="Asked us to stop", by=worker)
    InvolvementFactory(family=family, user=teacher, starts_at=timezone.now())
    assert not sees(teacher, family)
    share = {"purpose": "share", "organisation": school, "given_by": ada, "capacity": "parent"}
    answer(family, worker, tobi, **share)
    assert sees(teacher, family)


def test_withdrawal_closes_the_record_and_makes_two_tasks(family, worker, manager, teacher, shared):
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    assert not sees(teacher, family)
    assert not family.involvements.current().filter(user=teacher).exists()
    todos = {todo.kind: todo for todo in ToDo.objects.all()}
    assert set(todos) == {"call_family", "risk_check"}
    assert {todo.owner for todo in todos.values()} == {worker}
    assert {(m.user, m.kind) for m in Message.objects.all()} == {
        (teacher, "access_ended"),
        (manager, "risk_check"),
    }


def test_withdrawal_drops_what_is_queued_to_that_organisation(family, worker, teacher, shared):
    queued = notify(
        teacher,
        key="x",
        kind="family_given",
        by=worker,
        organisation=teacher.organisation,
        family_id=family.pk,
        hub="Northgate Hub",
        link="/families/",
    )
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    queued.refresh_from_db()
    assert queued.dropped_at
    assert queued.drop_reason


@pytest.fixture
def nurses(family, school):
    """A team of the school that works with the Okafors; Kim is in it."""
    team = TeamFactory(organisation=school)
    kim = PartnerFactory(organisation=school, full_name="Kim Lee")
    MembershipFactory(user=kim, role="partner", team=team)
    InvolvementFactory(family=family, user=None, team=team)
    return team


def told_of_lost_access():
    return {row.user.full_name for row in Message.objects.filter(kind="access_ended")}


def test_everybody_who_loses_access_through_their_team_learns_so(
    family, worker, teacher, shared, school, nurses
):
    left, barred, gone = (PartnerFactory(organisation=school) for _ in range(3))
    for user in (left, barred, gone):
        MembershipFactory(user=user, role="partner", team=nurses)
    left.memberships.update(ends_at=timezone.now())
    ConflictFactory(family=family, user=barred)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    MembershipFactory(user=PartnerFactory(), role="partner", team=nurses)
    assert sees(nurses.memberships.get(user__full_name="Kim Lee").user, family)
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    assert told_of_lost_access() == {"Kim Lee", teacher.full_name}


def test_a_team_never_learns_of_a_restricted_family(family, worker, teacher, shared, nurses):
    Family.objects.update(is_restricted=True)
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    assert told_of_lost_access() == {teacher.full_name}


def test_the_message_about_lost_access_names_nobody(family, worker, teacher, shared):
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    message = Message.objects.get(user=teacher)
    assert set(message.facts) == {"hub", "when"}


def test_a_lead_of_that_organisation_gives_way_to_the_manager(family, manager, teacher, shared):
    family.involvements.update(ends_at=timezone.now())
    actions.allocate(family, role="lead", user=teacher, by=manager)
    assert sees(teacher, family)
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=manager)
    assert family.involvements.current().leads().get().user == manager
    assert not sees(teacher, family)


def test_stopping_for_one_child_leaves_the_other_shared(
    family, worker, teacher, shared, ada, school
):
    AgreementFactory(family=family, person=ada, organisation=school)
    actions.withdraw_agreement(shared, reason="Not about Tobi", by=worker)
    assert sees(teacher, family)
    assert [m.person for m in family.members.all().visible_to(teacher)] == [ada]
    assert not Message.objects.filter(kind="access_ended").exists()


def test_a_second_press_stops_nothing_more(family, worker, shared):
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    with pytest.raises(Refused, match="already"):
        actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    assert ToDo.objects.count() == 2


def test_declining_after_agreeing_stops_the_sharing_too(family, worker, teacher, school, tobi, ada):
    share = {"purpose": "share", "organisation": school, "given_by": ada, "capacity": "parent"}
    answer(family, worker, tobi, status="declined", **share)
    assert not sees(teacher, family)
    assert ToDo.objects.count() == 2


@pytest.fixture
def ben(family):
    """The father, who lives elsewhere."""
    return FamilyMemberFactory(family=family, person__full_name="Ben Okafor", role="parent").person


def test_another_parents_no_is_recorded_and_goes_to_the_manager(
    family, worker, manager, teacher, school, tobi, ada, ben
):
    actions.withdraw_agreement(family.agreements.get(), reason="Asked again", by=worker)
    InvolvementFactory(family=family, user=teacher, starts_at=timezone.now())
    ToDo.objects.all().delete()
    Message.objects.all().delete()
    share = {"purpose": "share", "organisation": school, "capacity": "parent"}
    first = answer(family, worker, tobi, given_by=ada, **share)
    for _ in range(2):
        said = answer(family, worker, tobi, given_by=ben, status="declined", **share)
        assert (said.status, said.given_by) == ("objected", ben)
    assert sees(teacher, family)
    assert family.agreements.in_force().get() == first
    assert family.agreements.filter(status="objected").get().ends_at == said.starts_at
    task = ToDo.objects.get()
    assert (task.kind, task.owner, task.cause_id) == ("objection", manager, said.pk)
    assert Message.objects.get().user == manager
    assert "objected" in family.timeline.latest("recorded_at").summary
    # Whoever agreed can still say no, and that ends it.
    answer(family, worker, tobi, given_by=ada, status="declined", **share)
    assert not sees(teacher, family)


def test_another_parents_stop_is_an_objection_and_ends_nothing(
    family, worker, manager, teacher, school, tobi, ada, ben
):
    actions.withdraw_agreement(family.agreements.get(), reason="Asked again", by=worker)
    ToDo.objects.all().delete()
    InvolvementFactory(family=family, user=teacher, starts_at=timezone.now())
    share = {"purpose": "share", "organisation": school, "capacity": "parent"}
    given = answer(family, worker, tobi, given_by=ada, **share)
    said = actions.withdraw_agreement(given, reason="I never agreed", said_by=ben, by=worker)
    assert (said.status, said.given_by, said.end_reason) == ("objected", ben, "I never agreed")
    assert sees(teacher, family)
    assert ToDo.objects.get().owner == manager
    with pytest.raises(Refused):
        actions.withdraw_agreement(given, reason="x", said_by=PersonFactory(), by=worker)
    # Whom it is about may always stop it, and so may who agreed.
    actions.withdraw_agreement(given, reason="I do not want it", said_by=tobi, by=worker)
    assert not sees(teacher, family)


def test_no_parent_overrules_a_young_person_who_decided(family, worker, manager, school, ada):
    zoe = ChildFactory(full_name="Zoe Okafor", born_on=date(2011, 1, 1))
    FamilyMemberFactory(family=family, person=zoe, role="child")
    share = {"purpose": "share", "organisation": school}
    CompetenceFactory(family=family, person=zoe, **share)
    answer(family, worker, zoe, status="declined", capacity="young_person", **share)
    yes = answer(family, worker, zoe, given_by=ada, capacity="parent", **share)
    assert yes.status == "objected"
    assert not family.agreements.in_force().exists()
    assert ToDo.objects.get().owner == manager


def test_a_second_parent_may_agree_where_the_first_did_not(
    family, worker, teacher, school, tobi, ada, ben
):
    share = {"purpose": "share", "organisation": school, "capacity": "parent"}
    answer(family, worker, tobi, given_by=ada, status="declined", **share)
    assert answer(family, worker, tobi, given_by=ben, **share).status == "given"


def test_an_objection_never_holds_whatever_the_code_does(family, tobi, school):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(family=family, person=tobi, organisation=school, status="objected")


@pytest.mark.parametrize("why", ["closed", "barred", "no agreement with the council"])
def test_no_state_of_the_school_keeps_a_family_from_stopping(
    family, manager, teacher, school, shared, ada, why
):
    family.involvements.update(ends_at=timezone.now())
    InvolvementFactory(family=family, user=teacher, role="lead", starts_at=timezone.now())
    AgreementFactory(family=family, person=ada, organisation=school)
    if why == "closed":
        type(teacher).objects.filter(pk=teacher.pk).update(is_active=False)
    elif why == "barred":
        ConflictFactory(family=family, user=teacher)
    else:
        SharingAgreement.objects.update(ends_at=timezone.now())
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=manager)
    work = family.involvements.current().get()
    assert (work.user, work.role) == (manager, "lead")


def test_a_no_told_of_late_ends_what_was_offered_since(family, worker, teacher, school, tobi, ada):
    offered = actions.grant(family, kind="receiver", user=teacher, by=worker)
    yesterday = timezone.now() - timedelta(days=1)
    share = {"purpose": "share", "organisation": school, "given_by": ada, "capacity": "parent"}
    answer(family, worker, tobi, status="declined", happened_at=yesterday, **share)
    offered.refresh_from_db()
    assert offered.ends_at == offered.starts_at
    assert not sees(teacher, family)


def test_nothing_agreed_nothing_to_stop(family, worker, ada):
    refused = answer(family, worker, ada, status="declined")
    with pytest.raises(Refused, match="nothing to stop"):
        actions.withdraw_agreement(refused, reason="x", by=worker)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "declined"},
        {"purpose": "gather"},
        {"starts_at": timezone.now() - timedelta(days=9000)},
    ],
)
def test_an_answer_is_never_rewritten(shared, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=shared.pk).update(**change)


def test_an_answer_that_ended_stays_ended_and_is_never_deleted(shared):
    rows = Agreement.objects.filter(pk=shared.pk)
    rows.update(ends_at=timezone.now())
    for break_it in (lambda: rows.update(ends_at=None), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()


def test_one_answer_at_a_time_whatever_the_code_does(family, shared, tobi, school):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(family=family, person=tobi, organisation=school)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(family=family, person=tobi, organisation=None)


def test_what_one_organisation_may_know_is_hidden_from_another(family, teacher, worker, tobi, ada):
    police = OrganisationFactory(kind="police")
    share = {"purpose": "share", "organisation": police, "given_by": ada, "capacity": "parent"}
    answer(family, worker, tobi, **share)
    assert not TimelineEntry.objects.visible_to(teacher).exists()
    assert [a.organisation for a in Agreement.objects.visible_to(teacher)] == [teacher.organisation]


def test_what_stops_on_a_friday_evening_is_checked_on_monday(family, worker, shared):
    friday = datetime(2026, 11, 20, 18, tzinfo=UTC)
    with time_machine.travel(friday, tick=False):
        actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    due = ToDo.objects.get(kind="risk_check").due_at
    assert due == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_a_risk_check_answers_its_three_questions(family, worker, shared):
    actions.withdraw_agreement(shared, reason="Asked us to stop", by=worker)
    check = ToDo.objects.get(kind="risk_check")
    with pytest.raises(Refused, match="three questions"):
        actions.finish_todo(check, result="Rang Ada", by=worker)
    answers = {"said_freely": "yes", "anyone_at_risk": "no", "share_anyway": "no"}
    actions.finish_todo(check, result="Rang Ada", by=worker, **answers)
    with pytest.raises(Refused, match="already"):
        actions.finish_todo(check, result="Rang Ada", by=worker, **answers)
    with pytest.raises(IntegrityError), transaction.atomic():
        ToDo.objects.filter(pk=check.pk).update(said_freely="")
