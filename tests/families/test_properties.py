"""List = detail = search = timeline, and the short way = the long way, in any world."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.models import (
    Agreement,
    Family,
    FamilyMember,
    IntegratedTeam,
    Involvement,
    NoteReader,
    SharingAgreement,
    StoryPart,
    TimelineEntry,
    ToDo,
)
from families.permissions import grounds
from families.sharing import Ground, Part, grounds_that_open, parts_open, reads
from hubs.models import DutyShift, Role
from tests.factories.accounts import CouncilFactory, OrganisationFactory, UserFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    StoryPartFactory,
    SupportAssignmentFactory,
    TeamToldFactory,
    TimelineEntryFactory,
    ToDoFactory,
)
from tests.factories.hubs import LONG_AGO, HubFactory, MembershipFactory, TeamFactory

ENDS = st.sampled_from([None, None, -1, 1])  # never, never, yesterday, tomorrow
ROLES = st.sampled_from(list(Role))
SCOPES = st.sampled_from(["council", "hub", "other hub", "team"])
two = st.integers(0, 1)
three = st.integers(0, 2)

worlds = st.fixed_dictionaries(
    {
        "restricted": st.tuples(st.booleans(), st.booleans()),
        "roles": st.lists(st.tuples(three, ROLES, SCOPES, ENDS), min_size=2, max_size=6),
        "work": st.lists(
            st.tuples(two, three, st.sampled_from(["worker", "follow_up", "team"]), ENDS),
            max_size=5,
        ),
        "leads": st.lists(st.tuples(two, three), max_size=2, unique_by=lambda pair: pair[0]),
        "grants": st.lists(
            st.tuples(
                two, three, st.sampled_from(["triage", "desk", "receiver", "inspection"]), ENDS
            ),
            max_size=4,
        ),
        "acts": st.lists(
            st.tuples(
                st.sampled_from([(0, 1), (1, 0), (0, None), (1, None)]), st.sampled_from([-1, 1])
            ),
            max_size=3,
            unique_by=lambda row: row[0],
        ),
        "told": st.sets(two),
        "nights": st.lists(
            st.tuples(two, two, st.sampled_from([-1, 1])), max_size=2, unique_by=lambda row: row[:2]
        ),
        "bars": st.lists(st.tuples(two, three, ENDS), max_size=2),
        "agreed": st.booleans(),
        "answers": st.lists(
            st.tuples(two, two, st.sampled_from(["given", "declined"])),
            max_size=3,
            unique_by=lambda row: row[:2],
        ),
        "decisions": st.lists(st.tuples(two, two), max_size=1),
        "entries": st.lists(
            st.tuples(
                two,
                st.sampled_from(["shared", "team", "safeguard", "restricted"]),
                st.none() | three,
                st.sets(two),
                st.sets(three, max_size=2),
            ),
            max_size=4,
        ),
    }
)


def end(days):
    return None if days is None else timezone.now() + timedelta(days=days)


class World:
    """Two families of two people, three users (one of a school), and whatever was drawn."""

    def __init__(self, drawn):
        self.hub, self.far = HubFactory(), HubFactory()
        self.team = TeamFactory(hub=self.hub)
        self.school = OrganisationFactory()
        council = CouncilFactory()
        self.users = [
            UserFactory(organisation=organisation, second_factor=False)
            for organisation in (council, council, self.school)
        ]
        self.families = [FamilyFactory(hub=self.hub, is_restricted=r) for r in drawn["restricted"]]
        self.people = [[self._join(family) for _ in range(2)] for family in self.families]
        if drawn["agreed"]:
            SharingAgreementFactory(organisation=self.school)
            self._tell(drawn["told"])
        self._roles(drawn["roles"])
        self._work(drawn)
        self._answers(drawn)
        self._entries(drawn["entries"])

    def _join(self, family):
        person = PersonFactory(full_name=f"Ada {family.name}")
        FamilyMemberFactory(family=family, person=person)
        return person

    def _tell(self, families):
        """Those that were told of the team, which the school's agreement names."""
        agreement = SharingAgreement.objects.get(organisation=self.school)
        IntegratedTeam.objects.create(agreement=agreement, team=self.team, named_by=self.users[0])
        for at in families:
            TeamToldFactory(
                family=self.families[at], told=self.people[at][0], team=self.team,
                organisation=self.school,
            )  # fmt: skip

    def _roles(self, roles):
        scopes = {
            "council": {},
            "hub": {"hub": self.hub},
            "other hub": {"hub": self.far},
            "team": {"team": self.team},
        }
        seen = set()
        for user, role, scope, days in roles:
            if (user, role, scope) not in seen:
                seen.add((user, role, scope))
                MembershipFactory(
                    user=self.users[user], role=role, ends_at=end(days), **scopes[scope]
                )

    def _work(self, drawn):
        seen = set()
        for family, user, role, days in drawn["work"]:
            if (family, user, role) in seen:
                continue
            seen.add((family, user, role))
            who = {"user": self.users[user], "role": role}
            if role == "team":
                who = {"user": None, "team": self.team, "role": "worker"}
            InvolvementFactory(family=self.families[family], ends_at=end(days), **who)
        for family, user in drawn["leads"]:
            InvolvementFactory(family=self.families[family], user=self.users[user], role="lead")
        for family, user, kind, days in drawn["grants"]:
            to = {"hub": self.hub} if kind == "triage" else {"user": self.users[user]}
            until = end(1 if days is None else days)
            GrantFactory(
                family=self.families[family], kind=kind, ends_at=until, cause_id=uuid4(), **to
            )
        for (user, worker), days in drawn["acts"]:
            whom = {"team": self.team} if worker is None else {"worker": self.users[worker]}
            SupportAssignmentFactory(user=self.users[user], ends_at=end(days), **whom)
        for family, user, days in drawn["nights"]:
            self._night(self.families[family], self.users[user], end(days))
        for family, user, days in drawn["bars"]:
            ConflictFactory(family=self.families[family], user=self.users[user], ends_at=end(days))

    def _night(self, family, user, until):
        """An out-of-hours duty that runs still or is over, and a family opened in it."""
        duty, _new = DutyShift.objects.get_or_create(
            user=user, kind="out_of_hours", defaults={"starts_at": LONG_AGO, "ends_at": until}
        )
        GrantFactory(
            family=family, kind="out_of_hours", user=user, cause_id=duty.pk, ends_at=end(1)
        )

    def _answers(self, drawn):
        for family, person, status in drawn["answers"]:
            AgreementFactory(
                family=self.families[family],
                person=self.people[family][person],
                organisation=self.school,
                status=status,
            )
        for family, person in drawn["decisions"]:
            SharingDecisionFactory(
                family=self.families[family],
                person=self.people[family][person],
                organisation=self.school,
            )

    def _entries(self, entries):
        for family in self.families:
            ToDoFactory(family=family)
            StoryPartFactory(family=family)
            StoryPartFactory(family=family, section="avoid", sensitivity="team")
        for family, sensitivity, author, about, named in entries:
            row = TimelineEntryFactory(
                family=self.families[family],
                sensitivity=sensitivity,
                author=None if author is None else self.users[author],
            )
            row.about.set([self.people[family][n] for n in about])
            for n in named - {author} if sensitivity == "restricted" else ():
                by = self.users[(n + 1) % 3]
                NoteReader.objects.create(
                    family=row.family, entry=row, user=self.users[n], named_by=by
                )


def rows_of(queryset):
    return set(queryset.values_list("pk", flat=True))


def check(user, world):
    """What one user sees is the same by every way there is to see it."""
    seen = rows_of(Family.objects.visible_to(user))
    found = [Family.objects.with_grounds(user, family.pk).first() for family in world.families]
    flagged = {family.pk: family for family in found if family}
    assert set(flagged) == seen
    assert all(family.grounds for family in flagged.values())
    searched = rows_of(Family.objects.visible_to(user).likeliest("Ada", user)[0])
    assert searched <= seen
    members = FamilyMember.objects.visible_to(user)
    assert searched == set(members.values_list("family", flat=True))
    for family in world.families:
        held = grounds(user, family)
        assert bool(held) == (family.pk in seen)
        check_parts(user, family, flagged.get(family.pk), parts_open(held))
        check_notes(user, family, held)
        check_story(user, family, flagged.get(family.pk), parts_open(held))


def check_parts(user, family, opened, parts):
    """No row of a part that is shut; and of an open one, the same rows both ways."""
    for model, part in (
        (FamilyMember, Part.CARD),
        (Involvement, Part.CARD),
        (Agreement, Part.AGREEMENTS),
        (TimelineEntry, Part.NOTES_SHARED),
        (ToDo, Part.PLAN),
    ):
        long_way = rows_of(model.objects.filter(family=family).visible_to(user))
        within, open_here = opened, parts
        if model is Agreement:
            # Oversight opens those of any family, whose own row may stay shut (A7).
            within = Family.objects.with_grounds(user, family.pk, oversight=True).first()
            open_here = parts_open(within.grounds) if within else frozenset()
        assert part in open_here or not long_way, (model, open_here)
        if within is not None:
            assert rows_of(model.objects.visible_to(user, within=within)) == long_way, model
            if model is FamilyMember:
                listed = model.objects.filter(family=family).of_seen_families(user)
                assert rows_of(listed) == long_way


def check_notes(user, family, held):
    """The rule of one entry says what the door to all of them shows (access.md section 3)."""
    assert Family.objects.grounds_of_each([user], family.pk).get(str(user.pk), frozenset()) == held
    seen = rows_of(TimelineEntry.objects.visible_to(user))
    members = FamilyMember.objects.filter(family=family)
    shown = set(members.covered_for(user.organisation).values_list("person", flat=True))
    now = set(members.current().values_list("person", flat=True))
    for entry in TimelineEntry.objects.filter(family=family):
        about = set(entry.about.values_list("pk", flat=True))
        read = reads(
            held,
            entry.sensitivity,
            is_own=entry.author_id == user.pk,
            is_named=entry.readers.filter(user=user).exists(),
            is_covered=about <= shown if about else now <= shown,
        )
        assert read == (entry.pk in seen), entry.sensitivity


def check_story(user, family, opened, parts):
    """As shared notes, and for whoever is asked to take the family on; the same both ways."""
    long_way = rows_of(StoryPart.objects.filter(family=family).visible_to(user))
    assert parts & {Part.NOTES_SHARED, Part.HAND_OVER} or not long_way
    if opened is not None:
        assert rows_of(StoryPart.objects.visible_to(user, within=opened)) == long_way
    team = StoryPart.objects.filter(family=family, sensitivity="team").visible_to(user)
    assert Part.NOTES_TEAM in parts or not team.exists()
    if parts and user.organisation.is_council and parts & {Part.NOTES_SHARED, Part.HAND_OVER}:
        assert long_way


def check_limits(user, world, agreed):
    """The bars, restriction, the partner's and the commissioner's limits, whatever else holds."""
    roles = set(user.memberships.current().values_list("role", flat=True))
    for family in world.families:
        held = grounds(user, family)
        if not held:
            continue
        work = family.involvements.current().filter(user=user)
        asked = family.grants.current().filter(user=user, kind="receiver")
        assert roles - {"commissioner", "administrator", "governance"}
        assert "commissioner" not in roles
        assert not family.conflicts.current().filter(user=user).exists()
        if family.is_restricted and not (work.exists() or asked.exists()):
            night = DutyShift.objects.out_of_hours(user).exists()
            opened = family.grants.current().filter(user=user, kind="out_of_hours").exists()
            assert "safeguarding" in roles or (night and opened)
            assert user.organisation != world.school
        if user.organisation == world.school:
            assert agreed
            assert (
                work.filter(role="lead").exists()
                or Ground.INTEGRATED in held
                or family.members.covered_for(world.school).exists()
            )


@pytest.mark.django_db
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=worlds)
def test_every_way_to_see_a_family_agrees_in_any_world(drawn, db):
    point = transaction.savepoint()
    try:
        world = World(drawn)
        for user in world.users:
            check(user, world)
            check_limits(user, world, drawn["agreed"])
    finally:
        transaction.savepoint_rollback(point)


def test_no_ground_opens_nothing():
    assert parts_open([]) == frozenset()
    assert all(grounds_that_open(part) for part in Part)
