"""What somebody says is wrong stands beside the record until a person has decided (R065)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from families.actions import amend_note
from families.models import TimelineEntry
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.refusals import Refused
from familyhubs.rights.holdings import rows_of
from familyhubs.rights.registers import actions
from familyhubs.rights.registers.models import Dispute
from tests.cast import somebody
from tests.rights.copied import own_case, written

pytestmark = pytest.mark.django_db
WORDS = "I never said that"


@pytest.fixture
def note(family, worker):
    return written(family, "She shouted", author=worker)


@pytest.fixture
def disputed(family, ada, worker, note):
    with acting_as(worker):
        return actions.dispute(family, said_by=ada, words=WORDS, by=worker, entry=note)


@pytest.fixture
def head(family):
    return somebody("manager", hub=family.hub)


def decide(dispute, by, outcome="stays"):
    with acting_as(by):
        return actions.decide_dispute(dispute, outcome=outcome, why="We looked", by=by)


def test_the_mark_stands_beside_the_line_and_its_statement_stays(
    client, family, ada, worker, head, disputed
):
    client.force_login(worker)
    address = reverse("families:timeline", args=[family.pk])
    said = client.get(address).content.decode()
    assert "Disputed" in said
    assert f"Their words: “{WORDS}”" in said
    decide(disputed, head)
    said = client.get(address).content.decode()
    assert f"Their words: “{WORDS}”" in said
    assert "We looked" in said


def test_nobody_decides_about_their_own_words(family, worker, head, disputed):
    with pytest.raises(Refused, match="Somebody else"):
        decide(disputed, worker)
    with acting_as(worker), pytest.raises(IntegrityError, match="another"), transaction.atomic():
        Dispute.objects.update(outcome="stays", decided_by=worker, decided_at="2026-01-01T00:00Z")
    assert decide(disputed, head).decided_by == head
    with pytest.raises(Refused, match="decided already"):
        decide(disputed, head)


def test_corrected_means_that_a_newer_version_stands_and_the_old_one_stays(
    worker, head, note, disputed
):
    with pytest.raises(Refused, match="Correct it on the record first"):
        decide(disputed, head, "corrected")
    with acting_as(worker):
        amend_note(note, summary="A visit", body="She spoke loudly", reason="She says", by=worker)
    assert decide(disputed, head, "corrected").outcome == "corrected"
    with acting_as(worker):
        assert TimelineEntry.objects.get(pk=note.pk).body == "She shouted"


def test_a_fact_about_a_person_is_disputed_on_their_page(client, family, ada, tobi, worker, head):
    client.force_login(worker)
    member = family.members.get(person=tobi)
    address = reverse("registers:dispute_person", args=[family.pk, member.pk])
    said = {"said_by": ada.pk, "words": "He was born in May", "fact": "born"}
    assert client.post(address, said).status_code == 302
    page = client.get(reverse("families:person", args=[family.pk, member.pk])).content.decode()
    assert "Their words: “He was born in May”" in page
    with acting_as(worker):
        disputed = Dispute.objects.get()
    with pytest.raises(Refused, match="Correct it on the record first"):
        decide(disputed, head, "corrected")


def test_disputed_twice_by_the_same_person_it_stands_once(family, ada, worker, note, disputed):
    with acting_as(worker), pytest.raises(Refused, match="already"):
        actions.dispute(family, said_by=ada, words="Again", by=worker, entry=note)
    with acting_as(worker), pytest.raises(IntegrityError, match="once"), transaction.atomic():
        Dispute.objects.create(
            family=family, entry=note, said_by=ada, words="x", disputed_on="2026-01-01",
            recorded_by=worker,
        )  # fmt: skip


def test_only_who_reads_the_line_reads_the_dispute(family, ada, worker, head):
    hidden = written(family, "Only named people", sensitivity="restricted", author=worker)
    with acting_as(worker):
        actions.dispute(family, said_by=ada, words=WORDS, by=worker, entry=hidden)
        assert Dispute.objects.visible_to(worker).exists()
    for user in (head, somebody("practitioner"), somebody("governance")):
        with acting_as(user):
            assert not Dispute.objects.visible_to(user).exists()
            assert not Dispute.objects.exists()


def test_an_officer_marks_within_a_case_of_their_own_and_decides_nothing(
    client, family, ada, worker, note
):
    officer = somebody("governance")
    client.force_login(officer)
    address = reverse("registers:dispute_entry", args=[family.pk, note.pk])
    said = {"said_by": ada.pk, "words": WORDS}
    assert client.post(address, said).status_code == 404
    own_case(family, officer)
    assert client.post(address, said).status_code == 302
    with acting_as(officer):
        made = Dispute.objects.get()
    decide_it = reverse("registers:decide_dispute", args=[family.pk, made.pk])
    assert client.get(decide_it).status_code == 403


def test_a_dispute_goes_with_the_record_into_its_copy(family, disputed):
    with acting_as(SystemActor.CLOCK):
        assert rows_of(family)["registers_dispute"][0]["words"] == WORDS
