"""A small council drawn by chance: every role, and families, plans and requests in every state.

The same seed always draws the same world.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from familyhubs.notifications.models import Message
from hubs.models import DutyShift, Role
from tests.factories.accounts import OrganisationFactory, PartnerFactory, UserFactory
from tests.factories.boards import BoardFactory, BoardMeetingFactory, BoardMemberFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    CrossReferralFactory,
    EmergencyAccessFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GovernanceCaseFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    StopRequestFactory,
    SupportAssignmentFactory,
    TimelineEntryFactory,
    ToDoFactory,
)
from tests.factories.hubs import LONG_AGO, HubFactory, MembershipFactory, TeamFactory
from tests.factories.members import MemberFactory
from tests.factories.outcomes import (
    ActionFactory,
    GoalFactory,
    PlanFactory,
    ReviewFactory,
    ScoreFactory,
    StepFactory,
)
from tests.factories.referrals import (
    ChatFactory,
    ConcernFactory,
    EnquiryFactory,
    ReferralFactory,
    ReferralPersonFactory,
    WalkInFactory,
    ended_chat,
    question,
)

LATER = datetime(2021, 1, 1, tzinfo=UTC)
FAMILIES = 3
WORKERS = (Role.MANAGER, Role.SAFEGUARDING, Role.PRACTITIONER, Role.PARTNER)


class World:
    """Two hubs, a school, somebody in every role, and three families of two."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.hubs = [HubFactory(), HubFactory()]
        self.team = TeamFactory(hub=self.hubs[0])
        self.school = OrganisationFactory()
        SharingAgreementFactory(organisation=self.school)
        self.users = [*self._one_of_each_role(), self._without_a_role()]
        self.workers = [user for user in self.users if user.role in WORKERS]
        self.families = [self._family(at) for at in range(FAMILIES)]
        self.requests = [request for at in range(FAMILIES) for request in self._requests(at)]
        self.concerns = [concern for at in range(FAMILIES) for concern in self._concerns(at)]
        names = ("Zoë", "Yaw", "Xia")
        self.members = [MemberFactory(hub=self.pick(*self.hubs), name=name) for name in names]
        self.enquiries = [EnquiryFactory(hub=hub) for hub in self.hubs]
        self.walk_ins = [WalkInFactory(hub=hub) for hub in self.hubs]
        self.chats = [*self._chats()]
        self._boards()
        for hub in self.hubs:
            StopRequestFactory(hub=hub)
        self._case()
        self._visitors()
        for at, user in enumerate(self.users):
            self._messages(at, user)

    def _case(self):
        """An officer of governance reads the restricted family, for one case."""
        officer = next(user for user in self.users if user.role == Role.GOVERNANCE)
        case = GovernanceCaseFactory(family=self.families[1], officer=officer)
        facts = {"kind": "governance", "user": officer, "cause_id": case.pk}
        GrantFactory(family=case.family, **facts)

    def _visitors(self):
        """Somebody acts for a worker and for the team; an inspector's list is open or over."""
        acting = next(user for user in self.users if user.role == Role.SUPPORT)
        SupportAssignmentFactory(user=acting, worker=self.pick(*self.workers))
        SupportAssignmentFactory(user=acting, team=self.team)
        InvolvementFactory(family=self.pick(*self.families), user=None, team=self.team)
        inspector = next(user for user in self.users if user.role == Role.INSPECTOR)
        for family in self.families:
            until = self.end() or timezone.now() + timedelta(days=1)
            facts = {"kind": "inspection", "user": inspector, "cause_id": uuid4()}
            GrantFactory(family=family, ends_at=until, **facts)

    def _chats(self):
        """One with everybody, some of a hub; two colleagues without a desk are on chat duty."""
        officer = next(user for user in self.users if user.role == Role.TRIAGE)
        DutyShift.objects.create(kind="chat", user=officer, hub=self.hubs[1])
        manager = next(user for user in self.users if user.role == Role.MANAGER)
        yield ChatFactory()
        yield ended_chat(self.users[0])
        for hub in self.hubs:
            yield ChatFactory(hub=hub)
            yield question(hub=hub)
            yield ended_chat(officer, hub=hub)
            yield ChatFactory(hub=hub, state="talking", held_by=manager)

    def pick(self, *choices):
        return self.chance.choice(choices)

    def _one_of_each_role(self):
        """And a second worker of each kind, so that every other person is a worker of each kind."""
        for role in [*Role, *WORKERS]:
            user = PartnerFactory(organisation=self.school) if role == "partner" else UserFactory()
            scope = self.pick({"hub": self.hubs[0]}, {"hub": self.hubs[1]}, {"team": self.team})
            if role in (Role.COMMISSIONER, Role.ADMINISTRATOR, Role.GOVERNANCE, Role.SAFEGUARDING):
                scope = {}
            user.role = role
            MembershipFactory(user=user, role=role, **scope)
            yield user

    def _without_a_role(self):
        user = UserFactory()
        user.role = ""
        return user

    def end(self):
        """Never, yesterday or tomorrow."""
        days = self.pick(None, None, None, -1, 1)
        return None if days is None else timezone.now() + timedelta(days=days)

    def _family(self, at):
        family = FamilyFactory(hub=self.hubs[at % 2], is_restricted=at == 1)
        people = [PersonFactory(full_name=f"Ada {family.name}") for _ in range(2)]
        for person in people:
            FamilyMemberFactory(family=family, person=person)
        self._work(family)
        self._answers(family, people)
        self._entries(family, people)
        self._services(family, people)
        PlanFactory(family=family, closed_at=LATER, closure_reason="moved")
        if at != 2:
            self._plan(PlanFactory(family=family, opened_at=LATER), people)
        return family

    def _work(self, family):
        helpers = self.chance.sample(self.workers, 4)
        for user, role in zip(helpers, ("lead", "worker", "worker", "follow_up"), strict=True):
            ends_at = None if role == "lead" else self.end()
            InvolvementFactory(family=family, user=user, role=role, ends_at=ends_at)
        until = timezone.now() + timedelta(days=1)
        GrantFactory(
            family=family, kind="triage", hub=self.pick(*self.hubs), ends_at=until, cause_id=uuid4()
        )
        GrantFactory(family=family, kind="desk", user=self.pick(*self.users), ends_at=until)
        self._night(family, until)
        self._emergency(family)
        if self.pick(True, False):
            ConflictFactory(family=family, user=self.pick(*self.workers), ends_at=self.end())

    def _night(self, family, until):
        """Somebody on duty out of hours, whatever their role, who opened it with a reason."""
        who = self.pick(*self.users)
        theirs = {"user": who, "kind": "out_of_hours", "hub": family.hub, "team": None}
        found = DutyShift.objects.filter(**theirs).first()
        duty = found or DutyShift.objects.create(**theirs, ends_at=until)
        GrantFactory(family=family, kind="out_of_hours", user=who, cause_id=duty.pk, ends_at=until)

    def _emergency(self, family):
        """Somebody opened it with a reason an hour ago, or a day ago; the closed work beside it."""
        opened = timezone.now() - timedelta(hours=self.pick(1, 1, 24))
        who, kind = self.pick(*self.users), self.pick("break_glass", "glass_duty")
        until = opened + timedelta(hours=4)
        given = EmergencyAccessFactory(
            family=family, user=who, starts_at=opened, ends_at=until, review_due_at=until
        )
        look = {"family": family, "starts_at": opened, "ends_at": until}
        GrantFactory(**look, kind=kind, user=who, cause_id=given.pk)
        triage = family.grants.get(kind="triage")
        GrantFactory(**look, kind="closed", user=self.pick(*self.users), cause_id=triage.cause_id)

    def _answers(self, family, people):
        for person in people:
            if status := self.pick("given", "given", "declined", None):
                AgreementFactory(
                    family=family, person=person, organisation=self.school, status=status
                )
        if self.pick(True, False):
            SharingDecisionFactory(family=family, person=people[0], organisation=self.school)

    def _entries(self, family, people):
        ToDoFactory(family=family)
        for sensitivity in ("shared", "team", "shared"):
            author = self.pick(None, *self.workers)
            row = TimelineEntryFactory(family=family, sensitivity=sensitivity, author=author)
            row.about.set(self.chance.sample(people, self.pick(0, 1, 2)))

    def _services(self, family, people):
        """One that somebody must ring; one that the portal told, whose owner looks at the card."""
        CrossReferralFactory(family=family, organisation=self.school)
        owner = self.pick(*self.workers)
        told = {"receiver": owner, "passed_on_how": "portal", "passed_on_by": self.users[0]}
        asked = CrossReferralFactory(
            family=family, person=people[0], organisation=owner.organisation,
            passed_on_at=timezone.now(), **told,
        )  # fmt: skip
        GrantFactory(family=family, kind="referred", user=owner, cause_id=asked.pk)

    def _plan(self, plan, people):
        for person, state in ((None, "open"), (people[0], "open"), (people[1], "achieved")):
            ended_at = None if state == "open" else LATER
            goal = GoalFactory(plan=plan, person=person, state=state, ended_at=ended_at)
            ScoreFactory(goal=goal)
            ActionFactory(goal=goal, owner_user=self.pick(*self.workers))
            ActionFactory(goal=goal, owner_user=None, owner_person=self.pick(*people))
        ReviewFactory(plan=plan, happened_at=LATER, next_due_on=date(2021, 3, 1))
        self._steps(plan)

    def _steps(self, plan):
        for state in ("accepted", "declined", "withdrawn"):
            sender, receiver = self.chance.sample(self.workers, 2)
            StepFactory(
                plan=plan, sender=sender, receiver=receiver, state=state, answered_at=LATER,
                answer="As agreed",
            )  # fmt: skip
        sender, receiver = self.chance.sample(self.workers, 2)
        StepFactory(plan=plan, sender=sender, receiver=receiver)
        until = timezone.now() + timedelta(days=1)
        GrantFactory(family=plan.family, kind="receiver", user=receiver, ends_at=until)

    def _requests(self, at):
        """One accepted for this family, and one in another state that names nobody known."""
        decided = {"status": "decided", "decided_at": timezone.now(), "decided_by": self.users[0]}
        accepted = decided | {"decision": "eha", "level": 3, "family": self.families[at]}
        other = self.pick(
            {},
            {"status": "asked_family", "paused_at": timezone.now(), "paused_for": "Which school?"},
            decided | {"decision": "iag", "decision_reason": "Told where the group meets"},
        )
        for state in (accepted, other):
            of_a_colleague = {
                "channel": "professional",
                "referrer": self.pick(*self.workers),
                "referrer_organisation": self.school,
            }
            sender = self.pick({}, {"taken_by": self.pick(*self.workers)}, of_a_colleague)
            request = ReferralFactory(hub=self.pick(*self.hubs), **sender, **state)
            ReferralPersonFactory(referral=request)
            yield request

    def _concerns(self, at):
        """One that nobody has taken, and one that somebody decided."""
        now, lead = timezone.now(), self.pick(*self.workers)
        decided = {"taken_at": now, "taken_by": lead, "decided_at": now, "decided_by": lead}
        for state in ({}, decided | {"outcome": "help_goes_on"}):
            yield ConcernFactory(
                hub=self.pick(*self.hubs), family=self.pick(None, self.families[at]),
                raised_by=self.pick(*self.users), **state,
            )  # fmt: skip

    def _boards(self):
        """One of each hub, with a member who has an account, and a meeting."""
        for hub in self.hubs:
            board = BoardFactory(hubs=[hub])
            BoardMemberFactory(board=board, user=self.pick(None, *self.users))
            BoardMeetingFactory(board=board)

    def _messages(self, at, user):
        now = timezone.now()
        for n, state in enumerate(({}, {"sent_at": now}, {"dropped_at": now, "drop_reason": "x"})):
            Message.objects.create(
                key=f"{at}-{n}", kind="access_ended", user=user, by="system:clock",
                recorded_at=LONG_AGO, **state,
            )  # fmt: skip
