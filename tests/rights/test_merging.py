"""Two records become one, and two again, row by row."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from families.actions import write_note
from families.models import Family, FamilyMember, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.rights.holdings import tables
from familyhubs.rights.keeping.models import Hold
from familyhubs.rights.merging import actions
from familyhubs.rights.merging.models import Merge
from outcomes.models import Step
from tests.cast import somebody
from tests.factories.families import (
    ConflictFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    TimelineEntryFactory,
)
from tests.factories.outcomes import PlanFactory, StepFactory
from tests.rights.merged import Two, copy_of
from tests.test_sweeps import one_of_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db):
    return Two()


def names_a_family(model):
    return any(field.attname == "family_id" for field in model._meta.concrete_fields)


def test_everything_moves_and_the_record_that_goes_names_the_one_that_stays(two):
    before = {table: len(rows) for table, rows in copy_of(two.source).items() if rows}
    both = {table: len(rows) for table, rows in copy_of(two.target).items()}
    two.merge()
    two.source.refresh_from_db()
    assert two.source.merged_into == two.target
    after = copy_of(two.target)
    for table in ("families_familymember", "families_agreement", "families_timelineentry"):
        assert len(after[table]) == before[table] + both[table]
        assert not copy_of(two.source)[table]


def test_undone_both_copies_are_what_they_were(two):
    before = copy_of(two.source), copy_of(two.target)
    merge = two.merge()
    assert (copy_of(two.source), copy_of(two.target)) != before
    two.undo(merge)
    assert (copy_of(two.source), copy_of(two.target)) == before


def test_one_of_everything_moves_and_comes_back(two):
    """Every table that a family's record may fill."""
    person = two.source.members.get(role="parent").person
    InvolvementFactory(family=two.source, user=two.manager)
    one_of_everything(two.source, two.manager, person)
    Step.objects.update(state="withdrawn", answered_at=F("happened_at"))
    before = copy_of(two.source), copy_of(two.target)
    merge = two.merge()
    assert len(merge.moved) > 20
    assert not merge.stayed
    two.undo(merge)
    assert (copy_of(two.source), copy_of(two.target)) == before


def test_what_was_written_since_stays_where_it_was_written(two):
    merge = two.merge()
    new = TimelineEntryFactory(family=two.target)
    assert actions.written_since(merge)["families_timelineentry"] == 1
    two.undo(merge)
    new.refresh_from_db()
    assert new.family_id == two.target.pk
    assert TimelineEntry.objects.filter(family=two.source, source_id=None).count() == 1


def test_somebody_in_both_records_stands_once(two):
    person = two.target.members.get(role="parent").person
    FamilyMemberFactory(family=two.source, person=person)
    before = copy_of(two.source)
    merge = two.merge()
    assert merge.stayed == {"families_familymember": 1}
    assert FamilyMember.objects.filter(family=two.target, person=person).count() == 1
    two.undo(merge)
    assert copy_of(two.source) == before


def test_nobody_agrees_to_their_own(two):
    merge = two.propose()
    with pytest.raises(Refused, match="Somebody else"):
        actions.decide(merge, agreed=True, by=two.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=merge.pk).update(
            decided_by=merge.proposed_by, decided_at=merge.recorded_at
        )
    stranger = somebody("practitioner")
    with pytest.raises(Refused, match="Somebody else"):
        actions.decide(merge, agreed=True, by=stranger)
    merge = actions.decide(merge, agreed=True, by=two.lead)
    actions.ask_to_undo(merge, why="Wrong", by=two.lead)
    with pytest.raises(Refused, match="Somebody else"):
        actions.undo(merge, by=two.lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=merge.pk).update(undone_by=two.lead, undone_at=merge.recorded_at)


def test_no_leaves_both_as_they_were(two):
    before = copy_of(two.source), copy_of(two.target)
    actions.decide(two.propose(), agreed=False, by=two.lead, answer="Cousins")
    assert (copy_of(two.source), copy_of(two.target)) == before
    two.propose()


def restricted(two):
    Family.objects.filter(pk=two.target.pk).update(is_restricted=True)


def plans(two):
    for family in (two.source, two.target):
        PlanFactory(family=family)


def leads(two):
    for family in (two.source, two.target):
        InvolvementFactory(family=family, role="lead")


def stepped(two):
    StepFactory(plan=PlanFactory(family=two.source), sender=two.manager)


def asked_a_service(two):
    GrantFactory(family=two.source, kind="referred", user=two.manager)


def held(two):
    Hold.objects.create(
        family=two.source, why="Inquiry", review_on="2099-01-01", placed_by=two.lead
    )


def barred_team(two):
    work = InvolvementFactory(family=two.source)
    ConflictFactory(family=two.target, user=work.user)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (restricted, "restricted"),
        (plans, "open plan"),
        (leads, "lead practitioner"),
        (held, "legal hold"),
        (stepped, "waits for its answer"),
        (asked_a_service, "asked to help"),
        (barred_team, "may not see the other"),
    ],
)
def test_what_stands_in_the_way_says_what_to_do(two, block, words):
    """When it is proposed, and again when it is decided."""
    merge = two.propose()
    block(two)
    two.source.refresh_from_db()
    two.target.refresh_from_db()
    with pytest.raises(Refused, match=words):
        actions.decide(merge, agreed=True, by=two.lead)
    merge.delete()
    with pytest.raises(Refused, match=words):
        two.propose()


def test_nothing_is_written_on_a_record_that_was_merged(two):
    two.merge()
    with pytest.raises(Refused, match="merged"):
        write_note(two.source, summary="Late", by=two.lead, body="Late")


def test_the_team_hears_of_it_and_the_log_has_both(two):
    work = InvolvementFactory(family=two.source)
    merge = two.merge()
    assert Message.objects.filter(kind="records_merged", user=work.user).count() == 1
    two.undo(merge)
    assert Message.objects.filter(kind="merge_undone", user=work.user).count() == 1
    for verb in ("merging.merged", "merging.undone"):
        named = Event.objects.filter(verb=verb).values_list("family_id", flat=True)
        assert set(named) == {two.source.pk, two.target.pk}


def test_the_function_knows_every_table_that_names_a_family(two):
    """It asks the catalogue, the copy asks the models: they must find the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT merging_tables()")
        known = {name for (name,) in cursor.fetchall()}
    named = {name for name, model in tables() if names_a_family(model)}
    assert known == named - {"families_familystanding"}


def test_the_timeline_says_so_and_names_no_other_record(two):
    merge = two.merge()
    said = TimelineEntry.objects.filter(source_id=merge.pk)
    assert said.get().family == two.target
    assert not actions.written_since(merge)
    two.undo(merge)
    assert {entry.family for entry in said} == {two.source, two.target}
    assert {entry.sensitivity for entry in said} == {"team"}
    assert not any("FH-" in entry.summary for entry in said)


def test_the_council_says_for_how_long_a_merge_can_be_undone(two, time_machine):
    merge = two.merge()
    CouncilSettings.objects.update_or_create(only=True, defaults={"undo_merge_days": 10})
    time_machine.move_to(merge.merged_at + timedelta(days=9))
    merge = actions.ask_to_undo(merge, why="Two sisters", by=two.manager)
    time_machine.move_to(merge.merged_at + timedelta(days=11))
    with pytest.raises(Refused, match="for 10 days"):
        actions.undo(merge, by=two.lead)


def test_a_join_since_is_undone_first(two):
    merge = two.merge()
    goes, stays = (
        row.person for row in two.target.members.current().filter(role="child").order_by("pk")
    )
    joined = actions.join(two.target, goes, stays, why="One child", by=two.lead)
    with pytest.raises(Refused, match="Undo that first"):
        actions.ask_to_undo(merge, why="Two sisters", by=two.manager)
    actions.part(joined, why="Two", by=two.lead)
    two.undo(merge)


def test_a_step_that_was_answered_moves_and_comes_back(two):
    step = StepFactory(plan=PlanFactory(family=two.source), sender=two.manager)
    Step.objects.filter(pk=step.pk).update(state="withdrawn", answered_at=step.happened_at)
    before = copy_of(two.source)
    merge = two.merge()
    assert copy_of(two.target)["outcomes_step"]
    two.undo(merge)
    assert copy_of(two.source) == before
