"""More and lighter help: named receivers, one answer, nothing lost between services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from families.models import Family, Involvement
from familyhubs.calendar.front_door import working_calendar
from familyhubs.notifications.letters import letter_of
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import Membership
from outcomes import actions
from outcomes.models import LevelChange, Step
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import ConflictFactory, InvolvementFactory
from tests.factories.hubs import MembershipFactory

NOW = timezone.now


def propose(plan, by, receiver, **changes):
    given = {"to_level": 2, "reason": "outcomes_met", "explanation": "Calm", "receiver": receiver}
    return actions.propose_step(plan, by=by, **(given | changes))


def leads(family):
    return [row.user for row in Involvement.objects.current().leads().filter(family=family)]


def test_the_receiver_may_look_and_is_told_once(step, plan, family, colleague):
    assert Family.objects.visible_to(colleague).filter(pk=family.pk).exists()
    message = Message.objects.get(kind="step_proposed", user=colleague)
    assert str(step.pk) in message.facts["link"]
    assert "Okafor" not in str(message.facts)


def test_the_manager_is_told_of_a_step(manager, step):
    assert Message.objects.get(kind="step_proposed_manager").user == manager


def test_until_the_answer_the_sender_keeps_the_family(step, plan, family, worker):
    plan.refresh_from_db()
    assert (plan.level, leads(family)) == (3, [worker])


def test_accepting_changes_level_and_lead_and_ends_the_look(step, plan, family, worker, colleague):
    actions.accept_step(step, by=colleague)
    plan.refresh_from_db()
    assert (plan.level, leads(family)) == (2, [colleague])
    change = LevelChange.objects.get(step=step)
    assert (change.from_level, change.to_level, change.decided_by) == (3, 2, colleague)
    assert not family.grants.current().exists()
    assert Message.objects.filter(kind="step_accepted", user=worker).count() == 1
    assert not Family.objects.visible_to(worker).filter(pk=family.pk).exists()


def test_what_the_former_lead_had_to_do_goes_with_the_family(plan, goal, worker, colleague, ada):
    due = timezone.localdate() + timedelta(days=3)
    theirs = actions.add_action(goal, what="Ring", due_on=due, owner_user=worker, by=worker)
    familys = actions.add_action(goal, what="Read", due_on=due, owner_person=ada, by=worker)
    actions.accept_step(propose(plan, worker, colleague), by=colleague)
    theirs.refresh_from_db()
    familys.refresh_from_db()
    assert (theirs.owner, familys.owner) == (colleague, ada)


def test_the_new_helper_reviews_within_six_weeks(plan, goal, worker, colleague):
    far = timezone.localdate() + timedelta(weeks=12)
    actions.review_plan(plan, summary="Calm", scores={goal: (6, None)}, next_due_on=far, by=worker)
    actions.accept_step(propose(plan, worker, colleague), by=colleague)
    plan.refresh_from_db()
    assert plan.review_due_on == timezone.localdate() + timedelta(weeks=6)


def test_declining_says_why_and_changes_nothing(step, plan, family, worker, colleague):
    with pytest.raises(Refused, match="Enter why"):
        actions.decline_step(step, answer=" ", by=colleague)
    actions.decline_step(step, answer="No place before June", by=colleague)
    plan.refresh_from_db()
    assert (plan.level, leads(family)) == (3, [worker])
    assert Message.objects.get(kind="step_declined").user == worker
    assert not Family.objects.visible_to(colleague).filter(pk=family.pk).exists()


def test_withdrawing_ends_the_look(step, family, worker, colleague):
    actions.withdraw_step(step, by=worker)
    assert not Family.objects.visible_to(colleague).filter(pk=family.pk).exists()


def test_a_step_is_answered_once(step, worker, colleague):
    actions.accept_step(step, by=colleague)
    for answer in (
        lambda: actions.accept_step(step, by=colleague),
        lambda: actions.decline_step(step, answer="No", by=colleague),
        lambda: actions.withdraw_step(step, by=worker),
    ):
        with pytest.raises(Refused, match="already been answered"):
            answer()


def test_one_step_waits_at_a_time(step, plan, worker, colleague):
    with pytest.raises(Refused, match="already waiting"):
        propose(plan, worker, colleague)


def test_help_is_handed_to_somebody_else(plan, worker):
    with pytest.raises(Refused, match="somebody else"):
        propose(plan, worker, worker)


@pytest.mark.parametrize("to_level", [0, 3, 6])
def test_a_step_changes_the_level(plan, worker, colleague, to_level):
    with pytest.raises(Refused, match="Select a level"):
        propose(plan, worker, colleague, to_level=to_level)


@pytest.mark.parametrize(("to_level", "reason"), [(2, "harm"), (4, "outcomes_met"), (2, "bored")])
def test_the_reason_fits_the_way(plan, worker, colleague, to_level, reason):
    with pytest.raises(Refused, match="Select a reason"):
        propose(plan, worker, colleague, to_level=to_level, reason=reason)


def refuses(plan, worker, receiver):
    with pytest.raises(Refused, match="cannot take the family on"):
        propose(plan, worker, receiver)


@pytest.mark.parametrize("role", ["front_of_house", "triage", "commissioner", "administrator"])
def test_a_receiver_works_with_families(plan, worker, role):
    refuses(plan, worker, somebody(role))


def test_a_receiver_who_is_barred_or_gone_is_refused_in_the_same_words(
    plan, family, worker, colleague, stranger
):
    ConflictFactory(family=family, user=colleague)
    refuses(plan, worker, colleague)
    Membership.objects.filter(user=stranger).update(ends_at=NOW())
    refuses(plan, worker, stranger)
    gone = somebody("practitioner")
    gone.is_active = False
    gone.save()
    refuses(plan, worker, gone)


def test_a_partner_receives_only_what_the_family_agreed_to(plan, worker, teacher):
    outsider = PartnerFactory()
    MembershipFactory(user=outsider, role="partner")
    refuses(plan, worker, outsider)
    assert propose(plan, worker, teacher).receiver == teacher


def test_a_receiver_barred_meanwhile_cannot_accept(step, family, colleague):
    ConflictFactory(family=family, user=colleague, starts_at=NOW())
    with pytest.raises(Refused, match="cannot take the family on"):
        actions.accept_step(step, by=colleague)


def test_level_five_records_the_hand_off_and_support_goes_on(
    plan, family, worker, safeguarding_lead
):
    with pytest.raises(Refused, match="not taken over yet"):
        actions.close_plan(plan, reason="stepped_up", by=worker)
    step = propose(plan, worker, safeguarding_lead, to_level=5, reason="harm")
    with pytest.raises(Refused, match="waiting for an answer"):
        actions.close_plan(plan, reason="stepped_up", by=worker)
    actions.accept_step(step, by=safeguarding_lead)
    assert leads(family) == [worker]
    assert actions.close_plan(plan, reason="stepped_up", by=worker).closed_at


def test_from_level_five_straight_to_three_takes_a_manager(plan, worker, colleague, manager):
    lead = somebody("safeguarding")
    actions.accept_step(propose(plan, worker, lead, to_level=5, reason="harm"), by=lead)
    with pytest.raises(Refused, match="A manager can decide otherwise"):
        propose(plan, worker, colleague, to_level=3, reason="risk_reduced")
    with pytest.raises(Refused, match="A manager can decide otherwise"):
        actions.set_level(plan.family, to_level=2, reason="Calm", by=worker)
    step = propose(plan, manager, colleague, to_level=3, reason="risk_reduced")
    assert (step.from_level, step.to_level) == (5, 3)


def test_a_step_up_is_due_in_one_working_day_and_a_step_down_in_five(
    plan, worker, colleague, safeguarding_lead
):
    calendar = working_calendar()
    down = propose(plan, worker, colleague)
    assert down.due_at == calendar.add_working_days(down.happened_at, 5)
    actions.withdraw_step(down, by=worker)
    up = propose(plan, worker, safeguarding_lead, to_level=4, reason="escalating")
    assert up.due_at == calendar.add_working_days(up.happened_at, 1)


def test_the_level_never_moves_under_a_waiting_step(step, plan, worker):
    with pytest.raises(Refused, match="Withdraw it first"):
        actions.set_level(plan.family, to_level=4, reason="Worse", by=worker)


def test_a_receiver_who_leads_already_keeps_the_lead(plan, family, worker, manager, colleague):
    InvolvementFactory(family=family, user=colleague)
    step = propose(plan, colleague, worker)
    actions.accept_step(step, by=worker)
    assert leads(family) == [worker]
    assert Step.objects.get().state == "accepted"


def told(step):
    """Who learnt what of this step, the receiver and the manager of the hub left out."""
    rows = Message.objects.filter(about_id=step.pk).exclude(user=step.receiver)
    return {(row.kind, row.user) for row in rows if not row.kind.endswith("_manager")}


def test_a_lead_learns_what_somebody_else_proposes_and_that_the_family_has_gone(
    plan, worker, manager, colleague
):
    step = propose(plan, manager, colleague)
    assert told(step) == {("step_proposed_lead", worker)}
    actions.accept_step(step, by=colleague)
    assert told(step) == {
        ("step_proposed_lead", worker),
        ("lead_passed", worker),
        ("step_accepted_sender", manager),
    }


def test_a_lead_who_proposes_says_goodbye_and_is_told_nothing_twice(step, worker, colleague):
    assert told(step) == set()
    actions.accept_step(step, by=colleague)
    assert told(step) == {("step_accepted", worker)}


def test_at_level_five_nobody_is_told_to_say_goodbye(plan, worker, manager, safeguarding_lead):
    step = propose(plan, manager, safeguarding_lead, to_level=5, reason="harm")
    actions.accept_step(step, by=safeguarding_lead)
    letters = {("step_accepted_lead_stays", user) for user in (worker, manager)}
    assert told(step) == {("step_proposed_lead", worker)} | letters


def test_a_receiver_who_leads_already_is_told_of_no_goodbye(plan, family, worker, colleague):
    InvolvementFactory(family=family, user=colleague)
    step = propose(plan, colleague, worker)
    actions.accept_step(step, by=worker)
    assert told(step) == {("step_accepted_sender", colleague)}
    assert set(Message.objects.filter(user=worker).values_list("kind", flat=True)) == {
        "step_proposed"
    }


def test_sender_and_lead_learn_that_a_step_came_to_nothing(plan, worker, manager, colleague):
    step = propose(plan, manager, colleague)
    actions.decline_step(step, answer="Full", by=colleague)
    declined = {("step_declined", user) for user in (worker, manager)}
    assert told(step) == {("step_proposed_lead", worker)} | declined
    step = propose(plan, manager, colleague)
    actions.withdraw_step(step, by=worker)
    assert told(step) == {("step_proposed_lead", worker), ("step_taken_back", manager)}
    assert "You still lead" not in "".join(letter_of(m).body for m in Message.objects.all())
