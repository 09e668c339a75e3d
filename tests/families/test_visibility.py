"""Who may see a family: access.md sections 1 and 2 in their first form."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from families.models import Family, FamilyMember, TimelineEntry
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    GrantFactory,
    InvolvementFactory,
    SharingAgreementFactory,
    SharingDecisionFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def grounds(user, family):
    row = Family.objects.with_grounds(user).get(pk=family.pk)
    return {name[3:] for name, value in vars(row).items() if name.startswith("by_") and value}


def test_a1_a_worker_sees_the_family_they_work_with(family, worker, colleague):
    assert grounds(worker, family) == {"worker", "lead"}
    assert not sees(colleague, family)


def test_a1_a_team_opens_its_families_but_never_a_restricted_one(family, colleague):
    team = TeamFactory(hub=family.hub)
    MembershipFactory(user=colleague, role="practitioner", team=team)
    InvolvementFactory(family=family, user=None, team=team)
    assert sees(colleague, family)
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    assert not sees(colleague, family)


def test_a_role_that_ended_opens_nothing(family, worker):
    worker.memberships.update(ends_at=timezone.now())
    assert not sees(worker, family)


def test_an_involvement_that_ended_opens_nothing(family, worker):
    family.involvements.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not sees(worker, family)


def test_a3_a_manager_sees_their_hub_but_not_another(family, manager):
    assert grounds(manager, family) == {"manager"}
    assert not sees(somebody("manager", hub=HubFactory()), family)


def test_a3_a_restricted_family_only_if_named(family, manager):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    assert not sees(manager, family)
    InvolvementFactory(family=family, user=manager)
    assert sees(manager, family)


@pytest.mark.parametrize(("kind", "role"), [("triage", "triage"), ("desk", "front_of_house")])
def test_a4_a5_a_grant_opens_until_it_ends(family, hub, kind, role):
    user = somebody(role, hub=hub)
    assert not sees(user, family)
    scope = {"hub": hub} if kind == "triage" else {"user": user}
    soon = timezone.now() + timedelta(minutes=5)
    grant = GrantFactory(family=family, kind=kind, ends_at=soon, **scope)
    assert grounds(user, family) == {kind}
    grant.ends_at = timezone.now()
    grant.save()
    assert not sees(user, family)


def test_a6_the_safeguarding_lead_sees_every_family(family, safeguarding_lead):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    assert sees(safeguarding_lead, family)


@pytest.mark.parametrize("role", ["commissioner", "administrator", "governance"])
def test_some_roles_never_see_a_family(family, role):
    user = somebody(role)
    assert not sees(user, family)


def test_a_commissioner_sees_none_even_with_another_role(family, commissioner):
    MembershipFactory(user=commissioner, role="safeguarding")
    assert not sees(commissioner, family)


def test_the_signed_out_see_none(family):
    assert not sees(AnonymousUser(), family)


def test_b_needs_all_four_parts(family, school, tobi):
    user = PartnerFactory(organisation=school)
    steps = [
        lambda: MembershipFactory(user=user, role="partner"),
        lambda: InvolvementFactory(family=family, user=user),
        lambda: SharingAgreementFactory(organisation=school),
        lambda: AgreementFactory(family=family, person=tobi, organisation=school),
    ]
    for step in steps:
        assert not sees(user, family)
        step()
    assert grounds(user, family) == {"partner"}


def test_b_an_agreement_for_one_organisation_opens_nothing_to_another(family, teacher, tobi):
    other = OrganisationFactory()
    user = PartnerFactory(organisation=other)
    MembershipFactory(user=user, role="partner")
    SharingAgreementFactory(organisation=other)
    InvolvementFactory(family=family, user=user)
    assert sees(teacher, family)
    assert not sees(user, family)


def test_b_sees_only_the_people_who_are_covered(family, teacher, tobi, worker):
    members = FamilyMember.objects.visible_to(teacher)
    assert [member.person for member in members] == [tobi]
    assert FamilyMember.objects.visible_to(worker).count() == 2


def test_b_a_decision_without_agreement_opens_that_person(family, teacher, school, ada):
    SharingDecisionFactory(family=family, person=ada, organisation=school)
    assert FamilyMember.objects.visible_to(teacher).count() == 2


def test_b_withdrawal_closes_the_record_at_once(family, teacher):
    family.agreements.update(ends_at=timezone.now())
    assert not sees(teacher, family)


def test_b_falls_with_the_organisation_and_with_the_sharing_agreement(family, teacher, school):
    assert sees(teacher, family)
    school.ended_on = timezone.localdate()
    school.save()
    teacher.refresh_from_db()
    assert not sees(teacher, family)


def test_a_disabled_account_sees_nothing(family, worker):
    worker.is_active = False
    worker.save()
    assert not sees(worker, family)


def test_a_bar_is_stronger_than_any_ground(family, safeguarding_lead, worker):
    for user in (safeguarding_lead, worker):
        ConflictFactory(family=family, user=user)
        assert not sees(user, family)


def test_timeline_reaches_a_partner_only_about_covered_people(family, teacher, ada, tobi):
    def entry(*about, **kwargs):
        row = TimelineEntryFactory(family=family, **kwargs)
        row.about.set(about)
        return row

    shared = entry(tobi)
    mine = entry(ada, author=teacher, sensitivity="team")
    entry(tobi, sensitivity="team")
    entry(ada)
    entry(ada, tobi)
    entry()
    assert set(TimelineEntry.objects.visible_to(teacher)) == {shared, mine}


def test_timeline_of_the_triage_view_and_the_desk_is_shut(family, hub, triage_officer, worker):
    TimelineEntryFactory(family=family)
    GrantFactory(family=family, kind="triage", hub=hub)
    assert sees(triage_officer, family)
    assert not TimelineEntry.objects.visible_to(triage_officer).exists()
    assert TimelineEntry.objects.visible_to(worker).count() == 1
