"""A copy that is owed keeps its record; one that was released goes with it, a past merge too."""

import pytest
from django.db import transaction

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.copies import actions as copies
from familyhubs.rights.copies.models import CopyRequest, Entry, Link, Paper, Redaction
from familyhubs.rights.keeping import actions, tasks
from familyhubs.rights.keeping.models import DueRecord
from familyhubs.rights.merging.models import Merge, Moved
from tests.cast import somebody
from tests.rights.copied import a_link, agreed, ask, gathered, written
from tests.rights.kept import agreed_batch, make_old, mark, reached, where_marked
from tests.rights.merged import Two

pytestmark = pytest.mark.django_db(transaction=True)


def adult_of(family):
    return family.members.filter(role="parent").first().person


def is_due(family):
    with acting_as(SystemActor.CLOCK):
        actions.find_due(by=SystemActor.CLOCK)
    return DueRecord.objects.filter(about_id=family.pk).exists()


def released(family, person):
    """A copy with a note, a black-out, a paper and a link, collected in person."""
    one, other = somebody("governance"), somebody("governance")
    note = written(family, "He lives at Hazel Wood")
    asked = gathered(ask(family, person, one), one)
    with acting_as(one):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        why = {"exemption": "whereabouts", "why": "His home", "by": one}
        copies.black_out(entry, passage="Hazel Wood", **why)
    agreed(asked, one, other)
    with acting_as(other):
        return copies.release(asked, way="collected", by=other)


@pytest.fixture
def merged(db):
    """The record that stayed, of two that were merged into one."""
    two = Two()
    two.merge()
    return two


def test_a_copy_that_is_owed_keeps_the_record_until_it_is_released(merged):
    family = merged.target
    officer, other = somebody("governance"), somebody("governance")
    asked = gathered(ask(family, adult_of(family), officer), officer)
    with transaction.atomic():
        make_old(family)
    assert not is_due(family)
    agreed(asked, officer, other)
    with acting_as(other):
        copies.release(asked, way="collected", by=other)
    with transaction.atomic():
        make_old(family)
    assert is_due(family)


def test_one_that_is_asked_for_after_two_people_agreed_stops_the_erasure(merged):
    family = merged.target
    with transaction.atomic():
        make_old(family)
    batch = agreed_batch()
    assert batch.records.filter(about_id=family.pk).exists()
    officer = somebody("governance")
    ask(family, adult_of(family), officer)
    with transaction.atomic():
        make_old(family)
    tasks.erase_approved()
    assert CopyRequest.objects.filter(family=family).exists()
    assert not DueRecord.objects.filter(about_id=family.pk, done_at__isnull=False).exists()


def test_copies_and_a_past_merge_go_with_the_record(owner, merged):
    family, gone = merged.target, merged.source
    released(family, adult_of(family))
    a_link(family, adult_of(family), somebody("governance"))
    CopyRequest.objects.filter(released_at=None).update(
        released_at=CopyRequest.objects.exclude(released_at=None).get().released_at,
        released_by=somebody("governance"), released_as="link",
    )  # fmt: skip
    kinds = (CopyRequest, Entry, Redaction, Paper, Link, Merge, Moved)
    assert all(kind.objects.exists() for kind in kinds)
    ids = [family.pk, gone.pk, *CopyRequest.objects.values_list("pk", flat=True)]
    with transaction.atomic():
        mark(reached(owner, family))
        make_old(family)
    marked = {"copies_copyrequest", "copies_entry", "copies_paper", "copies_link", "merging_merge"}
    assert marked <= where_marked(owner)
    agreed_batch()
    tasks.erase_approved()
    assert where_marked(owner) == set()
    assert not any(kind.objects.exists() for kind in kinds)
    told = Event.objects.filter(about_id__in=ids).exclude(verb="audit.erased")
    assert not any("Hazel" in str(event.facts) for event in told)
