"""Copies: asked, timed, gathered, marked, agreed to by another, released."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.rights.copies import actions, tasks
from familyhubs.rights.copies.models import CopyRequest, Entry, Redaction
from familyhubs.rights.copies.pack import given
from tests.cast import somebody
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    PersonFactory,
    ResponsibilityFactory,
)
from tests.rights.copied import SECRET, ask, gathered, give_all, own_case, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def family(hub, ada, tobi):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    FamilyMemberFactory(family=family, person=tobi, role="child")
    return family


@pytest.fixture
def father(family):
    other = PersonFactory(full_name="Ben Apart")
    FamilyMemberFactory(family=family, person=other)
    return other


def texts(asked, by):
    with acting_as(by):
        return str(given(asked))


def test_from_asking_to_release(family, ada, father, officers):
    one, other = officers
    written(family, "Ada came to the group")
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        held = asked.entries.get(row=f"families_person:{father.pk}")
        assert (held.mark, held.exemption) == ("hold", "third_party")
        with pytest.raises(Refused, match="Mark every entry"):
            actions.agree(asked, by=other)
    give_all(asked, one)
    own_case(family, other)
    with acting_as(one), pytest.raises(Refused, match="Somebody else"):
        actions.agree(asked, by=one)
    with acting_as(other):
        actions.agree(asked, by=other)
        actions.release(asked, way="collected", by=other)
    said = texts(asked, other)
    assert "Ada came to the group" in said
    assert "Ben Apart" not in said
    with acting_as(one), pytest.raises(Refused, match="released already"):
        actions.release(asked, way="collected", by=one)


def test_nobody_agrees_without_a_case_of_their_own(family, ada, officers):
    one, other = officers
    asked = gathered(ask(family, ada, one), one)
    give_all(asked, one)
    with acting_as(other), pytest.raises(Refused, match="case of their own"):
        actions.agree(asked, by=other)


@pytest.mark.parametrize("kind", ["safeguard", "restricted"])
def test_safeguarding_is_held_back_by_default(family, ada, officers, kind):
    note = written(family, SECRET, sensitivity=kind)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    with acting_as(officers[0]):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        assert (entry.mark, entry.exemption) == ("hold", "harm")
    give_all(asked, officers[0])
    assert SECRET not in texts(asked, officers[0])


def test_what_is_blacked_out_is_not_given_and_the_original_stays(family, ada, officers):
    one = officers[0]
    note = written(family, f"He lives at {SECRET} House, {SECRET}")
    asked = gathered(ask(family, ada, one), one)
    with acting_as(one):
        entry = asked.entries.get(row=f"families_timelineentry:{note.pk}")
        with pytest.raises(Refused, match="Black out a passage first"):
            actions.mark(asked, chosen=[entry.pk], mark="part", by=one)
        more = {"exemption": "whereabouts", "why": "His home", "by": one}
        actions.black_out(entry, passage=SECRET, **more)
        actions.black_out(entry, passage="Refuge House", **more)
        with pytest.raises(Refused, match="exactly"):
            actions.black_out(entry, passage="nowhere in it", **more)
    give_all(asked, one)
    said = texts(asked, one)
    assert "He lives at [blacked out], [blacked out]" in said
    with acting_as(one):
        entry.refresh_from_db()
        assert SECRET in entry.content
        made = Redaction.objects.filter(entry=entry).first()
        assert (made.passage, made.made_by, made.why) == (SECRET, one, "His home")


def test_what_was_agreed_to_stays_as_it_is(family, ada, officers):
    one, other = officers
    asked = gathered(ask(family, ada, one), one)
    give_all(asked, one)
    own_case(family, other)
    with acting_as(other):
        actions.agree(asked, by=other)
    with acting_as(one):
        entry = asked.entries.first()
        with pytest.raises(Refused, match="stays as it is"):
            actions.mark(asked, chosen=[entry.pk], mark="give", by=one)
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(why="Other")


def test_nothing_is_gathered_before_the_asker_is_known(family, ada, officers):
    asked = ask(family, ada, officers[0])
    tasks.gather_copies()
    asked.refresh_from_db()
    assert asked.gathered_at is None


def test_gathered_once(family, ada, officers):
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    with acting_as(officers[0]):
        before = asked.entries.count()
        assert before
    tasks.gather_copies()
    with acting_as(officers[0]):
        assert asked.entries.count() == before


def test_a_parent_must_answer_for_this_child(family, ada, tobi, officers):
    one = officers[0]
    more = {"capacity": "parent"}
    with pytest.raises(Refused, match="answers for"):
        ask(family, tobi, one, **more)
    no = ResponsibilityFactory(family=family, child=tobi, answer="no", basis="")
    with pytest.raises(Refused, match="answers for"):
        ask(family, tobi, one, responsibility=no, **more)
    yes = ResponsibilityFactory(family=family, child=tobi, holder=ada)
    with pytest.raises(Refused, match="answers for"):
        ask(family, ada, one, responsibility=yes, **more)
    asked = ask(family, tobi, one, responsibility=yes, childs_view="Tobi agrees", **more)
    assert asked.responsibility == yes


def test_a_solicitor_shows_authority(family, ada, officers):
    with pytest.raises(Refused, match="authority"):
        ask(family, ada, officers[0], capacity="solicitor")


def test_a_pause_makes_it_due_later_and_time_is_given_once(family, ada, officers):
    one = officers[0]
    asked = ask(family, ada, one, received_on=timezone.localdate() - timedelta(days=10))
    before = asked.due_on
    with acting_as(one):
        pause = actions.begin_pause(asked, kind="identity", by=one)
        pause.from_on -= timedelta(days=7)
        pause.save()
        with pytest.raises(Refused, match="paused already"):
            actions.begin_pause(asked, kind="clarify", by=one)
        asked = actions.show_identity(asked, shown="Passport", by=one)
        assert asked.due_on > before
        assert asked.paused is None
        later = actions.extend(asked, why="Four children", by=one)
        assert later.due_on > asked.due_on
        with pytest.raises(Refused, match="already"):
            actions.extend(asked, why="Again", by=one)


def test_no_more_time_after_the_first_month(family, ada, officers):
    asked = ask(family, ada, officers[0], received_on=timezone.localdate() - timedelta(days=60))
    with acting_as(officers[0]), pytest.raises(Refused, match="first month is over"):
        actions.extend(asked, why="Complex", by=officers[0])


def test_reminded_once_before_and_every_officer_when_late(family, ada, officers):
    one, _other = officers
    soon = ask(family, ada, one, received_on=timezone.localdate() - timedelta(days=28))
    late = ask(family, ada, one, received_on=timezone.localdate() - timedelta(days=60))
    for _time in range(2):
        tasks.remind_copies_due()
    with acting_as(SystemActor.CLOCK):
        told = Message.objects.filter(kind="copy_due")
        assert told.filter(about_id=soon.pk).count() == 1
        assert told.filter(about_id=late.pk).count() == 2


def test_who_sees_what(family, ada, officers, manager):
    one, other = officers
    asked = gathered(ask(family, ada, one), one)
    for user, sees, reads in ((one, 1, True), (other, 1, False), (manager, 0, False)):
        with acting_as(user):
            assert CopyRequest.objects.visible_to(user).count() == sees
            assert Entry.objects.visible_to(user).exists() is reads
            # And by the database's own word.
            assert Entry.objects.filter(request=asked).exists() is reads
    barred = ConflictFactory(family=family, user=other)
    with acting_as(other):
        assert barred.user == other
        assert not CopyRequest.objects.visible_to(other).exists()
        assert not CopyRequest.objects.exists()
