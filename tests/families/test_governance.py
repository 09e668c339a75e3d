"""Information governance: agreements and logs of any family, content only inside a case (A7)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Agreement, Family, GovernanceCase, LawfulBasis, Wording
from families.sharing import OPENS, SEES, Ground, Part
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    GovernanceCaseFactory,
    GrantFactory,
    SharingDecisionFactory,
    TimelineEntryFactory,
)

from .test_actions_agreements import sees


@pytest.fixture
def officer(db):
    return somebody("governance")


def at(name, *args):
    return reverse(f"families:{name}", args=args)


def test_an_officer_reads_agreements_and_logs_of_any_family_and_nothing_of_the_rest(
    client, officer, family, teacher, tobi
):
    """A7, restricted families too."""
    TimelineEntryFactory(family=family, summary="A hard visit")
    SharingDecisionFactory(family=family, person=tobi)
    Family.objects.update(is_restricted=True)
    client.force_login(officer)
    page = client.get(at("agreements", family.pk))
    assert "To share with Mill Lane School" in page.content.decode()
    assert "A worry that could not wait" in page.content.decode()
    assert "A hard visit" not in page.content.decode()
    assert client.get(at("looks", family.pk)).status_code == 200
    assert client.get(at("export_looks", family.pk)).status_code == 200
    for shut in ("record", "write_note", "attended", "record_agreement", "stop_sharing"):
        assert client.get(at(shut, family.pk)).status_code == 404, shut
    assert not sees(officer, family)
    assert Event.objects.filter(verb="family.agreements_seen", actor=str(officer.pk)).exists()


def test_a_case_opens_the_record_to_its_officer_until_it_is_closed(client, officer, family, ada):
    TimelineEntryFactory(family=family, summary="A hard visit", sensitivity="safeguard")
    client.force_login(officer)
    page = client.get(at("agreements", family.pk)).content.decode()
    assert at("open_case", family.pk) in page
    day = timezone.localdate()
    form = {"kind": "access", "why": "Ada asked for her record"}
    form |= {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    assert (
        "Enter when it is due"
        in client.post(at("open_case", family.pk), {"kind": "access"}).content.decode()
    )
    for _ in range(2):
        assert client.post(at("open_case", family.pk), form).status_code == 302
    case = GovernanceCase.objects.get()
    page = client.get(family.get_absolute_url()).content.decode()
    assert "A hard visit" in page
    assert "You hold an open case" in page
    assert client.get(at("write_note", family.pk)).status_code == 403
    assert not sees(somebody("governance"), family)
    assert family.reference in client.get(at("governance")).content.decode()
    assert client.post(at("close_case", case.pk), {"result": "Sent"}).status_code == 302
    assert client.get(family.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="closed already"):
        actions.close_case(case, result="Again", by=officer)


def test_a_case_says_why_and_is_one_of_a_kind_whatever_the_code_does(family, officer):
    case = GovernanceCaseFactory(family=family, officer=officer)
    for wrong in ({"why": ""}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GovernanceCaseFactory(family=family, officer=officer, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        GovernanceCase.objects.filter(pk=case.pk).update(ends_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantFactory(family=family, kind="governance", user=officer)


def test_a_role_that_has_ended_or_a_bar_opens_nothing(client, officer, family):
    case = GovernanceCaseFactory(family=family, officer=officer)
    GrantFactory(family=family, kind="governance", user=officer, cause_id=case.pk)
    assert sees(officer, family)
    ConflictFactory(family=family, user=officer)
    client.force_login(officer)
    assert not sees(officer, family)
    assert client.get(at("agreements", family.pk)).status_code == 404
    assert (
        "No family has this reference"
        in client.post(at("governance"), {"reference": family.reference}).content.decode()
    )
    family.conflicts.update(ends_at=timezone.now())
    officer.memberships.update(ends_at=timezone.now())
    assert not sees(type(officer).objects.get(pk=officer.pk), family)


def test_a_family_is_found_by_its_reference_alone(client, officer, family):
    client.force_login(officer)
    answer = client.post(at("governance"), {"reference": family.reference.lower()})
    assert answer["Location"] == at("agreements", family.pk)
    for wrong in ("", "Okafor", "FH-2222-2222", "x" * 99):
        assert client.post(at("governance"), {"reference": wrong}).status_code == 200


@pytest.mark.parametrize(
    "name", ["governance", "sharing_log", "running_out", "wordings", "bases", "add_wording"]
)
def test_these_pages_are_the_officers_alone_and_name_nobody(
    client, officer, family, worker, manager, administrator, tobi, name
):
    SharingDecisionFactory(family=family, person=tobi)
    AgreementFactory(
        family=family, person=tobi, purpose="news", organisation=None,
        review_due_on=timezone.localdate(),
    )  # fmt: skip
    for user in (worker, manager, administrator, somebody("safeguarding")):
        client.force_login(user)
        assert client.get(at(name)).status_code == 403
    client.force_login(officer)
    page = client.get(at(name)).content.decode()
    assert "Okafor" not in page
    if name in ("sharing_log", "running_out"):
        assert family.reference in page


def test_the_officer_writes_words_and_decides_the_law(client, officer):
    client.force_login(officer)
    words = {"purpose": "share", "language": "en-gb", "text": "We may tell [organisation]."}
    assert (
        "Enter the words" in client.post(at("add_wording"), {"purpose": "share"}).content.decode()
    )
    assert client.post(at("add_wording"), words).status_code == 302
    assert Wording.objects.shown("share").version == 2
    assert "We may tell" in client.get(at("wordings")).content.decode()
    law = {"purpose": "news", "article_6": "a", "article_9": "", "law": "Consent, PECR"}
    assert client.post(at("change_basis"), law).status_code == 302
    assert LawfulBasis.objects.current().get(purpose="news").decided_by == officer


def test_oversight_is_of_two_parts_and_is_no_ground_to_see_a_family(officer, family):
    assert OPENS[Ground.OVERSIGHT] == {Part.AGREEMENTS, Part.ACCESS_LOG}
    assert Ground.OVERSIGHT not in SEES
    assert not Family.objects.with_grounds(officer, family.pk).exists()
    assert Family.objects.with_grounds(officer, family.pk, oversight=True).get().grounds == {
        Ground.OVERSIGHT
    }
    assert not family.members.all().visible_to(officer).exists()
    assert not family.involvements.all().visible_to(officer).exists()
    AgreementFactory(family=family)
    assert Agreement.objects.visible_to(officer).exists()
