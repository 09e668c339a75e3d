"""An inspector or auditor reads a dated, named list of families, and writes nothing (A12)."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, Inspection
from families.sharing import OPENS, Ground, Part
from familyhubs.audit.models import Event
from familyhubs.pages.matrix.rules import PUBLIC
from familyhubs.pages.reading_only import READS, is_shut
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    InspectionFactory,
    InvolvementFactory,
    TimelineEntryFactory,
)
from tests.sweep import all_addresses

from .test_actions_agreements import sees

SOON = timedelta(days=5)


@pytest.fixture
def officer(db):
    return somebody("governance")


@pytest.fixture
def second(db):
    return somebody("governance")


@pytest.fixture
def inspector(db):
    return somebody("inspector")


def at(name, *args):
    return reverse(f"families:{name}", args=args)


def made(inspector, officer, **which):
    which = which or {"size": 5}
    last_day = timezone.localdate() + SOON
    return actions.make_inspection(
        inspector=inspector, purpose="Ofsted", last_day=last_day, by=officer, **which
    )


def opened(inspector, officer, second, **which):
    return actions.decide_inspection(made(inspector, officer, **which), is_agreed=True, by=second)


def test_a_list_opens_once_a_second_person_agrees_and_ends_by_itself(
    client, inspector, officer, second, family
):
    day = timezone.localdate() + SOON
    typed = {
        "inspector": inspector.pk, "purpose": "The inspection of May", "how": "named",
        "references": f" {family.reference.lower()}\n", "last_day_day": day.day,
        "last_day_month": day.month, "last_day_year": day.year,
    }  # fmt: skip
    client.force_login(officer)
    assert client.post(at("add_inspection"), typed).status_code == 302
    row = Inspection.objects.get()
    assert not sees(inspector, family)
    assert client.get(at("decide_inspection", row.pk)).status_code == 403, "nobody agrees alone"
    client.force_login(second)
    assert family.reference in client.get(at("inspection", row.pk)).content.decode()
    assert client.post(at("decide_inspection", row.pk), {"is_agreed": "yes"}).status_code == 302
    client.force_login(inspector)
    assert family.name in client.get(at("list")).content.decode()
    assert "Reading for an inspection" in client.get(family.get_absolute_url()).content.decode()
    assert "You read only" in client.get(at("why", family.pk)).content.decode()
    client.force_login(officer)
    assert "family.seen" in client.get(at("inspection", row.pk)).content.decode()
    assert Event.objects.filter(verb="family.seen_inspected", actor=str(inspector.pk)).exists()
    past = timezone.now() - timedelta(days=1)
    family.grants.update(starts_at=past, ends_at=timezone.now())
    client.force_login(inspector)
    assert client.get(family.get_absolute_url()).status_code == 404


def test_every_other_address_answers_403_to_an_inspector_whatever_it_is_about(client, inspector):
    """What writes is among them; those that read are named one by one."""
    client.force_login(inspector)
    shut = [a for a in all_addresses() if is_shut(a.name) and not a.name.startswith(PUBLIC)]
    assert len(shut) > 300
    for address in shut:
        url = reverse(address.name, kwargs=address.values())
        for ask in (client.get, client.post):
            assert ask(url).status_code == 403, address


def test_what_an_inspector_may_open_writes_nothing(client, inspector, officer, second, family):
    opened(inspector, officer, second, references=[family.reference])
    entry = TimelineEntryFactory(family=family)
    client.force_login(inspector)
    done = Event.objects.filter(kind="did", actor=str(inspector.pk))
    pks = {"pk": family.pk, "member_pk": family.members.first().pk, "entry_pk": entry.pk}
    for address in all_addresses():
        if address.name in READS:
            url = reverse(address.name, kwargs=address.values() | pks_of(address, pks))
            client.post(url, {"q": "Okafor"})
            assert not done.exclude(verb="account.signed_in").exists(), address
    for name in ("write_note", "stop_sharing", "declare_conflict", "print_timeline"):
        assert client.get(at(name, family.pk)).status_code == 403, name


def pks_of(address, pks):
    return {name: pks[name] for name in address.values() if name in pks}


def test_what_is_for_a_few_and_a_hidden_address_stay_shut(
    client, inspector, officer, second, family
):
    TimelineEntryFactory(family=family, summary="Told in confidence", sensitivity="safeguard")
    TimelineEntryFactory(family=family, summary="A hard visit", sensitivity="team")
    opened(inspector, officer, second, references=[family.reference])
    client.force_login(inspector)
    page = client.get(at("timeline", family.pk)).content.decode()
    assert "A hard visit" in page
    assert "Told in confidence" not in page
    assert client.get(at("safe_address", family.pk, family.members.first().pk)).status_code == 403
    shut = {Part.SAFEGUARDING, Part.SAFE_ADDRESS, Part.ACCESS_LOG, Part.NOTES_RESTRICTED}
    assert not OPENS[Ground.INSPECTION] & shut


def test_a_sample_is_drawn_by_chance_and_shows_its_working(
    client, inspector, officer, second, hub, family
):
    families = [family, *(FamilyFactory(hub=hub) for _ in range(9))]
    for one in families[:8]:
        InvolvementFactory(family=one)
    FamilyFactory(hub=hub, is_restricted=True)
    FamilyFactory()
    row = made(inspector, officer, size=3, hub=hub, only_open=True)
    fit = sorted(families[:8], key=lambda one: one.reference)
    drawn = Random(row.seed).sample([one.pk for one in fit], 3)
    assert {*row.families.values_list("family", flat=True)} == {*drawn}
    assert row.found == 8
    client.force_login(second)
    page = client.get(at("inspection", row.pk)).content.decode()
    assert "3 of 8 families" in page
    assert f"seed {row.seed}" in page


def test_restricted_merged_unknown_and_barred_families_stand_on_no_list(inspector, officer, family):
    other = FamilyFactory(is_restricted=True)
    known = family.reference
    for reference in (other.reference, "FH-2222-2222"):
        with pytest.raises(Refused, match="No family that can be listed"):
            made(inspector, officer, references=[known, reference])
    ConflictFactory(family=family, user=inspector)
    with pytest.raises(Refused, match="No family that can be listed"):
        made(inspector, officer, references=[known])
    with pytest.raises(Refused, match="No family fits"):
        made(inspector, officer, size=3)


def test_a_family_that_becomes_restricted_falls_off_at_once(inspector, officer, second, family):
    opened(inspector, officer, second, references=[family.reference])
    assert sees(inspector, family)
    Family.objects.update(is_restricted=True)
    assert not sees(inspector, family)


def test_a_list_is_refused_or_ended_with_a_reason(client, inspector, officer, second, family):
    row = made(inspector, officer, references=[family.reference])
    client.force_login(second)
    answer = client.post(at("decide_inspection", row.pk), {"is_agreed": "no"})
    assert "Enter why not" in answer.content.decode()
    client.post(at("decide_inspection", row.pk), {"is_agreed": "no", "answer": "Too many"})
    assert not sees(inspector, family)
    with pytest.raises(Refused, match="decided about this list already"):
        actions.decide_inspection(row, is_agreed=True, by=second)
    row = opened(inspector, officer, second, references=[family.reference])
    assert client.post(at("end_inspection", row.pk), {"reason": "They left"}).status_code == 302
    assert not sees(inspector, family)
    again = client.post(at("end_inspection", row.pk), {"reason": "Again"})
    assert "not open" in again.content.decode()


def test_nobody_agrees_to_their_own_whatever_the_code_does(inspector, officer, second, family):
    row = made(inspector, officer, references=[family.reference])
    for person in (officer, inspector):
        with pytest.raises(Refused, match="Somebody else"):
            actions.decide_inspection(row, is_agreed=True, by=person)
        decided = {"decided_at": timezone.now(), "is_agreed": False}
        with pytest.raises(IntegrityError), transaction.atomic():
            Inspection.objects.filter(pk=row.pk).update(decided_by=person, **decided)
    for wrong in (
        {"purpose": ""}, {"made_by": inspector}, {"chosen_how": "sample"},
        {"decided_by": second, "decided_at": timezone.now(), "is_agreed": True, "ends_at": None},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            InspectionFactory(inspector=inspector, **wrong)


@pytest.mark.parametrize(
    "references", ["Okafor", "\x00", "FH-1\n" * 5, "x" * 9_000, "FH-2222-2222 " * 201]
)
def test_what_cannot_be_read_is_said_on_the_form(client, officer, inspector, references):
    client.force_login(officer)
    typed = {"inspector": inspector.pk, "how": "named", "references": references}
    assert client.post(at("add_inspection"), typed).status_code in (200, 400)


@pytest.mark.parametrize("role", ["practitioner", "manager", "administrator", "inspector"])
def test_the_lists_are_for_governance_and_safeguarding(client, inspector, officer, family, role):
    row = made(inspector, officer, references=[family.reference])
    client.force_login(somebody(role))
    for url in (at("inspections"), at("add_inspection"), at("inspection", row.pk)):
        assert client.get(url).status_code == 403
