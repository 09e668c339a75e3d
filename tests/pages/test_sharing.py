"""Sharing agreements with other organisations: who records and ends them, and what follows."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, SharingAgreement
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import CouncilFactory, OrganisationFactory
from tests.factories.families import SharingAgreementFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PURPOSES = "Early help. The signed paper is in the legal store, folder 12."


@pytest.fixture
def officer(db):
    return somebody("governance")


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def at(name, *args):
    return reverse(f"people:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def days(**given):
    parts = ("day", "month", "year")
    return {f"{name}_{part}": getattr(day, part) for name, day in given.items() for part in parts}


def signing(**changed):
    review = TODAY() + timedelta(days=365)
    said = {"purposes": PURPOSES, "items": "Names"}
    return said | days(starts_on=TODAY(), review_due_on=review) | changed


def sign(organisation, by, **changed):
    said = {"starts_on": TODAY(), "review_due_on": TODAY() + timedelta(days=365)}
    return actions.sign_sharing_agreement(
        organisation, by=by, **{"purposes": PURPOSES} | said | changed
    )


@pytest.mark.parametrize("page", ["sharing", "sharing_of", "sign_sharing", "end_sharing"])
def test_governance_writes_administrators_read_and_nobody_else(
    client, officer, administrator, teacher, page
):
    agreement = SharingAgreement.objects.get()
    of = agreement.organisation_id
    args = {"sharing": (), "end_sharing": (of, agreement.pk)}.get(page, (of,))
    roles = ["practitioner", "manager", "triage", "front_of_house", "safeguarding", "commissioner"]
    for user in [*map(somebody, roles), teacher]:
        client.force_login(user)
        assert client.get(at(page, *args)).status_code == 403
    client.force_login(administrator)
    writes = page in ("sign_sharing", "end_sharing")
    assert client.get(at(page, *args)).status_code == (403 if writes else 200)
    client.force_login(officer)
    assert client.get(at(page, *args)).status_code == 200


def test_a_partner_sees_from_the_day_it_is_signed_until_it_ends(
    client, officer, family, teacher, school
):
    SharingAgreement.objects.all().delete()
    client.force_login(officer)
    assert "None in force" in text(client.get(at("sharing_of", school.pk)))
    assert not sees(teacher, family)

    answer = client.post(at("sign_sharing", school.pk), signing(), follow=True)
    assert "The agreement with Mill Lane School is recorded" in text(answer)
    assert "Its people work with 1 family now" in text(answer)
    assert PURPOSES in text(answer)
    assert sees(teacher, family)

    agreement = SharingAgreement.objects.get()
    before = text(client.get(at("end_sharing", school.pk, agreement.pk)))
    assert "Mill Lane School’s people see no family" in before
    client.post(at("end_sharing", school.pk, agreement.pk), {"reason": "Not renewed"})
    assert not sees(teacher, family)
    page = text(client.get(at("sharing_of", school.pk)))
    assert "Not renewed" in page
    assert "None in force" in page
    assert Event.objects.filter(verb__startswith="sharing_agreement.").count() == 2


def test_a_day_to_come_opens_nothing_before_it(officer, family, teacher, school):
    SharingAgreement.objects.all().delete()
    tomorrow = TODAY() + timedelta(days=1)
    sign(school, officer, starts_on=tomorrow, review_due_on=tomorrow + timedelta(days=9))
    assert not sees(teacher, family)


def test_its_last_day_counts_and_the_next_does_not(officer, family, teacher, school):
    SharingAgreement.objects.all().delete()
    start, last = TODAY() - timedelta(days=400), TODAY()
    agreement = sign(
        school, officer, starts_on=start, last_day=last, review_due_on=start + timedelta(days=9)
    )
    assert sees(teacher, family)
    assert timezone.localtime(agreement.ends_at).date() == TODAY() + timedelta(days=1)
    assert timezone.localtime(agreement.ends_at).hour == 0


def test_whom_they_led_the_manager_leads_and_their_messages_are_dropped(
    officer, family, teacher, school, manager
):
    with acting_as(SystemActor.SETUP):
        actions.allocate(family, role="lead", user=teacher, by=manager)
    queued = notify(
        teacher,
        key="x",
        kind="family_given",
        by=manager,
        organisation=school,
        family_id=family.pk,
        hub="Northgate Hub",
        link="/families/",
    )
    actions.end_sharing_agreement(SharingAgreement.objects.get(), reason="Lapsed", by=officer)
    queued.refresh_from_db()
    assert queued.dropped_at
    assert family.involvements.current().leads().get().user == manager
    assert not sees(teacher, family)
    told = Message.objects.filter(dropped_at=None).values_list("user", "kind")
    assert set(told) == {(teacher.pk, "sharing_agreement_ended"), (manager.pk, "family_given")}
    assert family.agreements.in_force().exists(), "what the family said stays"


def test_another_agreement_the_same_day_begins_where_the_last_one_ended(officer, school):
    first = sign(school, officer)
    with pytest.raises(Refused, match="an agreement for that time already"):
        sign(school, officer)
    actions.end_sharing_agreement(first, reason="A new text", by=officer)
    first.refresh_from_db()
    second = sign(school, officer)
    assert second.starts_at == first.ends_at
    with pytest.raises(Refused, match="ended already"):
        actions.end_sharing_agreement(first, reason="Again", by=officer)


def test_one_that_has_not_begun_never_holds(officer, school, teacher, family):
    SharingAgreement.objects.all().delete()
    far = TODAY() + timedelta(days=30)
    agreement = sign(school, officer, starts_on=far, review_due_on=far + timedelta(days=9))
    actions.end_sharing_agreement(agreement, reason="Not wanted", by=officer)
    assert agreement.starts_at == SharingAgreement.objects.get().ends_at
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"purposes": ""}, "Enter what may be shared and what for"),
        ({"purposes": "x" * 4_001}, "4,000 characters or fewer"),
        ({"starts_on_day": ""}, "The first day must include a day"),
        ({"starts_on_month": "13"}, "must be a real date"),
        ({"review_due_on_year": "2001"}, "The day of the review must be in the future"),
        (days(last_day=TODAY() + timedelta(days=3)), "review must be after the first day and not"),
        (days(starts_on=TODAY() + timedelta(days=500)), "review must be after the first day"),
        (
            days(starts_on=TODAY() + timedelta(days=9), last_day=TODAY() + timedelta(days=2)),
            "The last day must be in the future, and not before the first",
        ),
    ],
)
def test_what_is_wrong_with_an_agreement_is_said(client, officer, school, changed, said):
    client.force_login(officer)
    assert said in text(client.post(at("sign_sharing", school.pk), signing(**changed)))
    assert not SharingAgreement.objects.exists()


def test_ending_needs_a_reason(client, officer, teacher, school):
    client.force_login(officer)
    agreement = SharingAgreement.objects.get()
    page = client.post(at("end_sharing", school.pk, agreement.pk), {"reason": " "})
    assert "Enter a reason" in text(page)
    agreement.refresh_from_db()
    assert agreement.is_current


def test_the_council_signs_nothing_with_itself_or_with_what_is_gone(client, officer):
    for organisation in (CouncilFactory(), OrganisationFactory(ended_on=TODAY())):
        with pytest.raises(Refused, match="works with the council"):
            sign(organisation, officer)
    client.force_login(officer)
    assert client.get(at("sharing_of", CouncilFactory().pk)).status_code == 404


def test_an_agreement_of_another_organisation_is_not_there(client, officer, teacher):
    client.force_login(officer)
    other, agreement = OrganisationFactory(), SharingAgreement.objects.get()
    assert client.get(at("end_sharing", other.pk, agreement.pk)).status_code == 404


def test_the_database_keeps_one_at_a_time_and_none_without_words(school):
    SharingAgreementFactory(organisation=school)
    for wrong in ({"organisation": school}, {"purposes": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharingAgreementFactory(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_is_told():
    school, officer = OrganisationFactory(), somebody("governance")
    gate, outcomes = threading.Barrier(2), []

    def press():
        gate.wait()
        try:
            with acting_as(officer):
                sign(school, officer)
            outcomes.append("signed")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=len)[0] == "signed"
    assert "agreement for that time already" in max(outcomes, key=len)


def test_the_register_asks_the_same_for_three_as_for_thirty(
    client, officer, administrator, django_assert_max_num_queries
):
    def grow(n):
        for organisation in OrganisationFactory.create_batch(n):
            SharingAgreementFactory(organisation=organisation)

    for user, pages in ((officer, ["sharing"]), (administrator, ["sharing", "organisations"])):
        client.force_login(user)
        for page in pages:
            grow(3)
            client.get(at(page))
            with django_assert_max_num_queries(15):
                client.get(at(page))
            grow(20)
            with django_assert_max_num_queries(15):
                client.get(at(page))


def test_a_late_review_is_said(client, officer, school):
    SharingAgreementFactory(organisation=school, review_due_on=date(2024, 1, 2))
    client.force_login(officer)
    for page in (at("sharing"), at("sharing_of", school.pk)):
        assert "2 Jan 2024, late" in text(client.get(page))


def test_the_organisations_page_leads_to_the_agreements(client, administrator, teacher, school):
    client.force_login(administrator)
    page = text(client.get(at("organisations")))
    assert at("sharing_of", school.pk) in page
    assert "In force" in page
    assert at("sharing_of", school.pk) in text(client.get(at("organisation_change", school.pk)))
    assert "information governance officer records" in text(client.get(at("sharing")))
