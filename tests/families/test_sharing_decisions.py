"""Decisions to share without agreement: who decides, what it opens, and how it ends."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, close_old_connections, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, FamilyMember, SharingDecision
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
TOLD = {"reason": "He was found alone at night", "items": "Name, school", "basis": "safeguarding"}


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def text(response):
    return " ".join(response.content.decode().split())


def page(family):
    return reverse("families:decide_to_share", args=[family.pk])


def end_page(decision):
    return reverse("families:end_sharing_decision", args=[decision.family_id, decision.pk])


def days(**given):
    parts = ("day", "month", "year")
    return {f"{name}_{part}": getattr(day, part) for name, day in given.items() for part in parts}


def typed(person, organisation, asked_by, **changed):
    ids = {"person": person.pk, "organisation": organisation.pk, "asked_by": asked_by.pk}
    review = days(review_due_on=TODAY() + timedelta(days=14))
    return TOLD | ids | review | {"family_told": "yes"} | changed


def decide(family, person, organisation, *, by, asked_by, **changed):
    said = TOLD | {"family_told": True, "review_due_on": TODAY() + timedelta(days=14)}
    who = {"person": person, "organisation": organisation, "asked_by": asked_by}
    return actions.decide_to_share(family, by=by, **said | who | changed)


@pytest.fixture
def nurse(family):
    """B without agreement: she works with the family, and the organisations have agreed."""
    health = OrganisationFactory(name="Calder Health", kind="nhs")
    SharingAgreementFactory(organisation=health)
    user = somebody("partner")
    user.organisation = health
    user.save()
    InvolvementFactory(family=family, user=user)
    return user


# Who may


def test_managers_and_safeguarding_leads_decide_and_nobody_else(
    client, family, tobi, nurse, manager, safeguarding_lead, worker, teacher, triage_officer
):
    decision = SharingDecisionFactory(family=family, person=tobi, organisation=nurse.organisation)
    expected = {worker: 403, nurse: 403, manager: 200, safeguarding_lead: 200}
    client.force_login(teacher)
    assert client.get(page(family)).status_code == 403
    assert client.get(end_page(decision)).status_code == 404, "it does not name the school"
    others = [somebody(role) for role in ("practitioner", "manager", "governance", "administrator")]
    others[1].memberships.update(hub=FamilyFactory().hub)
    for user, status in (expected | dict.fromkeys([triage_officer, *others], 404)).items():
        client.force_login(user)
        addresses = (page(family), end_page(decision))
        assert {client.get(address).status_code for address in addresses} == {status}, user
        if status != 200:
            assert {client.post(address).status_code for address in addresses} == {status}


def test_a_restricted_familys_manager_does_not_decide(client, family, manager, safeguarding_lead):
    family.is_restricted = True
    family.save()
    client.force_login(manager)
    assert client.get(page(family)).status_code == 404
    client.force_login(safeguarding_lead)
    assert client.get(page(family)).status_code == 200


# What it opens, and what is written


def test_it_opens_one_person_to_one_organisation(client, family, tobi, ada, nurse, manager, worker):
    assert not sees(nurse, family)
    client.force_login(manager)
    data = typed(tobi, nurse.organisation, worker, family_told="no", why_not_told="Not safe yet")
    answer = client.post(page(family), data, follow=True)
    assert "Decision recorded" in text(answer)
    assert "He was found alone at night" in text(answer)
    assert "The family was not told: Not safe yet" in text(answer)
    assert f"Decided by {manager}, asked for by {worker}" in text(answer)
    members = FamilyMember.objects.visible_to(nurse).filter(family=family)
    assert [row.person for row in members] == [tobi]
    decision = SharingDecision.objects.get()
    assert (decision.decided_by, decision.asked_by) == (manager, worker)
    assert Event.objects.get(verb="sharing.decided").family_id == family.pk
    assert {(m.user, m.kind) for m in Message.objects.all()} == {(worker, "sharing_decided")}


def test_the_organisation_reads_what_but_not_why(client, family, tobi, nurse, manager, worker):
    decide(family, tobi, nurse.organisation, by=manager, asked_by=worker)
    client.force_login(nurse)
    shown = text(client.get(family.get_absolute_url()))
    assert "Shared without agreement" in shown
    assert "Name, school" in shown
    assert "found alone" not in shown
    assert str(worker) not in shown.split("Shared without agreement")[1].split("</section>")[0]


def test_no_other_organisation_learns_of_it(client, family, tobi, nurse, teacher, manager, worker):
    decide(family, tobi, nurse.organisation, by=manager, asked_by=worker)
    assert not SharingDecision.objects.visible_to(teacher).exists()
    client.force_login(teacher)
    shown = text(client.get(family.get_absolute_url()))
    assert "Calder Health" not in shown.split('id="agreements"')[1].split("</section>")[0]


def test_the_same_form_sent_twice_is_one_decision(client, family, tobi, nurse, manager, worker):
    client.force_login(manager)
    once = client.get(page(family)).context["form"]["once"].value()
    data = typed(tobi, nurse.organisation, worker, once=once)
    assert [client.post(page(family), data).status_code for _ in range(2)] == [302, 302]
    assert SharingDecision.objects.count() == 1


def test_nobody_decides_what_they_ask_for(client, family, tobi, nurse, manager, worker):
    client.force_login(manager)
    page_ = text(client.post(page(family), typed(tobi, nurse.organisation, manager)))
    assert "Select a colleague from the list" in page_
    with pytest.raises(Refused, match="Nobody decides what they ask"):
        decide(family, tobi, nurse.organisation, by=manager, asked_by=manager)
    with pytest.raises(IntegrityError, match="never_ones_own"), transaction.atomic():
        SharingDecisionFactory(asked_by=manager, decided_by=manager)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"person": ""}, "Select whom it is about"),
        ({"organisation": ""}, "Select the organisation"),
        ({"basis": ""}, "Select the ground for sharing"),
        ({"basis": "whim"}, "Select a valid choice"),
        ({"reason": " "}, "Enter what the concern is"),
        ({"items": ""}, "Enter what may be shared"),
        ({"items": "x" * 4_001}, "4,000 characters or fewer"),
        ({"family_told": ""}, "Select whether the family has been told"),
        ({"family_told": "no"}, "Enter why the family has not been told"),
        ({"asked_by": ""}, "Select which colleague asks for it"),
        ({"review_due_on_day": ""}, "The day of the review must include a day"),
        (days(review_due_on=TODAY() - timedelta(days=1)), "must be today or in the future"),
        (days(last_day=TODAY() + timedelta(days=1)), "last day must be the day of the review"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said(
    client, family, tobi, nurse, manager, worker, changed, said
):
    client.force_login(manager)
    answer = client.post(page(family), typed(tobi, nurse.organisation, worker) | changed)
    assert said in text(answer)
    assert not SharingDecision.objects.exists()


def test_who_and_what_cannot_be_decided(family, tobi, nurse, manager, worker):
    gone = OrganisationFactory(ended_on=TODAY())
    for person, organisation in (
        (PersonFactory(), nurse.organisation),
        (tobi, manager.organisation),
        (tobi, gone),
    ):
        with pytest.raises(Refused):
            decide(family, person, organisation, by=manager, asked_by=worker)
    decide(family, tobi, nurse.organisation, by=manager, asked_by=worker)
    with pytest.raises(Refused, match="End it first"):
        decide(family, tobi, nurse.organisation, by=manager, asked_by=worker)


def test_a_restricted_family_is_asked_about_by_those_named(
    family, tobi, nurse, safeguarding_lead, worker, colleague
):
    family.is_restricted = True
    family.save()
    with pytest.raises(Refused, match="who may know this family"):
        decide(family, tobi, nurse.organisation, by=safeguarding_lead, asked_by=colleague)
    decide(family, tobi, nurse.organisation, by=safeguarding_lead, asked_by=worker)


def test_a_late_review_is_said(client, family, tobi, nurse, manager):
    SharingDecisionFactory(
        family=family, person=tobi, organisation=nurse.organisation, review_due_on=date(2024, 1, 2)
    )
    client.force_login(manager)
    assert "was to be looked at again by 2 Jan 2024" in text(client.get(family.get_absolute_url()))


# The end


def test_it_ends_by_itself_after_its_last_day(family, tobi, nurse, manager, worker):
    last = TODAY() + timedelta(days=14)
    decision = decide(family, tobi, nurse.organisation, by=manager, asked_by=worker, last_day=last)
    assert timezone.localtime(decision.ends_at).date() == last + timedelta(days=1)
    before, after = (decision.ends_at + timedelta(seconds=s) for s in (-1, 0))
    assert SharingDecision.objects.current(before).exists()
    assert not SharingDecision.objects.current(after).exists()


def test_ending_it_closes_the_record_at_once(client, family, tobi, nurse, manager, worker):
    decision = decide(family, tobi, nurse.organisation, by=manager, asked_by=worker)
    client.force_login(manager)
    assert "Enter why it is ending" in text(client.post(end_page(decision), {}))
    answer = client.post(end_page(decision), {"reason": "The risk is over"}, follow=True)
    assert "The risk is over" in text(answer)
    assert not sees(nurse, family)
    assert not family.involvements.current().filter(user=nurse).exists()
    assert Message.objects.filter(user=nurse, kind="access_ended").exists()
    assert "ended already" in text(client.post(end_page(decision), {"reason": "Again"}))
    decision.refresh_from_db()
    assert decision.ended_by == manager


def test_what_the_family_agreed_to_goes_on(family, ada, teacher, school, manager, worker, tobi):
    actions.allocate(family, role="lead", user=teacher, by=manager)
    decision = decide(family, ada, school, by=manager, asked_by=worker)
    actions.end_sharing_decision(decision, reason="The risk is over", by=manager)
    assert family.involvements.current().leads().get().user == teacher
    actions.allocate(family, role="lead", user=worker, by=manager)
    members = FamilyMember.objects.visible_to(teacher).filter(family=family)
    assert [row.person for row in members] == [tobi]
    assert family.involvements.current().filter(user=teacher).exists()


def test_a_decision_of_another_family_is_not_there(client, family, manager, tobi, nurse):
    other = FamilyMemberFactory(family__hub=family.hub)
    decision = SharingDecisionFactory(family=other.family, person=other.person)
    client.force_login(manager)
    address = reverse("families:end_sharing_decision", args=[family.pk, decision.pk])
    assert client.get(address).status_code == 404


def test_what_was_decided_is_never_rewritten(tobi, family):
    decision = SharingDecisionFactory(
        family=family, person=tobi, ends_at=timezone.now() + timedelta(days=9)
    )
    later = timezone.now() + timedelta(days=99)
    for change in (
        {"reason": "Another"},
        {"basis": "court"},
        {"ends_at": later},
        {"ends_at": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            SharingDecision.objects.filter(pk=decision.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        decision.delete()
    same = {"family": family, "person": tobi, "organisation": decision.organisation}
    for wrong in ({"family_told": False}, {"items": ""}, same):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharingDecisionFactory(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_told():
    member = FamilyMemberFactory()
    school, asker = OrganisationFactory(), somebody("practitioner", hub=member.family.hub)
    managers = [somebody("manager", hub=member.family.hub) for _ in range(2)]
    gate, outcomes = threading.Barrier(2), []

    def press(manager):
        gate.wait()
        try:
            with acting_as(manager):
                decide(member.family, member.person, school, by=manager, asked_by=asker)
            outcomes.append("decided")
        except Refused:
            outcomes.append("refused")
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press, args=[manager]) for manager in managers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "refused"]
