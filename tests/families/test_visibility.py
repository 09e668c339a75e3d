"""Who may see a family: access.md sections 1 and 2 in their first form."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from families.models import Family, FamilyMember, Involvement, SharingAgreement, TimelineEntry
from familyhubs.requests import request_id
from hubs.models import DutyShift
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
from tests.factories.hubs import LONG_AGO, HubFactory, MembershipFactory, TeamFactory

DAY = timedelta(days=1)


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def grounds(user, family):
    row = Family.objects.with_grounds(user, family.pk).get()
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


def test_a1_duty_opens_the_hubs_families_and_is_told_apart(family, colleague):
    shift = DutyShift.objects.create(user=colleague, hub=family.hub, starts_at=LONG_AGO)
    assert grounds(colleague, family) == {"duty"}
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    assert not sees(colleague, family)
    Family.objects.filter(pk=family.pk).update(is_restricted=False)
    shift.ends_at = timezone.now()
    shift.save()
    assert not sees(colleague, family)


def test_a1_duty_for_a_team_opens_the_teams_families(family, stranger):
    team = TeamFactory()
    DutyShift.objects.create(user=stranger, team=team, starts_at=LONG_AGO)
    assert not sees(stranger, family)
    InvolvementFactory(family=family, user=None, team=team)
    assert grounds(stranger, family) == {"duty"}


def test_a1_a_team_that_ended_opens_nothing(family, colleague):
    team = TeamFactory(hub=family.hub)
    MembershipFactory(user=colleague, role="practitioner", team=team)
    InvolvementFactory(family=family, user=None, team=team)
    team.ended_on = timezone.localdate()
    team.save()
    assert not sees(colleague, family)


def test_a2_a_lead_of_another_organisation_sees_the_whole_family_but_team_notes(
    family, school, manager
):
    user = PartnerFactory(organisation=school)
    MembershipFactory(user=user, role="partner")
    InvolvementFactory(family=family, user=user, role="lead")
    assert not sees(user, family), "no sharing agreement, no sight"
    SharingAgreementFactory(organisation=school)
    assert grounds(user, family) == {"lead"}
    assert FamilyMember.objects.visible_to(user).count() == 2
    shared = TimelineEntryFactory(family=family)
    mine = TimelineEntryFactory(family=family, sensitivity="team", author=user)
    TimelineEntryFactory(family=family, sensitivity="team", author=manager)
    assert set(TimelineEntry.objects.visible_to(user)) == {shared, mine}
    SharingAgreement.objects.update(ends_at=timezone.now())
    assert not sees(user, family)


def test_a3_a_teams_manager_sees_the_teams_families_not_the_hubs(family, hub):
    team = TeamFactory(hub=hub)
    user = MembershipFactory(role="manager", team=team).user
    assert not sees(user, family)
    member = MembershipFactory(role="practitioner", team=team).user
    InvolvementFactory(family=family, user=member)
    assert grounds(user, family) == {"manager"}


def test_a3_a_manager_reads_safeguarding_entries_only_where_a_worker_of_theirs_leads(
    family, hub, worker, manager
):
    entry = TimelineEntryFactory(family=family, sensitivity="safeguard")
    there = HubFactory()
    team = TeamFactory(hub=there)
    InvolvementFactory(family=family, user=None, team=team)
    others = [somebody("manager", hub=there), somebody("manager", team=team)]
    assert grounds(manager, family) == {"manager", "leads_manager"}
    for user in (manager, somebody("manager")):
        assert set(TimelineEntry.objects.visible_to(user)) == {entry}
    for user in others:
        assert grounds(user, family) & {"manager", "leads_manager"} == {"manager"}
        assert not TimelineEntry.objects.visible_to(user).exists()
    worker.memberships.update(hub=None, team=team)
    assert not TimelineEntry.objects.visible_to(manager).exists()
    for user in others:
        assert set(TimelineEntry.objects.visible_to(user)) == {entry}
    # Nobody leads: the entry stays with the others of access.md section 3.
    family.involvements.filter(user=worker).update(ends_at=timezone.now())
    assert not TimelineEntry.objects.visible_to(others[0]).exists()


def test_a3_to_manage_the_lead_opens_no_family_beyond_those_of_hub_and_team(family, worker):
    TimelineEntryFactory(family=family, sensitivity="safeguard")
    worker.memberships.update(hub=HubFactory())
    elsewhere = somebody("manager", hub=worker.memberships.get().hub)
    assert not sees(elsewhere, family)
    assert not TimelineEntry.objects.visible_to(elsewhere).exists()


def test_a3_a_family_of_another_hub_that_a_team_of_this_one_works_with(family, stranger):
    elsewhere = HubFactory()
    user = somebody("manager", hub=elsewhere)
    InvolvementFactory(family=family, user=None, team=TeamFactory(hub=elsewhere))
    assert sees(user, family)


def test_a8_a_receiver_sees_the_card_and_of_another_organisation_only_the_covered(
    family, stranger, school, tobi
):
    user = PartnerFactory(organisation=school)
    MembershipFactory(user=user, role="partner")
    SharingAgreementFactory(organisation=school)
    for asked in (stranger, user):
        GrantFactory(family=family, kind="receiver", user=asked)
    assert grounds(stranger, family) == {"receiver"}
    assert not sees(user, family)
    AgreementFactory(family=family, person=tobi, organisation=school)
    assert [member.person for member in FamilyMember.objects.visible_to(user)] == [tobi]


def test_involvement_reaches_those_who_may_read_it_and_the_card_names_the_lead(
    family, worker, colleague, hub, front_desk, triage_officer
):
    InvolvementFactory(family=family, user=colleague)
    GrantFactory(family=family, kind="desk", user=front_desk, ends_at=timezone.now() + DAY)
    GrantFactory(family=family, kind="triage", hub=hub)
    assert Involvement.objects.visible_to(triage_officer).count() == 2
    assert [row.user for row in Involvement.objects.visible_to(front_desk)] == [worker]


def test_roles_are_read_once_in_a_request_and_afresh_outside_one(family, worker):
    with request_id():
        assert sees(worker, family)
        worker.memberships.update(ends_at=timezone.now())
        assert sees(worker, family), "the same request keeps the roles it began with"
    assert not sees(worker, family)


def test_an_account_past_its_last_day_sees_nothing(family, worker):
    worker.access_ends_on = timezone.localdate() - DAY
    assert not sees(worker, family)


def test_an_agreement_that_was_declined_covers_nobody(family, teacher, school, ada):
    AgreementFactory(family=family, person=ada, organisation=school, status="declined")
    assert FamilyMember.objects.visible_to(teacher).count() == 1


def test_an_agreement_to_come_opens_nothing_yet(family, school, tobi):
    user = PartnerFactory(organisation=school)
    MembershipFactory(user=user, role="partner")
    SharingAgreementFactory(organisation=school)
    InvolvementFactory(family=family, user=user)
    AgreementFactory(
        family=family, person=tobi, organisation=school, starts_at=timezone.now() + DAY
    )
    assert not sees(user, family)
