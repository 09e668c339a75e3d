"""Families and the people in them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from families import actions
from families.models import Family, FamilyMember, Person, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.refusals import Refused
from tests.factories.families import (
    ConflictFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)


def events(family):
    return set(Event.objects.filter(family_id=family.pk).values_list("verb", flat=True))


def test_a_family_starts_with_a_reference_and_a_first_line(hub, colleague):
    family = actions.start_family(name=" Bell ", hub=hub, by=colleague, postcode="ZZ1 1AA")
    assert family.name == "Bell"
    assert family.reference.startswith("FH-")
    assert family.timeline.get().summary == "Family record started"
    assert events(family) == {"family.started"}


def test_a_second_press_starts_no_second_family(hub, colleague):
    key = uuid4()
    first = actions.start_family(name="Bell", hub=hub, by=colleague, key=key)
    assert actions.start_family(name="Bell", hub=hub, by=colleague, key=key) == first
    assert Family.objects.count() == 1


def test_a_system_actor_may_start_one(hub):
    family = actions.start_family(name="Bell", hub=hub, by=SystemActor.SETUP)
    assert family.timeline.get().author is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "  "}, "Enter a name"),
        ({"name": "x" * 201}, "too long"),
        ({"postcode": "ZZ1 1AA", "no_fixed_address": True}, "no fixed address"),
        ({"happened_at": timezone.now() + timedelta(days=1)}, "in the past"),
    ],
)
def test_what_a_family_cannot_start_with(hub, colleague, values, said):
    with pytest.raises(Refused, match=said):
        actions.start_family(**{"name": "Bell", "hub": hub, "by": colleague} | values)
    assert not Family.objects.exists()


def test_a_member_joins(family, worker):
    member = actions.add_member(
        family, full_name="Ngozi Okafor", role="child", born_on=date(2023, 7, 2), by=worker
    )
    assert member.person.full_name == "Ngozi Okafor"
    assert "family.member_added" in events(family)


def test_a_second_press_adds_nobody(family, worker):
    key = uuid4()
    facts = {"full_name": "Ngozi Okafor", "role": "child", "by": worker}
    first = actions.add_member(family, key=key, **facts)
    assert actions.add_member(family, key=key, **facts) == first
    with pytest.raises(Refused, match="already"):
        actions.add_member(family, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"full_name": ""},
        {"role": "pet"},
        {"born_on": date(2999, 1, 1)},
        {"due_on": date(2027, 1, 1)},
        {"role": "unborn", "born_on": date(2020, 1, 1)},
    ],
)
def test_who_cannot_join(family, worker, facts):
    with pytest.raises(Refused):
        actions.add_member(family, **{"full_name": "X", "role": "child", "by": worker} | facts)


def test_somebody_leaves_once(family, worker, tobi):
    member = family.members.get(person=tobi)
    actions.end_membership(member, reason="Lives with his father now", by=worker)
    assert tobi not in [m.person for m in family.members.current()]
    with pytest.raises(Refused, match="already"):
        actions.end_membership(member, reason="Again", by=worker)


def test_a_restricted_family_has_two_named_people(family, worker, safeguarding_lead, colleague):
    with pytest.raises(Refused, match="two named people"):
        actions.restrict(family, reason="A threat was made", by=safeguarding_lead)
    # Somebody whose account is closed, and somebody who is barred, can see nothing.
    InvolvementFactory(family=family, user__is_active=False)
    InvolvementFactory(family=family, user=ConflictFactory(family=family).user)
    with pytest.raises(Refused, match="two named people"):
        actions.restrict(family, reason="A threat was made", by=safeguarding_lead)
    InvolvementFactory(family=family, user=colleague)
    actions.restrict(family, reason="A threat was made", by=safeguarding_lead)
    family.refresh_from_db()
    assert family.is_restricted
    actions.lift_restriction(family, reason="The threat is over", by=safeguarding_lead)
    assert {"family.restricted", "family.restriction_lifted"} <= events(family)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("person", {"full_name": ""}),
        ("person", {"due_on": date(2027, 1, 1)}),
        ("person", {"born_on": None, "born_accuracy": "EEA"}),
        ("family", {"no_fixed_address": True, "postcode": "ZZ1 1AA"}),
    ],
)
def test_the_database_keeps_people_and_families_true(family, ada, table, change):
    model, row = {"person": (Person, ada), "family": (Family, family)}[table]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**change)


def test_nobody_is_in_a_family_twice_at_once(family, ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyMemberFactory(family=family, person=ada)
    now = timezone.now()
    family.members.filter(person=ada).update(ends_at=now)
    FamilyMemberFactory(family=family, person=ada, starts_at=now)


@pytest.mark.parametrize("model", [Family, Person, FamilyMember])
def test_every_change_is_kept_whatever_way_it_came(family, model):
    before = model.pgh_event_model.objects.count()
    rows = model.objects.update(updated_at=timezone.now())
    assert rows
    assert model.pgh_event_model.objects.count() == before + rows


def test_history_names_the_actor(family, worker):
    with acting_as(worker.pk):
        Family.objects.filter(pk=family.pk).update(name="Okafor-Bell")
    latest = Family.pgh_event_model.objects.filter(pgh_obj_id=family.pk).latest("pgh_id")
    assert latest.name == "Okafor-Bell"
    assert latest.pgh_context["actor"] == str(worker.pk)


def test_a_note_is_about_people_of_the_family(family, worker, tobi):
    actions.write_note(family, summary="Visited", about=[tobi], by=worker)
    with pytest.raises(Refused, match="in this family"):
        actions.write_note(family, summary="Visited", about=[PersonFactory()], by=worker)


def test_a_second_press_writes_no_second_note(family, worker):
    key = uuid4()
    for _ in range(2):
        actions.write_note(family, summary="Visited", by=worker, key=key)
    assert family.timeline.count() == 1
    assert Event.objects.filter(verb="note.written").count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": " "},
        {"summary": "x" * 301},
        {"body": "x" * 20_001},
        {"kind": "decision"},
        {"happened_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_a_note_cannot_be(family, worker, facts):
    with pytest.raises(Refused):
        actions.write_note(family, **{"summary": "Visited", "by": worker} | facts)


def test_a_note_is_corrected_by_a_second_one(family, worker, colleague, tobi):
    note = actions.write_note(family, summary="Vistied", about=[tobi], by=worker)
    with pytest.raises(Refused, match="Only the person"):
        actions.amend_note(note, summary="Visited", reason="Spelling", by=colleague)
    newer = actions.amend_note(note, summary="Visited", reason="Spelling", by=worker)
    assert newer.happened_at == note.happened_at
    assert list(newer.about.all()) == [tobi]
    with pytest.raises(Refused, match="already"):
        actions.amend_note(note, summary="Visited!", reason="Again", by=worker)


def test_what_an_action_left_on_the_timeline_is_not_corrected(family, worker):
    line = actions.note_event(family, kind="decision", summary="Decided", by=worker)
    begun = actions.start_family(name="Bell", hub=family.hub, by=worker).timeline.get()
    for entry in (line, begun):
        with pytest.raises(Refused, match="cannot be corrected"):
            actions.amend_note(entry, summary="Never decided", reason="Spelling", by=worker)


@pytest.mark.parametrize("break_it", ["update", "delete", "about"])
def test_the_timeline_is_never_rewritten(family, worker, tobi, ada, break_it):
    note = actions.write_note(family, summary="Visited", about=[tobi], by=worker)
    rows = TimelineEntry.objects.filter(pk=note.pk)
    steps = {
        "update": lambda: rows.update(summary="Never said"),
        "delete": lambda: rows.delete(),
        "about": lambda: note.about.clear(),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        steps[break_it]()
