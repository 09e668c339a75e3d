"""What every page has to show: the Okafors with some of everything, and people in every role."""

import datetime as dt
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from families.models import IntegratedTeam, Involvement, PriorityGroup
from families.receipts import link_of
from familyhubs.council.models import CouncilSettings, Term
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.pages.people import actions as people
from hubs import actions
from hubs.actions import close_problem, propose, report_problem
from hubs.actions.bookings import hash_of
from hubs.actions.offer import PROPOSABLE
from hubs.imports.actions import keep_upload
from hubs.links import token_of
from hubs.members.links import token_of as token_for
from hubs.models import (
    Absence,
    ActivityKind,
    AreaAction,
    DoorDay,
    DutyShift,
    DutySwap,
    OtherOpening,
    SiteClosure,
)
from referrals.models import PartnerToken
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.boards import (
    BoardActionFactory,
    BoardFactory,
    BoardMeetingFactory,
    BoardMemberFactory,
    YouSaidFactory,
)
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    AttendanceFactory,
    ChildFactory,
    ConflictFactory,
    ContactFactory,
    CrossReferralFactory,
    DeathFactory,
    DocumentFactory,
    EmergencyAccessFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GovernanceCaseFactory,
    GrantFactory,
    IdentifierFactory,
    InspectionFactory,
    InvitationFactory,
    InvolvementFactory,
    NameFactory,
    NeedFactory,
    NetworkMemberFactory,
    NoteDraftFactory,
    ObservationFactory,
    PersonFactory,
    RankingObjectionFactory,
    ReceiptFactory,
    RelationshipFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    RestrictionFactory,
    SendRecordFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    SpokenLanguageFactory,
    StopRequestFactory,
    StoryPartFactory,
    SupportAssignmentFactory,
    TeamToldFactory,
    TimelineEntryFactory,
    ToDoFactory,
    ToldEthnicityFactory,
    WarningNoteFactory,
)
from tests.factories.hubs import (
    AccessPointFactory,
    AreaFactory,
    HubFactory,
    MembershipFactory,
    OpeningPeriodFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
    TeamFactory,
    TeamHereFactory,
)
from tests.factories.leaflets import LeafletFactory
from tests.factories.members import BirthRegisteredFactory, MemberFactory, NoticeFactory
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
    OutcomeNoticeFactory,
    ProfessionalDraftFactory,
    ReferralFactory,
    ReferralPersonFactory,
    WalkInFactory,
    question,
)
from tests.factories.whats_on import (
    ActivityFactory,
    BookingFactory,
    RoomFactory,
    SessionFactory,
    VolunteerFactory,
)
from tests.rights.copied import a_copy, a_link
from tests.rights.kept import one_of_each
from tests.rights.merged import a_join, a_pair_and_a_merge
from tests.rights.registered import one_in_each_register

LONG = (
    "Ada told us that the nights are hardest: Tobi wakes at two and again at four, the neighbours"
    " knock on the wall, and on the days after she can hardly stand up for work. "
)
JOIN = "https://teams.example.org/meet/123"
CHAMPION = {
    "is_parent_champion": True,
    "shown_as": "Pat",
    "speaks": "English, Polish",
    "here_when": "Mondays, 10am to midday, at baby play",
    "said_yes_on": dt.date(2026, 2, 2),
}
YOUTH = {"youth_from": dt.time(17), "youth_until": dt.time(21)}


class Borough:
    """Everything is made by the factories but what only an action can make."""

    def __init__(self):
        council, _new = CouncilSettings.objects.get_or_create()
        self.term = Term.objects.create(
            council=council,
            name="Autumn term",
            starts_on=dt.date(2026, 9, 2),
            ends_on=dt.date(2026, 10, 23),
        )
        self.now, self.today = timezone.now(), timezone.localdate()
        self._places()
        self._staff()
        self._family()
        self._plan()
        self._requests()
        self._papers()
        self._whats_on()
        self._members()
        self._opening()
        self._directory()
        self._boards()
        self._outreach()

    def _places(self):
        self.hub = HubFactory(name="Northgate Family Hub and Library", slug="northgate")
        self.other_hub = HubFactory(name="Southmoor Hub", slug="southmoor")
        self.site = SiteFactory(
            hub=self.hub, kind="main", name="Northgate House", longitude=-2.3, latitude=53.4
        )
        self.ward = AreaFactory(code="E05000001", name="Northgate", hub=self.hub)
        PostcodeFactory(postcode="ZZ1 1AA", ward=self.ward)
        self.team = TeamFactory(hub=self.hub, name="Early years outreach")

    def _opening(self):
        """A week with a lunch hour, a day not as usual, a closure, and a count at the door."""
        with acting_as(self.manager.pk):
            OpeningPeriodFactory(site=self.site, closes=dt.time(12))
            OpeningPeriodFactory(site=self.site, opens=dt.time(13))
            day = self.today + timedelta(days=3)
            self.other_days = OtherOpening.objects.create(
                site=self.site, starts_on=day, ends_on=day, words="Staff training. Ring us instead."
            )
            self.closure = SiteClosure.objects.create(
                site=self.site, starts_at=self.now, reason="The heating has failed."
            )
            self.team_here = TeamHereFactory(site=self.site, team=self.team, called="Midwives")
            DoorDay.objects.create(site=self.site, day=self.today, people=12)

    def _boards(self):
        """A board with a chair, a meeting with minutes agreed and in draft, and actions."""
        with acting_as(self.manager.pk):
            self.board = BoardFactory(
                name="Northgate and Southmoor Advisory Board", hubs=[self.hub]
            )
            of = {"board": self.board}
            member = BoardMemberFactory(
                **of, name="Dilys Price", is_chair=True, is_independent=True
            )
            BoardMemberFactory(**of, name="Tom Reed", stands_for="agency", of="Leisure Trust")
            card = ContactCardFactory(email="meena@example.org", may_email=True)
            seated = BoardMemberFactory(**of, name="Meena Shah", card=card)
            self.seat_token = token_for(seated, "board")
            meeting = BoardMeetingFactory(**of, agenda="Opening hours\nThe garden", place="Online")
            BoardMeetingFactory(**of, days=20, place="The hall")
            before = BoardMeetingFactory(**of, days=-90)
            actions.record_attendance(meeting, states={member: "came"}, by=self.manager)
            draft = actions.write_minutes(meeting, text=LONG * 3, seen=0, by=self.manager)
            actions.agree_minutes(draft, seen=1, by=self.manager)
            actions.amend_minutes(meeting, reason="A name was wrong", by=self.manager)
            late = self.today - timedelta(days=2)
            asked = BoardActionFactory(**of, owner=member, due_on=late, meeting=before)
            BoardActionFactory(**of, owner=seated, what="Ask the school for the hall")
            over = BoardActionFactory(
                **of, owner=member, meeting=meeting, done_on=late, outcome="A new gate"
            )
            way = AccessPointFactory(hub=self.hub)
            AccessPointFactory(hub=None, channel="chat", value="https://chat.example.org/")
            entry = YouSaidFactory(hub=self.hub)
            YouSaidFactory(hub=self.hub, published_at=self.now)
            agreed = BoardMeetingFactory(**of, days=-200)
            draft = actions.write_minutes(agreed, text="We met.", seen=0, by=self.manager)
            actions.agree_minutes(draft, seen=1, by=self.manager)
        self.of_boards = {
            self.board: "board change_board board_members add_board_member add_meeting"
            " board_actions add_board_action",
            member: "board_member",
            meeting: "meeting change_meeting who_came minutes agree_minutes add_meeting_action"
            " call_off_meeting",
            agreed: "amend_minutes",
            over: "tell_families",
            way: "way take_away_way",
            entry: "change_you_said publish_you_said take_down_you_said",
            asked: "board_action finish_board_action reopen_board_action",
        }

    def _whats_on(self):
        """A session that is on now, full, with somebody who waits; a course to come."""
        with acting_as(self.manager.pk):
            self.room = RoomFactory(site=self.site, name="Garden room", **YOUTH)
            self.volunteer = VolunteerFactory(hub=self.hub, name="Pat Moss", **CHAMPION)
            facts = {"hub": self.hub, "needs_booking": True, "bands": ["early_years", "parents"]}
            play = ActivityFactory(**facts, name="Baby play", capacity=1, description=LONG)
            place = {"site": self.site, "room": self.room, "activity": play}
            self.session = SessionFactory(**place, planned_on=self.today + timedelta(days=1))
            self.course = ActivityFactory(
                **facts,
                name="Five to Thrive new baby course",
                is_course=True,
                join_link=JOIN,
                mode="hybrid",
            )
            SessionFactory(activity=self.course, planned_on=self.today + timedelta(days=2))
            BookingFactory(session=self.session, place=1, name="Jo", access_needs="A ramp")
            BookingFactory(session=self.session, name="Ewa")
            token = "a-token-of-a-link"
            self.booking = BookingFactory(
                session=None, activity=self.course, place=1, token=token, token_hash=hash_of(token)
            )

    def _members(self):
        """Somebody who hears of everything, somebody who has not said yes, and a birth today."""
        facts = {"hub": self.hub, "hears": ["whats_on", "courses", "news", "say"]}
        months = [dt.date(2024, 3, 1), dt.date(2030, 5, 1)]
        with acting_as(self.manager.pk):
            self.hub_member = MemberFactory(**facts, name="Zoë Adeyemi-Hart", children=months)
            MemberFactory(hub=self.hub, hears=[], stopped_at=self.now, name="Yaw")
            self.own_token = token_for(self.hub_member, "mine")
            self.yes_token = token_for(MemberFactory(**facts, state="asked"), "yes")
            self.notice = NoticeFactory(hub=self.hub, words=LONG, written_by=self.manager)
            kind, _new = ActivityKind.objects.get_or_create(
                key="birth_registration", defaults={"name": "Birth registration"}
            )
            rule = {"hub": self.hub, "kind": kind, "needs_booking": True, "capacity": 1}
            births = ActivityFactory(**rule, slot_minutes=30, name="Register a birth")
            now = {"starts_at": self.now, "ends_at": self.now + timedelta(minutes=30)}
            session = SessionFactory(activity=births, planned_on=self.today, **now)
            self.birth = BookingFactory(session=session, place=1, name="Priya")
            self.counted = BirthRegisteredFactory(hub=self.hub, month=self.today.replace(day=1))
            for slot in range(3):
                SessionFactory(
                    activity=births, slot=slot, planned_on=self.today + timedelta(days=1)
                )

    def _staff(self):
        self.worker = somebody("practitioner", hub=self.hub)
        self.colleague = somebody("practitioner", hub=self.hub)
        self.manager = somebody("manager", hub=self.hub)
        self.triage_officer = somebody("triage", hub=self.hub)
        self.front_desk = somebody("front_of_house", hub=self.hub)
        self.safeguarding_lead = somebody("safeguarding")
        self.commissioner = somebody("commissioner")
        self.administrator = somebody("administrator")
        self.night_worker = somebody("practitioner", hub=self.hub)
        self.governance_officer = somebody("governance")
        self.school = OrganisationFactory(name="St Aidan’s Church of England Primary School")
        self.teacher = PartnerFactory(organisation=self.school, full_name="Sam Bell")
        self.role = MembershipFactory(user=self.teacher, role="partner", hub=self.hub)
        self.sharing = SharingAgreementFactory(organisation=self.school)
        self.named_team = IntegratedTeam.objects.create(
            agreement=self.sharing, team=self.team, named_by=self.administrator
        )
        days = timedelta(days=3)
        self.absence = Absence.objects.create(
            user=self.worker, starts_at=self.now + days, ends_at=self.now + 2 * days
        )

        on = {"hub": self.hub, "starts_at": self.now, "ends_at": self.now + timedelta(hours=8)}
        phone = {"phone": "+447700900123"}
        self.shift = DutyShift.objects.create(
            user=self.triage_officer, kind="triage", **on, **phone
        )
        desk = DutyShift.objects.create(user=self.front_desk, kind="front_desk", **on)
        self.swap = DutySwap.objects.create(shift=desk, asked_by=self.front_desk, to=self.colleague)
        DutyShift.objects.create(user=self.night_worker, kind="out_of_hours", **on)
        DutyShift.objects.create(user=self.safeguarding_lead, kind="safeguarding", **phone)

    def _hold(self, person):
        """What is held about somebody: one of each."""
        here = {"family": self.family, "person": person}
        self.identifier, self.other_name = IdentifierFactory(**here), NameFactory(**here)
        self.need = NeedFactory(**here)
        SpokenLanguageFactory(**here)
        ToldEthnicityFactory(**here)

    def _directory(self):
        self.service = ServiceFactory(
            name="Stay and play at Northgate House",
            provider=self.school,
            description=LONG,
            owner=self.manager,
            days=[0, 2],
            languages=["en", "pt"],
            how_to_get_it="Just turn up.",
            phone="01632960001",
            sites=[self.site],
        )
        values = {name: getattr(self.service, name) for name in PROPOSABLE} | {"times": "Mondays"}
        with acting_as(SystemActor.PUBLIC):
            self.proposal = propose(self.service, seen=1, values=values, by=self.teacher)
            self.problem = report_problem(
                uuid4(), kind="closed", words="Shut", service=self.service, by=SystemActor.PUBLIC
            )
            closed = report_problem(
                uuid4(), kind="other", words="", site=self.site, by=SystemActor.PUBLIC
            )
            close_problem(closed, what_was_done="Rang them: the new hours stand.", by=self.manager)
            self.upload = keep_upload(
                "a list.csv", b"name\nFood pantry\n,\n", what="services", by=self.administrator
            )
        self.token = token_of(self.service.asks.get())
        self.attendance = AttendanceFactory(family=self.family, person=self.ada)
        self._hold(self.ada)
        self.leaflet = LeafletFactory()
        SendRecordFactory(family=self.family, person=self.tobi)
        self.cross_referral = CrossReferralFactory(
            family=self.family,
            service=self.service,
            person=self.ada,
            sender=self.worker,
            reason=LONG,
        )

    def _kin(self):
        """A father who lives elsewhere and must keep away, a grandmother, a friend, an address."""
        here = {"family": self.family}
        kwame = PersonFactory(full_name="Kwame Augustus Bello-Featherstonehaugh")
        FamilyMemberFactory(**here, person=kwame, lives_with=False)
        nan = PersonFactory(full_name="Grace Fernández", died_on=dt.date(2024, 2, 3))
        FamilyMemberFactory(**here, person=nan, role="other", lives_with=False)
        RelationshipFactory(**here, person=self.ada, other=self.tobi, is_main_carer=True)
        RelationshipFactory(**here, person=kwame, other=self.tobi, kind="FTH")
        RelationshipFactory(**here, person=nan, other=self.ada)
        one, two = sorted((self.ada, kwame), key=lambda person: str(person.pk))
        RelationshipFactory(**here, person=one, other=two, kind="FMRSPS", line="couple")
        for person in (self.ada, self.tobi):
            ResidenceFactory(**here, person=person, household=self.family.pk)
        ResponsibilityFactory(**here, child=self.tobi, holder=self.ada)
        self.restriction = RestrictionFactory(
            **here, protects=self.ada, against=kwame, against_name="", told_by=LONG[:150]
        )
        NetworkMemberFactory(**here, contact="hampered", person=self.tobi)
        health = {"kind": "professional", "agency": "Northgate Health Visitors"}
        NetworkMemberFactory(**here, full_name="Sunita Kaur", **health)

    def _outreach(self):
        """Four groups, one of them lapsed; a contact that waits for the list; one invited."""
        told = {"family": self.family, "observed_by": self.worker}
        for code, ago in (("P01", 20), ("P05", 90), ("P11", 200), ("P14", 400)):
            seen = self.today - timedelta(days=ago)
            ObservationFactory(code=code, observed_on=seen, **told)
        self.group = PriorityGroup.objects.get(code="P01")
        self.contact = ContactFactory(
            family=self.family, made_by=self.worker, happened_at=self.now - timedelta(days=3)
        )
        self.session.leaders.create(user=self.worker)
        self.death = DeathFactory(family=self.family, recorded_by=self.worker)
        self.objection = RankingObjectionFactory(
            family=FamilyFactory(name="Other", hub=self.hub), recorded_by=self.worker
        )
        InvolvementFactory(family=self.objection.family, user=self.worker)
        self.invitation = InvitationFactory(
            family=self.family, person=self.ada, invited_by=self.worker, invited_at=self.now
        )
        quiet = FamilyFactory(name="Nowak-Castellano", hub=self.hub)
        InvolvementFactory(family=quiet, user=self.worker, role="lead")
        ObservationFactory(family=quiet, code="P03", observed_by=self.worker)
        self.area_action = AreaAction.objects.create(
            hub=self.hub,
            what="A Saturday breakfast for fathers at the library",
            owner="Southmoor Dads",
            due_on=self.today + timedelta(days=20),
            added_by=self.manager,
        )

    def _family(self):
        self.family = FamilyFactory(name="Okafor-Fernández", hub=self.hub, postcode="ZZ1 1AA")
        card = ContactCardFactory(
            code_word="Daisy", never_mention="the hub", interpreter_language="Portuguese"
        )
        self.ada = PersonFactory(full_name="Adaeze Okafor-Fernández", contact_card=card)
        self.tobi = ChildFactory(full_name="Tobi Okafor-Fernández")
        self.member = FamilyMemberFactory(family=self.family, person=self.ada)
        FamilyMemberFactory(family=self.family, person=self.tobi, role="child")
        self._kin()
        InvolvementFactory(family=self.family, user=self.worker, role="lead")
        self.involvement = InvolvementFactory(family=self.family, user=self.teacher)
        self.agreement = AgreementFactory(
            family=self.family, person=self.tobi, organisation=self.school, given_by=self.ada
        )
        self.decision = SharingDecisionFactory(
            family=self.family, person=self.ada, organisation=self.school, reason=LONG
        )
        self.stop_request = StopRequestFactory(hub=self.hub, what=LONG)
        self.acts_for = SupportAssignmentFactory(user=somebody("support"), worker=self.worker)
        self.inspection = InspectionFactory(inspector=somebody("inspector"))
        self.case = GovernanceCaseFactory(family=self.family, officer=self.governance_officer)
        self.rule, self.rule_change, self.due, self.batch, self.certificate, self.hold = (
            one_of_each(self.family, somebody("governance"), LONG)
        )
        self.copy, self.copy_entry = a_copy(self.family, self.ada, self.governance_officer, LONG)
        self.rights_request, self.breach, self.dispute = one_in_each_register(
            self.family, self.ada, self.worker, self.governance_officer, LONG
        )
        self.copy_token = a_link(self.family, self.ada, self.governance_officer)
        self.pair, self.merge = a_pair_and_a_merge(self.family, self.manager)
        self.join = a_join(self.family, self.ada, self.tobi, self.manager)
        receipt = ReceiptFactory(family=self.family, person=self.ada)
        self.receipt_token = link_of(receipt).rstrip("/").rpartition("/")[2]
        self.emergency = EmergencyAccessFactory(
            family=self.family, starts_at=self.now - timedelta(hours=5),
            ends_at=self.now - timedelta(hours=1), review_due_at=self.now + timedelta(days=1),
        )  # fmt: skip
        self.follower = somebody("practitioner")
        InvolvementFactory(family=self.family, user=self.follower, role="follow_up")
        self.told = TeamToldFactory(family=self.family, told=self.family.members.first().person)
        self.conflict = ConflictFactory(family=self.family, user=self.front_desk)
        self.todo = ToDoFactory(family=self.family, kind="risk_check", owner=self.worker)
        for at, kind in enumerate(("plan", "contact", "decision", "review", "agreement", "note")):
            self.entry = TimelineEntryFactory(
                family=self.family, author=self.worker, kind=kind, summary=LONG[: 60 * at + 20],
                body=LONG * at, happened_at=self.now - timedelta(days=9 * at),
            )  # fmt: skip
            self.entry.about.set([self.ada, self.tobi][: at % 3])
        self.story_part = StoryPartFactory(family=self.family, author=self.worker, words=LONG)
        self.document = DocumentFactory(family=self.family, entry__author=self.worker)
        self.warning = WarningNoteFactory(family=self.family, owner=self.worker, person=self.ada)
        self.note_draft = NoteDraftFactory(family=self.family, author=self.worker)
        student = somebody("practitioner", hub=self.hub)
        student.supervisor, student.access_ends_on = self.manager, dt.date(2199, 7, 31)
        student.save()
        self.handed_in = NoteDraftFactory(family=self.family, author=student, handed_in_at=self.now)

    def _plan(self):
        opened = self.now - timedelta(days=120)
        self.plan = PlanFactory(
            family=self.family, opened_at=opened, strengths=LONG,
            review_due_on=self.today - timedelta(days=4),
        )  # fmt: skip
        review = ReviewFactory(
            plan=self.plan, happened_at=opened + timedelta(days=50), summary=LONG,
            due_on=(opened + timedelta(days=50)).date(), next_due_on=self.plan.review_due_on,
            led_by=self.worker,
        )  # fmt: skip
        for words, person in (("We all get a night’s sleep", None), (LONG[:100], self.tobi)):
            self.goal = GoalFactory(plan=self.plan, words=words, person=person)
            ScoreFactory(goal=self.goal, value=3, family_value=2, happened_at=opened)
            ScoreFactory(
                goal=self.goal, value=6, family_value=7, review=review,
                happened_at=review.happened_at,
            )  # fmt: skip
            late = self.today - timedelta(days=2)
            self.action = ActionFactory(goal=self.goal, owner_user=self.worker, due_on=late)
            ActionFactory(
                goal=self.goal, owner_user=None, owner_person=self.ada, what=LONG[:70],
                state="done", done_at=self.now, result="He slept through",
            )  # fmt: skip
        self.step = StepFactory(
            plan=self.plan, sender=self.worker, receiver=self.colleague, explanation=LONG
        )
        GrantFactory(
            family=self.family, kind="receiver", user=self.colleague,
            ends_at=self.now + timedelta(days=1),
        )  # fmt: skip
        self.may_be = FamilyFactory(name="Mensah", hub=self.hub)
        GrantFactory(family=self.may_be, kind="triage", hub=self.hub, cause_id=self.may_be.pk)
        self.new_family = FamilyFactory(name="Novák", hub=self.hub)
        Involvement.objects.create(
            family=self.new_family, user=self.worker, role="lead", starts_at=opened
        )

    def _requests(self):
        self.request = ReferralFactory(
            hub=self.hub, contact_name="Chloe Barker", safety_flags=["fear"], story=LONG * 3
        )
        ReferralPersonFactory(referral=self.request, full_name="Chloe Barker", is_child=False)
        ReferralPersonFactory(referral=self.request, full_name="Tommy Barker")
        self.draft = ProfessionalDraftFactory(owner=self.teacher)
        self.partner_token = PartnerToken.objects.create(
            organisation=self.school, digest="0" * 64, made_by=self.administrator
        )
        self.answer = OutcomeNoticeFactory(referral__hub=self.hub)
        ReferralFactory(hub=self.hub, taken_by=self.worker, status="asked_family",
                        paused_at=self.now, paused_for="Which school does he go to?")  # fmt: skip
        taken = {"taken_at": self.now, "taken_by": self.safeguarding_lead}
        self.concern = ConcernFactory(
            hub=self.hub, family=self.family, raised_by=self.worker, what=LONG,
            decide_due_at=self.now + timedelta(days=1), **taken,
        )  # fmt: skip
        ConcernFactory(hub=self.hub, raised_by=self.colleague, is_now="yes")
        passed = {"outcome": "passed_on", "basis": "safeguarding", "passed_on_at": self.now}
        decided = {"decided_at": self.now, "decided_by": self.safeguarding_lead}
        self.chased = ConcernFactory(
            hub=self.hub, raised_by=self.worker, acknowledge_due_at=self.now - timedelta(hours=1),
            **taken, **passed, **decided,
        )  # fmt: skip
        self._desk()

    def _desk(self):
        """What was asked at the desk today."""
        at = {"hub": self.hub, "happened_at": self.now, "taken_by": self.front_desk}
        self.enquiry = EnquiryFactory(**at, topic="abuse", did="signposted")
        EnquiryFactory(**at, topic="whats_on", channel="phone")
        at = {"hub": self.hub, "taken_by": self.front_desk, "came_at": self.now}
        self.walk_in = WalkInFactory(**at, number=1, topic="abuse", with_whom=self.worker)
        now = {"called_at": timezone.now()}
        WalkInFactory(**at, number=2, first_name="", state="called", **now)
        WalkInFactory(**at, number=3, state="seen", ended_at=timezone.now())
        self.chat = ChatFactory(state="talking", held_by=self.front_desk, hub=self.hub)
        ChatFactory(hub=self.hub, name="")
        question(hub=self.hub)

    def _papers(self):
        """Messages in every state, and an invitation that waits."""
        facts = {"hub": str(self.hub), "link": "/plans/", "when": self.today.isoformat()}
        states = (
            {},
            {"sent_at": self.now},
            {"failed_at": self.now, "last_error": "smtp-550"},
            {"dropped_at": self.now, "drop_reason": "The family withdrew its agreement"},
        )
        for at, state in enumerate(states):
            Message.objects.create(
                key=f"m{at}", kind="review_overdue", user=self.worker, by="system:clock",
                facts=facts, **state,
            )  # fmt: skip
        with acting_as(SystemActor.SETUP):
            self.invited = people.invite(
                full_name="Nia Walsh", email="nia.walsh.with.a.long.name@council.example",
                organisation=self.worker.organisation, role="manager", hub=self.hub,
                by=self.administrator,
            )  # fmt: skip
