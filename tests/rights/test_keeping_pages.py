"""The pages of keeping: for governance alone, from the list to the certificate."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Person
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.keeping import actions, tasks
from familyhubs.rights.keeping.models import Batch, Certificate, DueRecord, Hold, Rule, RuleChange
from outcomes.models import LevelChange
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.rights.kept import TOMORROW, make_old

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"keeping:{name}", args=args)


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def old(hub):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, role="child")
    make_old(family)
    with acting_as(SystemActor.CLOCK):
        actions.find_due(by=SystemActor.CLOCK)
    return family


def day(name):
    return {f"{name}_{part}": getattr(TOMORROW, part) for part in ("day", "month", "year")}


def erase(client, officers):
    one, other = officers
    client.force_login(one)
    chosen = str(DueRecord.objects.get().pk)
    assert client.post(at("due"), {"chosen": [chosen], "why": "Over"}).status_code == 302
    batch = Batch.objects.get()
    assert client.post(at("batch", batch.pk), {"agreed": "yes"}).status_code == 403
    client.force_login(other)
    client.post(at("batch", batch.pk), {"agreed": "yes"})
    tasks.erase_approved()
    return batch


def test_from_the_list_to_the_certificate(client, officers, old):
    client.force_login(officers[0])
    assert old.reference in client.get(at("due")).content.decode()
    batch = erase(client, officers)
    certificate = Certificate.objects.get()
    for page in (at("batches"), at("batch", batch.pk), at("certificates"), at("download")):
        said = client.get(page).content.decode()
        assert old.reference not in said
    said = client.get(at("certificate", certificate.pk)).content.decode()
    assert certificate.checksum[:32] in said
    assert officers[0].full_name in said
    assert certificate.number in client.get(at("download")).content.decode()


def test_nobody_but_governance_gets_in(client, officers, old, manager, administrator):
    for user in (manager, administrator, somebody("safeguarding")):
        client.force_login(user)
        for name in ("schedule", "due", "never", "batches", "holds", "place_hold", "certificates"):
            assert client.get(at(name)).status_code == 403, name
        assert client.get(at("keep", DueRecord.objects.get().pk)).status_code == 403


def test_a_hold_is_placed_by_reference_and_lifted_with_a_reason(client, officers, old):
    client.force_login(officers[0])
    said = {"reference": old.reference, "why": "A claim"} | day("review_on")
    assert client.post(at("place_hold"), said).status_code == 302
    assert not DueRecord.objects.exists()
    assert old.reference in client.get(at("holds")).content.decode()
    hold = Hold.objects.get()
    assert client.post(at("lift_hold", hold.pk), {"why": ""}).status_code == 200
    assert client.post(at("lift_hold", hold.pk), {"why": "Settled"}).status_code == 302
    assert client.get(at("lift_hold", hold.pk)).status_code == 404


def test_a_hold_of_a_kind_for_an_inquiry(client, officers, old):
    client.force_login(officers[0])
    rule = Rule.objects.get(code="family")
    said = {"rule": rule.pk, "why": "A national inquiry"} | day("review_on")
    assert client.post(at("place_hold"), said).status_code == 302
    assert not DueRecord.objects.exists()
    both = said | {"reference": old.reference}
    assert b"Enter the reference of a family, or" in client.post(at("place_hold"), both).content


def test_a_period_is_looked_at_proposed_and_agreed_to(client, officers, old):
    one, other = officers
    rule = Rule.objects.get(code="family")
    client.force_login(one)
    said = {"years": 60, "why": "Longer"}
    answer = client.post(at("change", rule.pk), said | {"what_if": "1"}).content.decode()
    assert "With 60 years, records due today: 0." in " ".join(answer.split())
    assert not RuleChange.objects.exists()
    client.post(at("change", rule.pk), said)
    change = RuleChange.objects.get()
    assert client.post(at("decide_change", change.pk), {"agreed": "yes"}).status_code == 403
    client.force_login(other)
    client.post(at("decide_change", change.pk), {"agreed": "yes"})
    rule.refresh_from_db()
    assert rule.months == 720
    assert not DueRecord.objects.exists()


def test_one_record_is_kept_longer(client, officers, old):
    client.force_login(officers[0])
    due = DueRecord.objects.get()
    assert client.post(at("keep", due.pk), {"why": "A claim"} | day("until")).status_code == 302
    said = client.get(at("due")).content.decode()
    assert "Nothing of this kind is due" in said
    assert "A claim" in said


def level_change(family, level, day):
    LevelChange.objects.create(
        family=family, happened_at=timezone.now() - timedelta(days=9 - day), to_level=level,
        reason="As it stands", decided_by=somebody("manager"),
    )  # fmt: skip


def shown(client):
    return client.get(at("never")).content.decode()


def test_what_never_falls_due_says_why_and_where_it_is_mended(client, officers, old, hub):
    client.force_login(officers[0])
    assert "Every record falls due" in shown(client)
    unborn = FamilyFactory(hub=hub)
    child = FamilyMemberFactory(family=unborn, role="child").person
    Person.objects.filter(pk=child.pk).update(born_on=None, born_accuracy="UUU")
    stepped, back = FamilyFactory(hub=hub), FamilyFactory(hub=hub)
    for family, levels in ((stepped, (4, 5)), (back, (5, 4))):
        for day, level in enumerate(levels):
            level_change(family, level, day)
    said = shown(client)
    assert unborn.reference in said
    assert reverse("families:open_case", args=[unborn.pk]) in said
    assert "social care, which keeps" in said
    assert stepped.reference in said
    assert back.reference not in said
    assert old.reference not in said
    with acting_as(officers[0]):
        actions.place_hold(why="A claim", review_on=TOMORROW, by=officers[0], family=old)
    said = shown(client)
    assert old.reference in said
    assert "On legal hold" in said
    Person.objects.filter(pk=child.pk).update(due_on=TOMORROW)
    assert unborn.reference not in shown(client)


def test_bad_input_is_answered_with_words(client, officers, old):
    client.force_login(officers[0])
    rule = Rule.objects.get(code="family")
    for data in ({}, {"chosen": ["x"], "why": "y" * 9_999}, {"years": "9" * 400, "why": "z"}):
        for page in (at("due"), at("change", rule.pk), at("place_hold")):
            assert client.post(page, data).status_code == 200
    for query in ("?rule=nothing", "?after=x", f"?before={rule.pk}"):
        assert client.get(at("due") + query).status_code == 200
