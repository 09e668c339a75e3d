"""A family stops what it agreed to: by a receipt's code, by a form, at the desk (R069, R070)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Agreement, Receipt, StopRequest, ToDo
from families.receipts import by_code, by_proof, by_token, link_of, new_code, proof_of
from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.factories.accounts import OrganisationFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    FamilyMemberFactory,
    GrantFactory,
    ReceiptFactory,
    StopRequestFactory,
)
from tests.factories.hubs import HubFactory

from .test_actions_agreements import sees


@pytest.fixture
def ben(family):
    """The father, who lives elsewhere."""
    return FamilyMemberFactory(family=family, person__full_name="Ben Okafor", role="parent").person


@pytest.fixture
def shared(family, teacher, school, tobi, ada, worker):
    """Ada agreed for Tobi, and the school's teacher works with them."""
    actions.withdraw_agreement(family.agreements.get(), reason="Anew", by=worker)
    ToDo.objects.all().delete()
    given = AgreementFactory(
        family=family, person=tobi, organisation=school, given_by=ada, capacity="parent",
        starts_at=timezone.now(),
    )  # fmt: skip
    actions.allocate(family, role="worker", user=teacher, by=worker)
    return given


@pytest.fixture
def code(family, worker, ada, shared):
    return actions.give_receipt(family, person=ada, way="paper", paper_is_safe=True, by=worker)[1]


def opened(client, code):
    return client.post(reverse("stop:start"), {"code": code})


def hidden(page):
    text = page.content.decode()
    return re.search(r'name="proof" value="([^"]+)"', text)[1]


def test_the_code_opens_what_its_holder_agreed_to_and_one_press_stops_it(
    client, family, teacher, shared, code
):
    page = opened(client, code.lower().replace("-", " "))
    assert "We can tell Mill Lane School about Tobi." in page.content.decode()
    assert "Okafor" not in page.content.decode()
    client.force_login(teacher)
    record = reverse("families:record", args=[family.pk])
    assert client.get(record).status_code == 200
    client.logout()
    press = {"proof": hidden(page), "agreement": shared.pk}
    for _ in range(2):
        page = client.post(reverse("stop:stop"), press)
        assert "It has stopped" in page.content.decode()
    client.force_login(teacher)
    assert client.get(record).status_code == 404
    assert {todo.kind for todo in ToDo.objects.all()} == {"call_family", "risk_check"}
    ended = Agreement.objects.get(pk=shared.pk)
    assert ended.ended_by is None
    assert Event.objects.get(verb="agreement.withdrawn", about_id=shared.pk).actor == (
        "system:public"
    )


def test_a_receipt_stops_nothing_that_another_said(client, family, ada, ben, tobi, shared, code):
    """Separated parents: each has their own receipt (access.md section 4)."""
    theirs = AgreementFactory(
        family=family, person=tobi, organisation=OrganisationFactory(name="Bens Club"),
        given_by=ben, capacity="parent",
    )  # fmt: skip
    page = opened(client, code)
    assert "Bens Club" not in page.content.decode()
    client.post(reverse("stop:stop"), {"proof": hidden(page), "agreement": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.is_current


@pytest.mark.parametrize("typed", ["", "x" * 61, "CDFG-HJKM-NPQR", "\x00", "<script>"])
def test_a_code_that_is_none_gets_one_answer(client, db, typed):
    page = opened(client, typed)
    assert page.status_code in (200, 400)
    assert b"proof" not in page.content


def test_a_code_runs_out_and_only_its_digest_is_kept(client, code):
    receipt = Receipt.objects.get()
    assert by_code(code) == receipt
    assert code not in str(Receipt.objects.values())
    Receipt.objects.update(ends_at=timezone.now())
    assert by_code(code) is None
    assert b"could not find that code" in opened(client, code).content
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(digest="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptFactory(ends_at=None)


def test_codes_tried_too_often_must_wait(client, db):
    answers = {opened(client, new_code()).status_code for _ in range(42)}
    assert answers == {200, 429}


def test_a_link_shows_nothing_until_its_button_is_pressed(client, shared, code):
    receipt = Receipt.objects.get()
    address = link_of(receipt)
    page = client.get(address)
    assert "Mill Lane" not in page.content.decode()
    assert "Mill Lane" in client.post(address).content.decode()
    token = address.rstrip("/").rpartition("/")[2]
    other = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (other, "nothing", "x" * 44, "é" * 44):
        assert by_token(wrong) is None
        assert client.get(reverse("stop:by_link", args=[wrong])).status_code == 404


def test_a_proof_is_of_one_receipt_and_for_an_hour(client, shared, code):
    receipt = Receipt.objects.get()
    assert by_proof(proof_of(receipt)) == receipt
    assert by_proof("forged") is None
    press = {"proof": "forged", "agreement": shared.pk}
    for ask in (client.get, client.post):
        assert ask(reverse("stop:stop"), press)["Location"] == reverse("stop:start")
    assert Agreement.objects.get(pk=shared.pk).is_current
    hostile = {"proof": proof_of(receipt), "agreement": "not-an-id"}
    assert client.post(reverse("stop:stop"), hostile).status_code == 200


def test_a_paper_only_where_it_is_safe_and_a_message_only_as_the_card_allows(
    family, worker, ada, shared
):
    with pytest.raises(Refused, match="paper is safe"):
        actions.give_receipt(family, person=ada, way="paper", by=worker)
    for card in (None, ContactCardFactory(must_not_know="Ben", may_text=True)):
        type(ada).objects.filter(pk=ada.pk).update(contact_card=card)
        ada.refresh_from_db()
        with pytest.raises(Refused, match="allow no message"):
            actions.give_receipt(family, person=ada, way="message", by=worker)
    assert not Message.objects.filter(kind="agreement_receipt").exists()


def test_a_message_carries_a_link_and_nothing_else(family, worker, ada, shared):
    card = ContactCardFactory(phone="07700 900123", may_text=True)
    type(ada).objects.filter(pk=ada.pk).update(contact_card=card)
    ada.refresh_from_db()
    actions.give_receipt(family, person=ada, way="message", by=worker)
    message = Message.objects.get(kind="agreement_receipt")
    assert message.card == card
    assert set(message.facts) == {"hub", "sealed_link"}
    assert not mail.outbox


def test_a_receipt_is_printed_for_one_person_with_what_they_said(
    client, family, worker, ada, ben, tobi, shared
):
    AgreementFactory(
        family=family, person=ben, organisation=OrganisationFactory(name="Bens Club"), given_by=ben
    )
    client.force_login(worker)
    address = reverse("families:give_receipt", args=[family.pk])
    assert "Ben Okafor" in client.get(address).content.decode()
    sent = {"person": ada.pk, "way": "paper", "paper_is_safe": "on"}
    page = client.post(address, sent).content.decode()
    assert "We can tell Mill Lane School about Tobi." in page
    assert "Bens Club" not in page
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", page)[0]
    assert by_code(code).person == ada
    stranger = {"person": OrganisationFactory().pk, "way": "paper", "paper_is_safe": "on"}
    assert "Select somebody from the list" in client.post(address, stranger).content.decode()


def asked(**changed):
    return {
        "name": "Ada Okafor", "born_on_day": "27", "born_on_month": "3", "born_on_year": "1990",
        "reach": "Text me in the morning", "what": "Stop telling the school",
    } | changed  # fmt: skip


def test_without_a_code_somebody_of_the_hub_has_a_task(client, family, hub, manager, front_desk):
    form = asked(hub=hub.pk)
    page = client.get(reverse("stop:ask"))
    form["key"] = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
    for _ in range(2):
        answer = client.post(reverse("stop:ask"), form, follow=True)
        assert "We have it" in answer.content.decode()
    row = StopRequest.objects.get()
    assert (row.name, row.born_day.year, row.due_at > timezone.now()) == ("Ada Okafor", 1990, True)
    message = Message.objects.get(kind="stop_asked")
    assert (message.user, set(message.facts)) == (manager, {"hub", "when", "link"})
    client.force_login(front_desk)
    listed = client.get(reverse("families:stop_requests")).content.decode()
    assert str(row.pk) in listed
    assert "Okafor" not in listed
    address = reverse("families:stop_request", args=[row.pk])
    assert "Stop telling the school" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"result": "Rang Ada, stopped it"}).status_code == 302
    with pytest.raises(Refused, match="already"):
        actions.finish_stop_request(row, result="Again", by=front_desk)


def test_the_form_says_the_same_to_those_we_know_and_those_we_do_not(client, family, hub):
    known = client.post(reverse("stop:ask"), asked(hub=hub.pk))
    unknown = client.post(reverse("stop:ask"), asked(hub=hub.pk, name="Nobody At All"))
    assert known["Location"] == unknown["Location"]
    assert known.content == unknown.content
    assert not family.timeline.exists()


def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(client, hub):
    said = client.post(reverse("stop:ask"), {}).content.decode()
    for missing in (
        "Enter your name",
        "Enter your date of birth",
        "Choose a hub",
        "we should stop",
    ):
        assert missing in said, missing
    client.post(reverse("stop:ask"), asked(hub="x", name="y" * 300))
    assert not StopRequest.objects.exists()


def test_a_request_of_another_hub_is_not_there_for_the_desk(client, front_desk):
    row = StopRequestFactory(hub=HubFactory())
    client.force_login(front_desk)
    assert client.get(reverse("families:stop_request", args=[row.pk])).status_code == 404


def test_a_request_that_waits_too_long_is_told_of_again_once_a_rung(db, hub, manager):
    StopRequestFactory(hub=hub, due_at=timezone.now() - timedelta(hours=1))
    for _ in range(2):
        actions.remind_stop_requests_overdue()
    assert Message.objects.get().user == manager


def test_what_was_done_is_said_whatever_the_code_does(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        StopRequestFactory(done_at=timezone.now())


def test_the_desk_stops_it_after_the_two_facts_and_reads_nothing(
    client, family, front_desk, teacher, shared, ada, ben, tobi
):
    client.force_login(front_desk)
    address = reverse("families:stop_sharing", args=[family.pk])
    assert client.get(address).status_code == 404
    until = timezone.now() + timedelta(minutes=15)
    GrantFactory(family=family, kind="desk", user=front_desk, ends_at=until)
    assert "The family wants to stop" in client.get(family.get_absolute_url()).content.decode()
    assert client.get(reverse("families:agreements", args=[family.pk])).status_code == 403
    sent = {"said_by": ada.pk, "what": "all", "reason": "Rang and said so"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Whatever they had agreed to there has stopped" in page
    assert "Mill Lane" not in page
    assert not sees(teacher, family)


def test_another_parent_at_the_desk_objects_and_stops_nothing(
    family, front_desk, manager, teacher, shared, ben, school
):
    count = actions.stop_sharing(
        family, said_by=ben, organisation=school, reason="I say no", by=front_desk
    )
    assert count == 1
    assert sees(teacher, family)
    assert ToDo.objects.get().kind == "objection"


@pytest.mark.parametrize("decision", ["stands", "stops"])
def test_the_manager_decides_an_objection_and_says_why(
    client, family, worker, manager, teacher, shared, ben, decision
):
    """Access.md section 4: in the child's interest, with reasons."""
    actions.withdraw_agreement(shared, reason="I say no", said_by=ben, by=worker)
    todo = ToDo.objects.get(kind="objection")
    address = reverse("families:finish_todo", args=[family.pk, todo.pk])
    client.force_login(worker)
    assert client.get(address).status_code == 403
    client.force_login(manager)
    assert "Enter why this is best" in client.post(address, {}).content.decode()
    client.post(address, {"decision": decision, "result": "Tobi needs the school to know"})
    assert sees(teacher, family) == (decision == "stands")
    todo.refresh_from_db()
    assert todo.done_by == manager


def test_a_later_agreement_opens_only_whom_it_names(family, worker, teacher, shared, school, ada):
    """Access.md section 7: a later agreement opens only what it names, from then on."""
    actions.withdraw_agreement(shared, reason="No more", by=worker)
    AgreementFactory(
        family=family, person=ada, organisation=school, given_by=ada, starts_at=timezone.now()
    )
    assert not sees(teacher, family)
    actions.allocate(family, role="worker", user=teacher, by=worker)
    assert [m.person for m in family.members.all().visible_to(teacher)] == [ada]
