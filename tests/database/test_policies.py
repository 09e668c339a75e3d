"""Row-level security: what the web's role reads where nobody filters, table by table."""

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from django.db.models import ForeignKey

from families.models import (
    Family,
    Involvement,
    NoteReader,
    Person,
    PersonNeed,
    TimelineEntry,
)
from familyhubs.contact.models import ContactCard
from familyhubs.database import roles
from familyhubs.database.actor import SystemActor, acting_as, beyond_sight, open_with
from familyhubs.database.policies.sight import SEES_ALL, SEES_BY_KEYS
from familyhubs.database.policies.tables import POLICIES, WITHOUT
from familyhubs.notifications.models import Message
from referrals.codes import digest_of
from referrals.models import Chat, Draft, DraftCode, Referral
from tests.factories.accounts import PartnerFactory, UserFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    NeedFactory,
    SharingAgreementFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import MembershipFactory
from tests.factories.referrals import ChatFactory, ReferralFactory
from tests.world import World

pytestmark = pytest.mark.django_db


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def ids(model):
    return set(model.objects.values_list("pk", flat=True))


def test_every_table_that_reaches_a_family_a_person_or_a_request_has_a_policy():
    """Whoever adds a table says who may read it, or why anybody may."""
    guarded = {*POLICIES, *WITHOUT}
    reached, before = guarded, set()
    while reached != before:
        before = reached
        reached = reached | {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if not hasattr(model, "pgh_tracked_model")
            for field in model._meta.local_fields
            if isinstance(field, ForeignKey)
            and field.remote_field.model._meta.db_table in POLICIES
            and field.remote_field.model is not ContactCard
        }
    assert reached == guarded
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert guarded <= tables
    assert not POLICIES.keys() & WITHOUT.keys()


def test_the_database_holds_what_is_listed(owner):
    """And nothing else: every policy is for one of the two roles, and row history has no reader."""
    rows = owner.execute(
        "SELECT tablename, policyname, cmd FROM pg_policies WHERE policyname <> 'tests_read'"
    ).fetchall()
    web = {(table, cmd) for table, name, cmd in rows if name == "web_reads"}
    assert web == {(table, "ALL") for table in POLICIES}
    history = {(table, cmd) for table, name, cmd in rows if name == "web_writes"}
    assert history == {(table, "INSERT") for table in roles.history_tables()}
    assert {name for _table, name, _cmd in rows} == {"web_reads", "web_writes", "reporting_reads"}
    on = owner.execute("SELECT relname FROM pg_class WHERE relrowsecurity").fetchall()
    assert {name for (name,) in on} == {*POLICIES} | roles.history_tables()


def test_applying_again_changes_nothing(owner):
    said = "SELECT oid, polname FROM pg_policy ORDER BY 1", "SELECT oid, tgname FROM pg_trigger"
    before = [owner.execute(statement).fetchall() for statement in said]
    roles.grant(owner)
    assert [owner.execute(statement).fetchall() for statement in said] == before


@pytest.fixture
def council(db):
    return World(0)


@pytest.mark.parametrize("table", sorted(POLICIES))
def test_without_an_actor_there_is_no_row(table, owner):
    """On a connection of its own, as an injected or forgotten statement would find it."""
    given = connection.settings_dict
    with psycopg.connect(
        host=owner.info.host, port=given["PORT"] or None, user=given["USER"],
        password=given["PASSWORD"] or None, dbname=owner.info.dbname,
    ) as web:  # fmt: skip
        assert web.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_stranger_the_public_and_an_ended_account_read_nothing_of_anybody(council):
    stranger = UserFactory()
    manager = next(user for user in council.users if user.role == "manager")
    manager.is_active = False
    manager.save()
    everything = {table: count(table) for table in POLICIES}
    assert sum(everything.values()) > 100
    # What no family has is its own room's: a hub's member, a board's.
    others = {"contact_contactcard"}
    for actor in ("", SystemActor.PUBLIC, SystemActor.IMPORT, stranger, manager):
        with acting_as(actor):
            found = {table for table in POLICIES if count(table)} - others
        own = {"notifications_message", "families_involvement", "families_grant"}
        own |= {"families_conflictofinterest", "families_todo"}
        assert found <= (own if actor is manager else set()), (actor, found)


@pytest.fixture
def known(db):
    """A family with a worker, a contact card, and a note of each kind."""
    worker = UserFactory()
    MembershipFactory(user=worker, role="practitioner")
    family = FamilyFactory()
    member = FamilyMemberFactory(family=family)
    member.person.contact_card = ContactCardFactory()
    member.person.save()
    InvolvementFactory(family=family, user=worker, role="worker")
    for sensitivity in ("shared", "team", "safeguard"):
        TimelineEntryFactory(family=family, sensitivity=sensitivity, author=None)
    return family, worker


def test_a_worker_reads_their_family_and_no_other(known):
    family, worker = known
    other = TimelineEntryFactory()
    card = ContactCardFactory()
    with acting_as(worker):
        assert ids(Family) == {family.pk}
        assert other.pk not in ids(TimelineEntry)
        assert card.pk not in ids(ContactCard)
        assert family.members.get().person.contact_card_id in ids(ContactCard)
        kinds = set(TimelineEntry.objects.values_list("sensitivity", flat=True))
    assert kinds == {"shared", "team"}, "safeguarding entries are the lead's"


def test_a_bar_is_stronger_than_work(known):
    family, worker = known
    ConflictFactory(family=family, user=worker)
    with acting_as(worker):
        assert not ids(Family) | ids(Person) | ids(TimelineEntry)


def test_a_partner_reads_while_both_agreements_hold(known):
    family, _worker = known
    teacher = PartnerFactory()
    MembershipFactory(user=teacher, role="partner")
    InvolvementFactory(family=family, user=teacher, role="worker")

    def reads():
        with acting_as(teacher):
            return ids(Family), {row.sensitivity for row in TimelineEntry.objects.all()}

    assert reads() == (set(), set())
    agreed = SharingAgreementFactory(organisation=teacher.organisation)
    assert reads() == (set(), set())
    person = family.members.get().person
    AgreementFactory(family=family, person=person, organisation=teacher.organisation)
    assert reads() == ({family.pk}, {"shared"})
    agreed.ends_at = agreed.starts_at
    agreed.save()
    assert reads() == (set(), set())


def test_nobody_writes_into_a_family_they_do_not_see(known):
    family, _worker = known
    stranger = UserFactory()
    MembershipFactory(user=stranger, role="practitioner")
    with acting_as(stranger):
        assert Family.objects.filter(pk=family.pk).update(name="Mine") == 0
        assert Involvement.objects.all().delete()[0] == 0
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(stranger):
        TimelineEntryFactory(family=family, author=stranger)


def test_who_names_no_actor_writes_nothing(known):
    family, _worker = known
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(""):
        TimelineEntryFactory(family=family)


def test_what_somebody_writes_they_may_go_on_with(known):
    """A record that nobody works with yet; and in the next transaction it is the hub's again."""
    _family, worker = known
    with acting_as(worker):
        made = FamilyFactory()
        assert made.pk in ids(Family)
        FamilyMemberFactory(family=made)
    with acting_as(worker):
        assert made.pk not in ids(Family)


def test_work_that_begins_opens_the_family_at_once(known):
    _family, worker = known
    given = FamilyFactory()
    with acting_as(worker):
        assert given.pk not in ids(Family)
        with beyond_sight("a test gives work"):
            InvolvementFactory(family=given, user=worker, role="lead")
        assert given.pk in ids(Family)


def test_history_is_written_and_never_read(known):
    family, worker = known
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL tests.read_history = 'off'")
        for actor in (worker, SystemActor.SETUP):
            with acting_as(actor):
                Family.objects.filter(pk=family.pk).update(name="Changed")
                assert all(count(table) == 0 for table in roles.history_tables())
        cursor.execute("SET LOCAL tests.read_history = 'on'")
    assert count("families_familyevent") >= 2


def test_one_actor_inside_another_leaves_the_first_as_it_was(known):
    family, worker = known
    hidden = FamilyFactory()
    with acting_as(worker):
        with acting_as(SystemActor.MATCHING):
            assert ids(Family) == {family.pk, hidden.pk}
        assert ids(Family) == {family.pk}
        with beyond_sight("a test looks"):
            assert ids(Family) == {family.pk, hidden.pk}
        assert ids(Family) == {family.pk}
        with pytest.raises(ZeroDivisionError), beyond_sight("a test breaks off"):
            _ = 1 / 0
        assert ids(Family) == {family.pk}


def test_the_public_opens_a_draft_by_its_code_or_by_the_session_that_holds_it():
    drafts = [Draft.objects.create(expires_at="2030-01-01T00:00Z") for _ in range(3)]
    for at, draft in enumerate(drafts):
        DraftCode.objects.create(draft=draft, digest=digest_of(f"code {at}"))
    with acting_as(SystemActor.PUBLIC):
        assert not ids(Draft) | ids(DraftCode)
        open_with(digest_of("code 3"))
        assert not ids(Draft)
        open_with(digest_of("code 0"))
        assert ids(Draft) == {drafts[0].pk}
        open_with(drafts[1].pk)
        assert ids(Draft) == {drafts[0].pk, drafts[1].pk}
    with acting_as(SystemActor.PUBLIC):
        assert not ids(Draft)


def test_the_public_follows_one_request_and_one_chat():
    asked, chat = ReferralFactory(), ChatFactory()
    ReferralFactory()
    ChatFactory()
    with acting_as(SystemActor.PUBLIC):
        assert not ids(Referral) | ids(Chat)
        open_with(asked.pk, chat.pk)
        assert (ids(Referral), ids(Chat)) == ({asked.pk}, {chat.pk})


def test_a_message_is_its_readers_alone(known):
    _family, worker = known
    mine, other = (
        Message.objects.create(key=str(at), kind="access_ended", user=user, by="system:clock")
        for at, user in enumerate((worker, UserFactory()))
    )
    with acting_as(worker):
        assert ids(Message) == {mine.pk}
    with acting_as(SystemActor.DELIVERY):
        assert ids(Message) == {mine.pk, other.pk}


def test_every_system_actor_has_one_line_that_says_what_it_sees():
    assert {*SEES_ALL, *SEES_BY_KEYS} == {*SystemActor}
    assert all([*SEES_ALL.values(), *SEES_BY_KEYS.values()])


def test_a_colleague_of_another_organisation_reads_the_restricted_entry_they_are_named_for():
    """Access.md section 3: restricted, if named; a colleague of theirs does not."""
    family, organisation = FamilyFactory(), SharingAgreementFactory().organisation
    person = FamilyMemberFactory(family=family).person
    AgreementFactory(family=family, person=person, organisation=organisation)
    named, other = (PartnerFactory(organisation=organisation) for _ in range(2))
    for user in (named, other):
        MembershipFactory(user=user, role="partner")
        InvolvementFactory(family=family, user=user)
    entry = TimelineEntryFactory(family=family, sensitivity="restricted")
    entry.about.set([person])
    NoteReader.objects.create(family=family, entry=entry, user=named, named_by=UserFactory())
    for user, expected in ((named, {entry.pk}), (other, set())):
        assert set(TimelineEntry.objects.visible_to(user).values_list("pk", flat=True)) == expected
        with acting_as(user):
            assert ids(TimelineEntry) == expected


def test_what_is_held_of_somebody_in_two_families_is_read_where_it_was_told():
    """Access.md section 2: of their other family a worker sees no more than that it is open."""
    person = FamilyMemberFactory().person
    here, there = FamilyMemberFactory(person=person), FamilyMemberFactory(person=person)
    user = MembershipFactory(role="practitioner").user
    InvolvementFactory(family=here.family, user=user)
    told = NeedFactory(family=here.family, person=person)
    NeedFactory(family=there.family, person=person, kind="easy_read")
    assert set(PersonNeed.objects.visible_to(user).values_list("pk", flat=True)) == {told.pk}
    with acting_as(user):
        assert ids(PersonNeed) == {told.pk}
