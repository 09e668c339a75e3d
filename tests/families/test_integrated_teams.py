"""The third way in for another organisation: an integrated team, told of, objected to (B)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, IntegratedTeam, TeamTold, TimelineEntry
from families.sharing import Ground
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import (
    InvolvementFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import MembershipFactory, TeamFactory

from .test_actions_agreements import sees


def at(name, *args):
    return reverse(f"families:{name}", args=args)


@pytest.fixture
def team(hub):
    return TeamFactory(hub=hub)


@pytest.fixture
def agreement(school):
    return SharingAgreementFactory(organisation=school)


@pytest.fixture
def nurse(team, school):
    """In the integrated team, of an organisation to which this family agreed nothing."""
    person = PartnerFactory(organisation=school)
    MembershipFactory(user=person, role="partner", team=team)
    return person


@pytest.fixture
def named(team, agreement):
    return actions.name_team(agreement, team=team, by=somebody("governance"))


@pytest.fixture
def told(family, named, team, school, ada, worker):
    return actions.tell_of_team(family, team=team, organisation=school, told=ada, by=worker)


def test_it_needs_the_name_the_telling_and_the_work(
    family, team, school, agreement, nurse, ada, worker
):
    InvolvementFactory(family=family, user=None, team=team)
    assert not sees(nurse, family)
    with pytest.raises(Refused, match="No sharing agreement in force names"):
        actions.tell_of_team(family, team=team, organisation=school, told=ada, by=worker)
    actions.name_team(agreement, team=team, by=worker)
    assert not sees(nurse, family)
    actions.tell_of_team(family, team=team, organisation=school, told=ada, by=worker)
    assert Family.objects.with_grounds(nurse, family.pk).get().grounds == {Ground.INTEGRATED}
    family.involvements.filter(team=team).update(ends_at=timezone.now())
    assert not sees(nurse, family)
    InvolvementFactory(family=family, user=nurse)
    assert sees(nurse, family)


def test_only_for_those_in_the_team(family, told, team, school, nurse):
    outside = PartnerFactory(organisation=school)
    MembershipFactory(user=outside, role="partner")
    for user in (outside, nurse):
        InvolvementFactory(family=family, user=user)
    assert sees(nurse, family)
    assert not sees(outside, family)


def test_the_members_and_shared_notes_and_nothing_of_the_councils_own(
    client, family, told, team, nurse
):
    InvolvementFactory(family=family, user=None, team=team)
    TimelineEntryFactory(family=family, summary="A shared word")
    TimelineEntryFactory(family=family, summary="For the team", sensitivity="team")
    client.force_login(nurse)
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Ada Okafor" in page
    page = client.get(at("timeline", family.pk)).content.decode()
    assert "A shared word" in page
    assert "For the team" not in page
    assert client.get(at("agreements", family.pk)).status_code == 403
    assert client.get(at("priorities", family.pk)).status_code == 403
    assert "integrated team" in client.get(at("why", family.pk)).content.decode()
    assert client.get(at("write_note", family.pk)).status_code == 200
    with acting_as(nurse):
        shown = TimelineEntry.objects.visible_to(nurse).values_list("summary", flat=True)
        assert "A shared word" in shown


def test_an_objection_ends_it_at_once_and_somebody_calls_them(
    client, family, told, team, school, nurse, worker, ada, tobi
):
    InvolvementFactory(family=family, user=None, team=team)
    InvolvementFactory(family=family, user=nurse)
    assert sees(nurse, family)
    client.force_login(worker)
    assert str(team) in client.get(at("agreements", family.pk)).content.decode()
    url = at("object_to_team", family.pk, told.pk)
    assert "Enter what they said" in client.post(url, {"objected_by": ada.pk}).content.decode()
    answer = client.post(url, {"objected_by": ada.pk, "said": "Not the school"})
    assert answer.status_code == 302
    assert not sees(nurse, family)
    assert {*family.todos.values_list("kind", flat=True)} >= {"call_family", "risk_check"}
    told.refresh_from_db()
    assert told.objected_by == ada
    with pytest.raises(Refused, match="stopped already"):
        actions.object_to_team(told, objected_by=ada, said="Again", by=worker)
    with pytest.raises(Refused, match="objected to this team"):
        actions.tell_of_team(family, team=team, organisation=school, told=ada, by=worker)


def test_a_no_to_the_organisation_itself_shuts_it_too(family, told, school, nurse, worker, ada):
    """Explicit refusal: then only a decision without agreement opens anything (section 2)."""
    InvolvementFactory(family=family, user=nurse)
    assert sees(nurse, family)
    actions.record_agreement(
        family, person=ada, purpose="share", organisation=school, given_by=ada,
        capacity="self", method="verbal", status="declined", by=worker,
    )  # fmt: skip
    assert not sees(nurse, family)
    SharingDecisionFactory(family=family, person=ada, organisation=school)
    assert sees(nurse, family)


def test_it_falls_with_the_agreement_the_name_the_role_and_a_restriction(
    family, told, named, team, agreement, nurse
):
    InvolvementFactory(family=family, user=nurse)
    now = {"ends_at": timezone.now()}
    for rows in (
        type(agreement).objects.filter(pk=agreement.pk),
        IntegratedTeam.objects.all(),
        nurse.memberships.all(),
    ):
        assert sees(nurse, family)
        rows.update(**now)
        assert not sees(type(nurse).objects.get(pk=nurse.pk), family)
        rows.update(ends_at=None)
    Family.objects.update(is_restricted=True)
    assert not sees(nurse, family)


def test_a_worker_tells_the_family_on_a_page(client, family, named, team, school, worker, ada):
    client.force_login(worker)
    page = client.post(at("tell_of_team", family.pk), {}).content.decode()
    assert "Select the team" in page
    assert "Select who was told" in page
    today = timezone.localdate()
    typed = {"team": f"{team.pk}:{school.pk}", "told": ada.pk}
    typed |= {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    assert client.post(at("tell_of_team", family.pk), typed).status_code == 302
    assert TeamTold.objects.get().told_by == worker
    assert (
        "told of this team already"
        in client.post(at("tell_of_team", family.pk), typed).content.decode()
    )


def test_governance_names_a_team_on_the_page_of_the_agreement(client, agreement, team, school):
    client.force_login(somebody("governance"))
    url = reverse("people:name_team", args=[school.pk, agreement.pk])
    assert "Select the team" in client.post(url, {}).content.decode()
    assert client.post(url, {"team": team.pk}).status_code == 302
    page = client.get(reverse("people:sharing_of", args=[school.pk])).content.decode()
    assert str(team) in page
    assert "named in this agreement already" in client.post(url, {"team": team.pk}).content.decode()


def test_governance_ends_a_named_team_and_it_is_shut_at_once(
    client, family, named, told, nurse, school, agreement
):
    InvolvementFactory(family=family, user=None, team=named.team)
    assert sees(nurse, family)
    client.force_login(somebody("governance"))
    url = reverse("people:end_integrated_team", args=[school.pk, agreement.pk, named.pk])
    assert "Enter a reason" in client.post(url, {"reason": " "}).content.decode()
    assert client.post(url, {"reason": "The nurses moved"}).status_code == 302
    assert not sees(nurse, family)
    page = client.get(reverse("people:sharing_of", args=[school.pk])).content.decode()
    assert "The nurses moved" in page
    assert "ended already" in client.post(url, {"reason": "Twice"}).content.decode()
    assert TeamTold.objects.get(pk=told.pk).ends_at is None
    # Named again, it opens what the family was told of.
    actions.name_team(agreement, team=named.team, by=told.told_by)
    assert sees(nurse, family)


def test_what_must_be_true_whatever_the_code_does(told, ada):
    for wrong in ({"ends_at": timezone.now()}, {"objected_by": ada}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TeamTold.objects.filter(pk=told.pk).update(**wrong)
    same = {"family": told.family, "team": told.team, "organisation": told.organisation}
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamTold.objects.create(told=ada, told_by=told.told_by, **same)
