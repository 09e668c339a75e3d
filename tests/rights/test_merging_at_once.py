"""Merges at the same moment as other work, and whatever a record holds: nothing is lost."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.actions import write_note
from families.models import Family, TimelineEntry
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from familyhubs.rights.merging import actions
from familyhubs.rights.merging.models import Merge
from tests.factories.families import (
    AgreementFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    TimelineEntryFactory,
    ToDoFactory,
)
from tests.factories.outcomes import GoalFactory, PlanFactory
from tests.hubs.whats_on.test_concurrency import at_once
from tests.rights.merged import Two, copy_of


def as_they(action, *args, by, **kwargs):
    """The action as the request of whoever does it."""

    def act():
        with acting_as(by):
            action(*args, by=by, **kwargs)

    return act


@pytest.mark.django_db(transaction=True)
def test_eight_say_yes_at_once_and_it_is_merged_once():
    two = Two()
    merge = two.propose()
    leads = [two.lead, two.other_lead] * 4
    raised = at_once([as_they(actions.decide, merge, agreed=True, by=lead) for lead in leads])
    assert len(raised) == 7
    assert {type(error) for error in raised} == {Refused}
    assert Merge.objects.in_force().count() == 1
    assert Family.objects.get(pk=two.source.pk).members.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_note_written_as_two_records_are_merged_is_on_the_one_that_stays_or_refused():
    two = Two()
    merge = two.propose()
    said = {"body": "Words", "by": two.lead}
    acts = [as_they(write_note, two.source, summary=f"Note {n}", **said) for n in range(7)]
    raised = at_once([*acts, as_they(actions.decide, merge, agreed=True, by=two.other_lead)])
    assert {type(error) for error in raised} <= {Refused}
    notes = TimelineEntry.objects.filter(summary__startswith="Note ")
    assert notes.count() == 7 - len(raised)
    assert set(notes.values_list("family", flat=True)) <= {two.target.pk}


def plan(family, chance):
    GoalFactory(plan=PlanFactory(family=family))


def person_of(family, chance):
    return chance.choice(list(family.members.order_by("pk"))).person


ROWS = [
    lambda family, chance: FamilyMemberFactory(family=family),
    lambda family, chance: TimelineEntryFactory(family=family),
    lambda family, chance: InvolvementFactory(family=family),
    lambda family, chance: ToDoFactory(family=family),
    lambda family, chance: AgreementFactory(
        family=family, person=FamilyMemberFactory(family=family).person
    ),
]


@pytest.mark.django_db
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    drawn=st.lists(st.tuples(st.booleans(), st.integers(0, len(ROWS) - 1)), max_size=10),
    in_both=st.booleans(),
    has_plan=st.booleans(),
)
def test_whatever_two_records_hold_undoing_gives_the_same_copies(db, drawn, in_both, has_plan):
    two, chance = Two(), Random(len(drawn))
    for in_source, row in drawn:
        ROWS[row](two.source if in_source else two.target, chance)
    if in_both:
        FamilyMemberFactory(family=two.source, person=person_of(two.target, chance))
        both = InvolvementFactory(family=two.source)
        InvolvementFactory(family=two.target, user=both.user)
    if has_plan:
        plan(two.source, chance)
    before = copy_of(two.source), copy_of(two.target)
    people = {row["id"] for copy in before for row in copy["families_person"]}
    merge = two.merge()
    after = copy_of(two.target)["families_person"]
    left = copy_of(two.source)["families_person"]
    assert {row["id"] for row in [*after, *left]} == people
    two.undo(merge)
    assert (copy_of(two.source), copy_of(two.target)) == before
