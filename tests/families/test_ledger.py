"""The ledger of agreements: who, what, in what capacity, with which words, until when (R070)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.ledger import lines_of
from families.models import Agreement, Competence, LawfulBasis, ToDo, Wording
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory
from tests.factories.families import (
    AgreementFactory,
    ChildFactory,
    CompetenceFactory,
    FamilyMemberFactory,
    SharingDecisionFactory,
)

from .test_actions_agreements import sees

TODAY = timezone.localdate


@pytest.fixture
def zoe(family):
    """A young person of fifteen."""
    born_on = TODAY() - timedelta(days=15 * 366)
    person = ChildFactory(full_name="Zoe Okafor", born_on=born_on)
    return FamilyMemberFactory(family=family, person=person, role="child").person


@pytest.fixture
def officer(db):
    return somebody("governance")


def answer(family, by, person, **facts):
    facts = {"purpose": "support", "status": "given"} | facts
    return actions.record_agreement(family, person=person, by=by, **facts)


def found(family, person, by, **facts):
    facts = {"purpose": "support", "is_able": True} | facts
    said = {"understood": "That it can stop", "reasons": "Said it back"}
    return actions.record_competence(family, person=person, by=by, **said | facts)


def test_under_sixteen_each_decision_needs_its_own_finding(family, worker, zoe, school):
    """R071: competence decision by decision, never by an age."""
    with pytest.raises(Refused, match="able to decide"):
        answer(family, worker, zoe, capacity="young_person")
    able = found(family, zoe, worker)
    given = answer(family, worker, zoe, capacity="young_person")
    assert (given.capacity, given.competence) == ("competent", able)
    share = {"purpose": "share", "organisation": school}
    with pytest.raises(Refused, match="able to decide"):
        answer(family, worker, zoe, capacity="young_person", **share)


def test_at_sixteen_a_person_is_presumed_able_unless_found_otherwise(family, worker, zoe):
    type(zoe).objects.filter(pk=zoe.pk).update(born_on=TODAY() - timedelta(days=17 * 366))
    zoe.refresh_from_db()
    assert answer(family, worker, zoe, capacity="young_person").capacity == "young_person"
    found(family, zoe, worker, purpose="research", is_able=False)
    with pytest.raises(Refused, match="not able"):
        answer(family, worker, zoe, capacity="young_person", purpose="research")


def test_the_newest_finding_counts(family, worker, zoe):
    found(family, zoe, worker, is_able=False)
    with pytest.raises(Refused, match="not able"):
        answer(family, worker, zoe, capacity="young_person")
    found(family, zoe, worker)
    assert answer(family, worker, zoe, capacity="young_person").is_own


def test_no_finding_about_an_adult_and_none_is_kept_by_somebody_not_able(family, worker, ada, zoe):
    with pytest.raises(Refused, match="child or young person"):
        found(family, ada, worker)
    with pytest.raises(Refused, match="Only somebody who can decide"):
        found(family, zoe, worker, is_able=False, kept_from_parents=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetenceFactory(family=family, person=zoe, is_able=False, kept_from_parents=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetenceFactory(family=family, person=zoe, reasons="")
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetenceFactory(family=family, person=zoe, purpose="share")
    kept = CompetenceFactory(family=family, person=zoe)
    with pytest.raises(DatabaseError), transaction.atomic():
        Competence.objects.filter(pk=kept.pk).update(is_able=False)


def test_a_competent_answer_names_its_finding_whatever_the_code_does(family, zoe):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(
            family=family, person=zoe, purpose="support", organisation=None, capacity="competent"
        )


def test_the_council_answers_for_a_child_by_an_order_and_a_parent_only_objects(
    family, worker, manager, tobi, ada, school
):
    share = {"purpose": "share", "organisation": school}
    with pytest.raises(Refused, match="by what order"):
        answer(family, worker, tobi, capacity="council", **share)
    with pytest.raises(Refused, match="adult"):
        answer(family, worker, ada, capacity="council", on_behalf="Care order", **share)
    given = answer(family, worker, tobi, capacity="council", on_behalf="Care order", **share)
    assert (given.given_by, given.on_behalf) == (None, "Care order")
    no = {"given_by": ada, "capacity": "parent", "status": "declined"}
    assert answer(family, worker, tobi, **share, **no).status == "objected"
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(family=family, person=ada, capacity="council")


def test_the_words_shown_are_kept_and_new_ones_change_nothing(family, worker, ada, officer):
    shown = Wording.objects.shown("support")
    given = answer(family, worker, ada, wording=shown)
    newer = actions.write_wording(purpose="support", language="en-gb", text="New", by=officer)
    assert Wording.objects.shown("support") == newer
    given.refresh_from_db()
    assert given.wording == shown != newer
    assert Wording.objects.shown("support", "pl") == newer
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.filter(pk=shown.pk).update(text="Other words")
    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=given.pk).update(wording=newer)
    with pytest.raises(Refused, match="organisation"):
        actions.write_wording(purpose="share", language="en-gb", text="Yes", by=officer)


def test_the_lawful_basis_stands_apart_and_one_at_a_time(officer):
    before = LawfulBasis.objects.current().get(purpose="news")
    now = actions.decide_basis(purpose="news", article_6="e", law="An Act", by=officer)
    before.refresh_from_db()
    assert before.ends_at == now.starts_at
    assert set(LawfulBasis.objects.current().values_list("purpose", flat=True)) == {
        "support", "share", "gather", "messages", "news", "images", "research",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        LawfulBasis.objects.create(purpose="news", article_6="a", law="Another")


def test_an_answer_ends_by_itself_on_its_last_day(family, worker, teacher, school, tobi, ada):
    """R069: expiry acts by itself; nobody and no job ends it."""
    actions.withdraw_agreement(family.agreements.get(), reason="Anew", by=worker)
    share = {"purpose": "share", "organisation": school, "given_by": ada, "capacity": "parent"}
    with pytest.raises(Refused, match="in the future"):
        answer(family, worker, tobi, until=timezone.now() - timedelta(days=1), **share)
    until = timezone.now() + timedelta(days=20)
    given = answer(family, worker, tobi, until=until, **share)
    actions.allocate(family, role="worker", user=teacher, by=worker)
    assert sees(teacher, family)
    Agreement.objects.filter(pk=given.pk).update(ends_at=timezone.now())
    assert not sees(teacher, family)


def test_an_answer_with_a_last_day_can_still_be_stopped_before(family, worker, ada):
    given = answer(family, worker, ada, until=timezone.now() + timedelta(days=20))
    assert actions.withdraw_agreement(given, reason="No more", by=worker).ends_at <= timezone.now()


def test_what_runs_out_is_told_of_once_and_settled_by_the_next_answer(family, worker, ada):
    given = answer(family, worker, ada)
    actions.remind_agreements_running_out()
    assert not ToDo.objects.exists()
    later = AgreementFactory(
        family=family, person=ada, purpose="news", organisation=None,
        given_by=ada, review_due_on=TODAY() + timedelta(days=9),
    )  # fmt: skip
    for _ in range(2):
        actions.remind_agreements_running_out()
    todo = ToDo.objects.get()
    assert (todo.kind, todo.owner, todo.cause_id) == ("renew", worker, later.pk)
    assert todo.due_at.date() == later.review_due_on
    assert Message.objects.get().user == worker
    renewed = answer(family, worker, ada, purpose="news")
    assert renewed != later
    assert renewed.review_due_on > later.review_due_on
    todo.refresh_from_db()
    assert todo.done_by == worker
    assert answer(family, worker, ada) == given


def test_nobody_is_asked_about_a_family_that_nobody_works_with(family, ada):
    AgreementFactory(
        family=family, person=ada, purpose="news", organisation=None, review_due_on=TODAY()
    )
    actions.remind_agreements_running_out()
    assert not ToDo.objects.exists()


def test_a_new_organisation_makes_the_lead_ask_the_family_once(
    client, family, worker, manager, ada
):
    """Asked again when a new agency joins (domain.md 2.16)."""
    nurse = somebody("partner")
    nhs = OrganisationFactory(name="Kent NHS", kind="nhs")
    type(nurse).objects.filter(pk=nurse.pk).update(organisation=nhs)
    client.force_login(manager)
    form = {"user": nurse.pk, "role": "worker", "reason": "Health visits"}
    for _ in range(2):
        page = client.post(reverse("families:allocate", args=[family.pk]), form)
        assert "first the council and the family must agree" in page.content.decode()
    todo = ToDo.objects.get()
    assert (todo.kind, todo.owner, str(todo)) == (
        "ask_family", worker, "Ask the family about sharing: Kent NHS",
    )  # fmt: skip
    answer(family, worker, ada, purpose="share", organisation=nhs, status="declined")
    todo.refresh_from_db()
    assert todo.done_at
    with pytest.raises(IntegrityError), transaction.atomic():
        ToDo.objects.create(
            family=family, kind="ask_family", due_at=timezone.now(), cause_id=family.pk
        )


def test_a_line_holds_what_stands_and_what_was_before(family, worker, ada):
    for status in ("declined", "given", "declined"):
        answer(family, worker, ada, status=status)
    rows = Agreement.objects.all().for_ledger()
    line = lines_of(rows, soon=TODAY())[0]
    assert line.stands
    assert [row.status for row in (line.last, *line.before)] == ["declined", "given", "declined"]


def test_the_page_of_agreements_shows_the_ledger(client, family, worker, teacher, tobi, ada, zoe):
    found(family, zoe, worker, kept_from_parents=True)
    answer(family, worker, ada, wording=Wording.objects.shown("support"))
    client.force_login(worker)
    page = client.get(reverse("families:agreements", args=[family.pk])).content.decode()
    for said in ("Kept from parents", "To get early help, en-gb", "Article 6 (e)", "Mill Lane"):
        assert said in page, said
    client.force_login(teacher)
    page = client.get(reverse("families:agreements", args=[family.pk])).content.decode()
    assert "To share with Mill Lane School" in page
    assert "Kept from parents" not in page
    assert "To get early help, en-gb" not in page


def test_an_answer_is_recorded_on_the_page_with_the_words_that_stood_there(
    client, family, worker, ada
):
    client.force_login(worker)
    address = reverse("families:record_agreement", args=[family.pk])
    form = client.get(address).context["form"]
    day = TODAY()
    sent = {
        "person": ada.pk, "purpose": "news", "status": "given", "given_by": ada.pk,
        "capacity": "self", "method": "e_signature", "words_shown": form["words_shown"].initial,
        "happened_on_day": day.day, "happened_on_month": day.month, "happened_on_year": day.year,
    }  # fmt: skip
    shown = Wording.objects.shown("news")
    Wording.objects.create(purpose="news", version=9, text="Newer", in_force_from=timezone.now())
    assert client.post(address, sent).status_code == 302
    assert Agreement.objects.get().wording == shown
    page = client.post(address, sent | {"given_by": ""}).content.decode()
    assert "Select who answered" in page


def test_the_age_of_a_finding_is_that_of_the_day(family, worker, zoe):
    long_ago = timezone.now() - timedelta(days=30)
    found(family, zoe, worker, happened_at=long_ago)
    with pytest.raises(Refused, match="able to decide"):
        answer(
            family, worker, zoe, capacity="young_person", happened_at=long_ago - timedelta(days=1)
        )


def test_a_no_to_an_organisation_needs_a_decision_whatever_was_agreed_before(
    family, worker, teacher, school, tobi, ada
):
    """Access.md section 2: after an explicit refusal only a decision without agreement opens it."""
    share = {"purpose": "share", "organisation": school, "given_by": ada, "capacity": "parent"}
    answer(family, worker, tobi, status="declined", **share)
    actions.ask_about(family, school, by=worker)
    assert not sees(teacher, family)
    with pytest.raises(Refused, match="must agree"):
        actions.allocate(family, role="worker", user=teacher, by=worker)
    SharingDecisionFactory(family=family, person=tobi, organisation=school)
    actions.allocate(family, role="worker", user=teacher, by=worker)
    assert sees(teacher, family)
