"""Plans and steps under any order of verbs: no order reaches a state that should not be."""

import pytest
from django.db import transaction
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

from families.models import Grant, Involvement
from familyhubs.refusals import Refused
from outcomes import actions
from outcomes.models import ClosureReason, LevelChange, Plan, Review, Step
from outcomes.models.steps import REASONS_DOWN, REASONS_UP
from tests.cast import somebody
from tests.factories.families import FamilyFactory, InvolvementFactory
from tests.factories.hubs import HubFactory

WORKERS = st.integers(0, 2)


class Help(RuleBasedStateMachine):
    """One family, three workers, every verb; a refusal must leave all as it was."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def a_family(self):
        hub = HubFactory()
        self.family = FamilyFactory(hub=hub)
        self.workers = [somebody("practitioner", hub=hub) for _ in range(3)]
        InvolvementFactory(family=self.family, user=self.workers[0], role="lead")

    def try_(self, verb):
        """Do it, or be refused with nothing written."""
        before = self.all_rows()
        try:
            with transaction.atomic():
                verb()
        except Refused:
            assert self.all_rows() == before

    def all_rows(self):
        models = (Plan, Step, LevelChange, Review, Involvement, Grant)
        return [sorted(model.objects.values_list("pk", "updated_at")) for model in models]

    @property
    def plan(self):
        return Plan.objects.order_by("opened_at").last()

    @property
    def step(self):
        return Step.objects.order_by("happened_at").last()

    @rule(level=st.integers(1, 5), who=WORKERS)
    def open(self, level, who):
        self.try_(lambda: actions.open_plan(self.family, level=level, by=self.workers[who]))

    @precondition(lambda self: Plan.objects.exists())
    @rule(level=st.integers(1, 5), who=WORKERS)
    def level(self, level, who):
        self.try_(
            lambda: actions.set_level(
                self.family, to_level=level, reason="Changed", by=self.workers[who]
            )
        )

    @precondition(lambda self: Plan.objects.exists())
    @rule(level=st.integers(1, 5), who=WORKERS, to=WORKERS)
    def propose(self, level, who, to):
        plan = self.plan
        reason = (REASONS_UP if level > plan.level else REASONS_DOWN)[0]
        self.try_(
            lambda: actions.propose_step(
                plan,
                to_level=level,
                reason=reason,
                explanation="Because",
                receiver=self.workers[to],
                by=self.workers[who],
            )
        )

    @precondition(lambda self: Step.objects.exists())
    @rule(answer=st.sampled_from(["accept", "decline", "withdraw"]))
    def answer(self, answer):
        step = self.step
        verbs = {
            "accept": lambda: actions.accept_step(step, by=step.receiver),
            "decline": lambda: actions.decline_step(step, answer="Full", by=step.receiver),
            "withdraw": lambda: actions.withdraw_step(step, by=step.sender),
        }
        self.try_(verbs[answer])

    @precondition(lambda self: Plan.objects.exists())
    @rule(reason=st.sampled_from(ClosureReason), who=WORKERS)
    def close(self, reason, who):
        plan = self.plan
        self.try_(lambda: actions.close_plan(plan, reason=reason, by=self.workers[who]))

    @precondition(lambda self: Plan.objects.exists())
    @rule(score=st.integers(0, 11))
    def goal_and_review(self, score):
        plan, worker = self.plan, self.workers[0]
        self.try_(lambda: actions.add_goal(plan, words=f"Goal {score}", baseline=score, by=worker))

    @invariant()
    def one_open_plan_and_it_carries_the_level(self):
        if not hasattr(self, "family"):
            return
        opened = list(Plan.objects.open().filter(family=self.family))
        assert len(opened) <= 1
        latest = LevelChange.objects.of(self.family).first()
        for plan in opened:
            assert latest.to_level == plan.level

    @invariant()
    def a_waiting_step_is_on_an_open_plan_and_its_receiver_may_look(self):
        for step in Step.objects.waiting():
            assert step.plan.closed_at is None
            assert step.sender != step.receiver
            assert Grant.objects.current().filter(cause_id=step.pk, user=step.receiver).exists()

    @invariant()
    def an_answered_step_opens_nothing(self):
        answered = Step.objects.exclude(state="proposed")
        assert not Grant.objects.current().filter(cause_id__in=answered.values("pk")).exists()

    @invariant()
    def each_accepted_step_changed_the_level_once(self):
        accepted = set(Step.objects.filter(state="accepted").values_list("pk", flat=True))
        changed = LevelChange.objects.filter(step__isnull=False).values_list("step", flat=True)
        assert accepted == set(changed)

    @invariant()
    def the_history_of_levels_has_no_gap(self):
        if not hasattr(self, "family"):
            return
        before = None
        for change in reversed(LevelChange.objects.of(self.family)):
            assert change.from_level == before
            assert change.happened_at <= timezone.now()
            before = change.to_level

    @invariant()
    def an_open_plan_never_loses_its_lead(self):
        if not hasattr(self, "family"):
            return
        leads = Involvement.objects.current().leads().filter(family=self.family).count()
        assert leads <= 1
        if Plan.objects.open().exists() and not Plan.objects.filter(closed_at__isnull=False):
            assert leads == 1


@pytest.mark.django_db
def test_no_order_of_verbs_breaks_a_plan(monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)
    run_state_machine_as_test(
        Help,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
