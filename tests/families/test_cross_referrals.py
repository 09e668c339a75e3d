"""Any service can be asked to help a family, in one act by staff (R026)."""

import threading
from uuid import uuid4

import pytest
from django.db import DatabaseError, close_old_connections, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import (
    Agreement,
    CrossReferral,
    Family,
    FamilyMember,
    Grant,
    SharingAgreement,
    TimelineEntry,
    ToDo,
)
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    CrossReferralFactory,
    InvolvementFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory, ServiceFactory

pytestmark = pytest.mark.django_db
WHY = "Their debts keep her awake"


def text(response):
    return " ".join(response.content.decode().split())


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def page(family, service):
    return reverse("families:refer", args=[family.pk, service.pk])


@pytest.fixture
def advice(family, ada):
    """A voluntary organisation whom Ada agreed to let know, with a sharing agreement."""
    organisation = OrganisationFactory(name="Northgate Advice", kind="voluntary")
    SharingAgreementFactory(organisation=organisation)
    AgreementFactory(family=family, person=ada, organisation=organisation)
    return organisation


@pytest.fixture
def owner(advice):
    user = PartnerFactory(organisation=advice)
    MembershipFactory(user=user, role="partner")
    return user


@pytest.fixture
def debts(advice, owner):
    return ServiceFactory(name="Debt advice", provider=advice, owner=owner, phone="+441132220000")


# The one act


def test_from_the_service_to_the_family_in_two_pages_and_one_act(client, worker, family, debts):
    client.force_login(worker)
    service = client.get(reverse("directory:service", args=[debts.pk]))
    choose = reverse("directory:refer", args=[debts.pk])
    assert choose in text(service)
    found = client.post(choose, {"words": "okaf"}, follow=True)
    assert "okaf" not in found.request["QUERY_STRING"], "no name stands in an address"
    assert page(family, debts) in text(found)
    form = client.get(page(family, debts)).context["form"]
    offered = [label for _value, label in form.fields["person"].choices]
    assert offered == ["The whole family", "Ada Okafor"], "Tobi is not shared with them"
    done = client.post(page(family, debts), {"reason": WHY}, follow=True)
    assert "Referred to Debt advice" in text(done)
    asked = CrossReferral.objects.get()
    assert (asked.family, asked.service, asked.sender) == (family, debts, worker)
    record = text(client.get(family.get_absolute_url()))
    assert asked.get_absolute_url() in record
    assert "Referred to Debt advice" in record, "on the timeline"
    assert Event.objects.filter(verb="family.cross_referred", about_id=asked.pk).count() == 1


def test_from_the_record_to_the_service(client, worker, family, debts):
    client.force_login(worker)
    choose = reverse("families:choose_service", args=[family.pk])
    assert choose in text(client.get(family.get_absolute_url()))
    ServiceFactory(name="Swimming")
    found = text(client.get(choose, {"q": "debt"}))
    assert page(family, debts) in found
    assert "Swimming" not in found


def test_another_colleagues_family_is_not_offered(client, stranger, family, debts):
    client.force_login(stranger)
    assert "Okafor" not in text(client.get(reverse("directory:refer", args=[debts.pk])))
    assert client.get(page(family, debts)).status_code == 404


def test_only_those_who_keep_the_record_refer(
    client, family, debts, worker, manager, safeguarding_lead, teacher, triage_officer
):
    expected = {worker: 200, manager: 200, safeguarding_lead: 200, teacher: 403}
    for user, status in (expected | {triage_officer: 404}).items():
        client.force_login(user)
        assert client.get(page(family, debts)).status_code == status, user


# The owner is told, without a personal fact


def test_the_owner_reads_it_after_signing_in_and_says_what_came_of_it(
    client, worker, family, ada, tobi, debts, owner
):
    asked = actions.refer(family, service=debts, person=ada, reason=WHY, by=worker)
    assert (asked.receiver, asked.passed_on_how) == (owner, "portal")
    message = Message.objects.get(kind="family_referred")
    assert (message.user, message.organisation) == (owner, owner.organisation)
    letter = write_letter(message.kind, message.facts)
    said = f"{letter.subject} {letter.body} {message.facts}"
    for private in ("Okafor", "Ada", "Tobi", WHY, "Debt", family.reference):
        assert private not in said
    client.force_login(owner)
    shown = text(client.get(asked.get_absolute_url()))
    assert WHY in shown
    assert "Ada Okafor" in shown
    assert "Tobi" not in shown, "nobody agreed that they may know of him"
    members = FamilyMember.objects.visible_to(owner).filter(family=family)
    assert {member.person for member in members} == {ada}
    card = text(client.get(family.get_absolute_url()))
    assert "This family was referred to a service of yours" in card
    assert "Refer this family" not in card
    outcome = reverse("families:cross_outcome", args=[asked.pk])
    client.post(outcome, {"outcome": "taken_up", "said": "Came on Monday", "seen": ""})
    asked.refresh_from_db()
    assert (asked.outcome, asked.outcome_by) == ("taken_up", owner)
    assert not sees(owner, family), "their look ends with the outcome"
    client.force_login(worker)
    assert "The family took it up. Came on Monday" in text(client.get(asked.get_absolute_url()))


def test_what_the_family_stops_sharing_ends_the_owners_look_and_the_message(
    worker, family, ada, debts, owner
):
    actions.refer(family, service=debts, reason=WHY, by=worker)
    assert sees(owner, family)
    given = family.agreements.get(organisation=debts.provider)
    actions.withdraw_agreement(given, reason="Does not want it", by=worker)
    assert not sees(owner, family)
    assert Message.objects.get(kind="family_referred").dropped_at
    assert not Grant.objects.current().filter(kind="referred").exists()


def test_the_owner_reads_nothing_about_somebody_whose_agreement_has_run_out(
    client, worker, family, ada, tobi, debts, owner
):
    AgreementFactory(family=family, person=tobi, organisation=debts.provider)
    asked = actions.refer(family, service=debts, person=ada, reason=WHY, by=worker)
    whole = actions.refer(family, service=debts, reason=WHY, by=worker)
    Agreement.objects.filter(person=ada).update(ends_at=timezone.now())
    assert sees(owner, family), "the child is still shared"
    client.force_login(owner)
    assert client.get(asked.get_absolute_url()).status_code == 404
    shown = text(client.get(whole.get_absolute_url()))
    assert "Tobi Okafor" in shown
    assert "Ada Okafor" not in shown


# What is missing


def test_without_agreement_it_says_so_and_what_to_do(client, worker, family, ada):
    stranger = ServiceFactory(provider=OrganisationFactory(name="Far Trust", kind="voluntary"))
    client.force_login(worker)
    shown = text(client.get(page(family, stranger)))
    assert "Nobody in this family has agreed to share with Far Trust" in shown
    assert reverse("families:record_agreement", args=[family.pk]) in shown
    assert 'name="reason"' not in shown
    said = client.post(page(family, stranger), {"reason": WHY})
    assert said.status_code == 200
    assert not CrossReferral.objects.exists()


def test_an_agreement_about_one_does_not_cover_another(worker, family, tobi, debts):
    with pytest.raises(Refused, match="no agreement to share Tobi Okafor with Northgate Advice"):
        actions.refer(family, service=debts, person=tobi, reason=WHY, by=worker)


def test_the_councils_own_service_needs_no_agreement(worker, family):
    own = ServiceFactory(provider=None)
    assert actions.refer(family, service=own, reason=WHY, by=worker).is_to_pass_on


@pytest.mark.parametrize(
    "why_not", ["no owner", "card", "elsewhere", "no role", "no agreement", "restricted", "barred"]
)
def test_where_the_portal_cannot_tell_somebody_rings(
    client, worker, family, debts, owner, why_not, safeguarding_lead
):
    if why_not == "no owner":
        debts.owner = None
    elif why_not == "card":
        debts.owner, debts.owner_card = None, ContactCardFactory()
    elif why_not == "elsewhere":
        debts.owner = somebody("practitioner", hub=family.hub)
    elif why_not == "no role":
        owner.memberships.update(ends_at=owner.memberships.first().starts_at)
    elif why_not == "no agreement":
        SharingAgreement.objects.filter(organisation=owner.organisation).delete()
    elif why_not == "restricted":
        family.is_restricted = True
        family.save()
    else:
        ConflictFactory(family=family, user=owner)
    debts.save()
    asked = actions.refer(family, service=debts, reason=WHY, by=worker)
    assert asked.is_to_pass_on
    assert not sees(owner, family)
    assert not Message.objects.filter(kind="family_referred").exists()
    client.force_login(worker)
    waiting = reverse("families:to_pass_on")
    assert asked.get_absolute_url() in text(client.get(waiting))
    shown = text(client.get(asked.get_absolute_url()))
    assert "Ring or write to it" in shown
    assert "tel:+441132220000" in shown
    todo = ToDo.objects.open().get(kind="pass_on", owner=worker, cause_id=asked.pk)
    finish = reverse("families:finish_todo", args=[family.pk, todo.pk])
    assert finish in text(client.get(family.get_absolute_url()))
    assert client.get(finish)["Location"] == asked.get_absolute_url()
    with pytest.raises(Refused, match="on the referral itself"):
        actions.finish_todo(todo, result="Rang", by=worker)
    done = client.post(reverse("families:pass_on", args=[asked.pk]), {"how": "phone"}, follow=True)
    assert not ToDo.objects.open().exists()
    assert "By phone" in text(done)
    assert asked.get_absolute_url() not in text(client.get(waiting))


def test_nobody_passes_on_what_the_family_no_longer_shares(client, worker, family, debts):
    debts.owner = None
    debts.save()
    asked = actions.refer(family, service=debts, reason=WHY, by=worker)
    given = family.agreements.get(organisation=debts.provider)
    actions.withdraw_agreement(given, reason="Does not want it", by=worker)
    client.force_login(worker)
    shown = text(client.get(asked.get_absolute_url()))
    assert "Do not pass this on" in shown
    assert "tel:" not in shown
    with pytest.raises(Refused, match="has agreed to share"):
        actions.pass_on(asked, how="phone", by=worker)


# Rules


def test_what_is_not_given_cannot_be_asked(worker, family, debts):
    debts.status = "defunct"
    debts.save()
    with pytest.raises(Refused, match="not given at present"):
        actions.refer(family, service=debts, reason=WHY, by=worker)


def test_one_open_referral_for_each_and_a_second_press_finds_the_first(worker, family, ada, debts):
    key = uuid4()
    first = actions.refer(family, service=debts, reason=WHY, by=worker, key=key)
    assert actions.refer(family, service=debts, reason=WHY, by=worker, key=key) == first
    with pytest.raises(Refused, match="already"):
        actions.refer(family, service=debts, reason=WHY, by=worker)
    actions.refer(family, service=debts, person=ada, reason=WHY, by=worker)
    actions.say_outcome(first, outcome="unknown", by=worker)
    actions.refer(family, service=debts, reason=WHY, by=worker)
    assert CrossReferral.objects.count() == 3


def test_an_outcome_said_meanwhile_is_not_overwritten_but_can_be_put_right(worker, family, debts):
    asked = actions.refer(family, service=debts, reason=WHY, by=worker)
    actions.say_outcome(asked, outcome="unknown", by=worker)
    with pytest.raises(Refused, match="meanwhile"):
        actions.say_outcome(asked, outcome="taken_up", by=worker)
    actions.say_outcome(asked, outcome="taken_up", seen="unknown", by=worker)
    lines = TimelineEntry.objects.filter(source_id=asked.pk, kind="referred")
    assert lines.count() == 3
    assert set(lines.values_list("sensitivity", flat=True)) == {"team"}


@pytest.mark.parametrize("field", ["reason", "sender_id", "person_id"])
def test_what_was_asked_is_kept_by_the_database(family, ada, worker, field):
    asked = CrossReferralFactory(family=family)
    new = {"reason": "Other", "sender_id": worker.pk, "person_id": ada.pk}[field]
    with pytest.raises(DatabaseError), transaction.atomic():
        CrossReferral.objects.filter(pk=asked.pk).update(**{field: new})
    with pytest.raises(DatabaseError), transaction.atomic():
        asked.delete()


@pytest.mark.parametrize("typed", ["", " ", "x" * 2_001])
def test_nonsense_is_answered_on_the_form(client, worker, family, debts, typed):
    client.force_login(worker)
    answer = client.post(page(family, debts), {"reason": typed, "person": "x", "once": "spoilt"})
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    assert not CrossReferral.objects.exists()


def test_the_list_asks_as_little_for_many(client, worker, family, django_assert_max_num_queries):
    CrossReferralFactory.create_batch(30, family=family)
    client.force_login(worker)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("families:to_pass_on"))
    assert "Next page" in text(page)


def test_a_colleague_of_another_hub_gets_no_list(client, family):
    asked = CrossReferralFactory(family=family)
    other = somebody("practitioner", hub=HubFactory())
    InvolvementFactory(user=other)
    client.force_login(other)
    assert asked.get_absolute_url() not in text(client.get(reverse("families:to_pass_on")))


@pytest.mark.django_db(transaction=True)
def test_two_press_at_once_and_one_referral_is_made(worker, family, debts, monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)
    met, ready = [], threading.Barrier(2)

    def press():
        ready.wait(5)
        try:
            with acting_as(worker.pk):
                actions.refer(family, service=debts, reason=WHY, by=worker)
            met.append("done")
        except Refused:
            met.append("refused")
        finally:
            close_old_connections()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(met) == ["done", "refused"]
    assert CrossReferral.objects.count() == Message.objects.filter(kind="family_referred").count()
