"""Whatever officers do in whatever order, a request stays in one true state."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from families.models import Family, Grant
from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from outcomes.models import Plan
from referrals import actions
from referrals.models import ACCEPTING, Decision, DecisionFacts, Referral, Status
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.referrals.conftest import told


class RequestMachine(RuleBasedStateMachine):
    """A model of one request beside the real one: both must agree after every step."""

    def __init__(self):
        super().__init__()
        self.hub = HubFactory()
        self.officer = somebody("triage", hub=self.hub)
        self.lead = somebody("practitioner", hub=self.hub)
        self.status, self.screened, self.decision = Status.WAITING, False, ""
        self.manager, self.colleague = (somebody("manager", hub=self.hub) for _ in range(2))
        self.steps, self.tries, self.proposer = 0, [], None

    @initialize(flagged=st.booleans())
    def receive(self, flagged):
        flags = ["harm"] if flagged else []
        self.flagged = flagged
        given = {"safety_flags": flags, "happened_at": timezone.now() - timedelta(days=31)}
        self.referral = actions.receive(**told(hub=self.hub, postcode="", **given))
        self.due = self.referral.decision_due_at

    def attempt(self, allowed, act, by=None, **given):
        """Do it; it must be refused exactly where the model says so."""
        self.steps += 1
        try:
            act(self.referral, by=by or self.officer, **given)
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @property
    def open(self):
        return self.status != Status.DECIDED

    @property
    def may_decide(self):
        return self.open and (self.screened or not self.flagged)

    def decide(self, decision):
        """Deciding is looking too: what was not screened is screened by whoever decides."""
        self.status, self.decision, self.screened = Status.DECIDED, decision, True

    @rule()
    def screen(self):
        if self.attempt(self.open and not self.screened, actions.screen):
            self.screened = True

    @rule(question=st.sampled_from(["Which school?", "Which day?", "  "]))
    def ask_more(self, question):
        allowed = self.status == Status.WAITING and bool(question.strip())
        if self.attempt(allowed, actions.ask_more, question=question):
            self.status = Status.ASKED_FAMILY

    @rule()
    def resume(self):
        if self.attempt(self.status in (Status.ASKED_FAMILY, Status.PREPARING), actions.resume):
            self.status = Status.WAITING

    @rule(days=st.sampled_from([-1, 0, 14]), reason=st.sampled_from(["", "Her sister comes along"]))
    def prepare(self, days, reason):
        """R061: not ready yet is never a refusal."""
        allowed = self.open and self.status != Status.PREPARING and days > 0 and bool(reason)
        day = timezone.localdate() + timedelta(days=days)
        if self.attempt(allowed, actions.prepare, review_on=day, reason=reason):
            self.status = Status.PREPARING

    @rule(days=st.sampled_from([0, 13, 14, 30]))
    def its_day_comes(self, days):
        actions.bring_back_prepared(
            by=SystemActor.CLOCK, today=timezone.localdate() + timedelta(days=days)
        )
        if self.status == Status.PREPARING and days >= 14:
            self.status = Status.WAITING

    @rule(told=st.sampled_from(["safe", "not_said", "not_asked", "a lie"]))
    def ask_alone(self, told):
        self.attempt(self.open and told != "a lie", actions.record_enquiry, told=told)

    @rule()
    def propose_giving_up(self):
        """A flagged request is given up by two people only."""
        allowed = self.open and self.flagged and self.tried_enough and self.proposer is None
        who = self.manager if len(self.missed) % 2 else self.officer
        if self.attempt(allowed, actions.propose_giving_up, by=who, reason="No answer"):
            self.proposer = who

    @rule(by=st.sampled_from(["officer", "manager", "colleague"]), agreed=st.booleans())
    def answer_giving_up(self, by, agreed):
        who = getattr(self, by)
        allowed = self.open and self.proposer is not None and by != "officer"
        allowed = allowed and who != self.proposer
        allowed = allowed and (not agreed or (self.screened and self.tried_enough))
        given = {"agreed": agreed, "answer": "Write a letter", "next_step": "Ring us"}
        if self.attempt(allowed, actions.answer_giving_up, by=who, **given):
            self.proposer = None
            if agreed:
                self.decide("nfa_not_contactable")

    @rule(
        channel=st.sampled_from(["call", "text", "pigeon"]),
        reached=st.booleans(),
        days_ago=st.sampled_from([0, 2, 30]),
    )
    def try_to_reach(self, channel, reached, days_ago):
        allowed = self.open and channel != "pigeon"
        given = {"channel": channel, "reached": reached}
        given["happened_at"] = timezone.now() - timedelta(days=days_ago)
        if self.attempt(allowed, actions.record_attempt, **given):
            self.tries.append((given["happened_at"], channel, reached, days_ago))

    @precondition(lambda self: self.steps > 4)
    @rule(decision=st.sampled_from(Decision.values), reason=st.sampled_from(["", "Because"]))
    def decline(self, decision, reason):
        allowed = (
            self.may_decide
            and bool(reason)
            and decision
            in {
                "redirect_other_la",
                "nfa_no_agreement",
                "nfa_declined",
                "nfa_not_needed",
                "duplicate",
                *(["nfa_not_contactable"] if self.may_give_up else []),
            }
        )
        given = {"decision": decision, "reason": reason, "next_step": "Ring us"}
        if self.attempt(allowed, actions.decline, **given):
            self.decide(decision)

    @property
    def may_give_up(self):
        return self.tried_enough and not self.flagged

    @property
    def tried_enough(self):
        ways = {channel for channel, _days_ago in self.missed}
        return len(self.missed) >= 3 and len(ways) >= 2 and max(d for _c, d in self.missed) == 30

    @property
    def missed(self):
        """Those in vain since somebody was last reached."""
        last = max((at for at, _way, reached, _days in self.tries if reached), default=None)
        return [
            (way, days)
            for at, way, reached, days in self.tries
            if not reached and (last is None or at > last)
        ]

    @precondition(lambda self: self.steps > 4)
    @rule(decision=st.sampled_from(["iag", "signpost_universal", "eha", "book_session"]))
    def advise(self, decision):
        allowed = self.may_decide and decision in {"iag", "signpost_universal"}
        if self.attempt(allowed, actions.advise, decision=decision, reason="Come on Thursday"):
            self.decide(decision)

    @precondition(lambda self: self.steps > 4)
    @rule(reason=st.sampled_from(["", "A bruise"]))
    def escalate(self, reason):
        if self.attempt(self.open and bool(reason), actions.escalate, reason=reason):
            self.decide("escalate_mash")

    @precondition(lambda self: self.steps > 4)
    @rule(
        decision=st.sampled_from(["eha", "intensive", "single_agency", "add_to_open", "iag"]),
        level=st.sampled_from([1, 3, 4, 5]),
    )
    def accept(self, decision, level):
        allowed = (
            self.may_decide
            and decision in {"eha", "intensive", "single_agency"}
            and level in {3, 4}
        )
        given = {"decision": decision, "level": level, "lead": self.lead}
        # Families of earlier runs are called the same; that they are others has been looked at.
        given["not_these"] = list(Family.objects.all())
        if self.attempt(allowed, actions.accept, **given):
            self.decide(decision)

    @invariant()
    def the_row_says_what_the_model_says(self):
        row = Referral.objects.get(pk=self.referral.pk)
        assert (row.status, row.decision) == (self.status, self.decision)
        assert (row.screened_at is not None) == self.screened
        assert (row.family is not None) == (row.decision in ACCEPTING)
        stands = row.status in (Status.ASKED_FAMILY, Status.PREPARING)
        assert (row.paused_at is not None) == stands
        assert (row.review_on is not None) == (row.status == Status.PREPARING)
        assert DecisionFacts.objects.filter(referral=row).count() == (not self.open)
        assert row.decision_due_at >= self.due - timedelta(seconds=1)

    @invariant()
    def a_family_starts_only_with_an_acceptance(self):
        accepted = int(self.decision in ACCEPTING)
        assert Family.objects.filter(hub=self.hub).count() == accepted
        assert Plan.objects.filter(hub=self.hub).count() == accepted
        if self.status == Status.DECIDED:
            assert not Grant.objects.current().filter(cause_id=self.referral.pk).exists()


class TestRequest(TestCase, RequestMachine.TestCase):
    """Each example in a transaction of its own, rolled back afterwards."""

    settings = settings(
        max_examples=30,
        stateful_step_count=16,
        deadline=None,
        database=None,
        # The steps that fail are few enough to read as they are; making them fewer takes minutes.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


pytestmark = pytest.mark.django_db
