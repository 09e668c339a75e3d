"""Who works with a family, short looks, and bars."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Family, Grant, Involvement, ToDo
from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory, UserFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory


def sees(user, family):
    return Family.objects.visible_to(user).filter(pk=family.pk).exists()


def test_a_new_lead_takes_over_and_is_told(family, worker, colleague, manager):
    given = actions.allocate(family, role="lead", user=colleague, by=manager, tell=True)
    old = family.involvements.get(user=worker)
    assert old.ends_at == given.starts_at
    assert not sees(worker, family)
    assert sees(colleague, family)
    assert Message.objects.get(user=colleague).kind == "family_given"
    assert family.timeline.filter(kind="involvement").count() == 2


def test_asked_twice_given_once(family, colleague, manager):
    first = actions.allocate(family, role="worker", user=colleague, by=manager)
    assert actions.allocate(family, role="worker", user=colleague, by=manager) == first


def test_who_cannot_be_given_a_family(family, ada, colleague, manager):
    team = TeamFactory(hub=family.hub)
    closed = UserFactory(is_active=False)
    ConflictFactory(family=family, user=colleague)
    refusals = [
        ({"role": "lead", "team": team}, "not a team"),
        ({"role": "worker"}, "person or a team"),
        ({"role": "worker", "user": closed}, "closed"),
        ({"role": "worker", "user": colleague}, "conflict"),
        ({"role": "king", "user": manager}, "what they do"),
    ]
    for facts, said in refusals:
        with pytest.raises(Refused, match=said):
            actions.allocate(family, by=manager, **facts)
    ending = SharingAgreementFactory()
    partner = PartnerFactory(organisation=ending.organisation)
    of_partner = TeamFactory(organisation=ending.organisation)
    for facts in ({"role": "lead", "user": partner}, {"role": "worker", "team": of_partner}):
        with pytest.raises(Refused, match="would not see this family"):
            actions.allocate(family, by=manager, **facts)
    AgreementFactory(family=family, person=ada, organisation=ending.organisation)
    actions.allocate(family, role="worker", user=partner, by=manager)
    ending.ends_at = timezone.now()
    ending.save()
    with pytest.raises(Refused, match="would not see this family"):
        actions.allocate(family, role="lead", user=partner, by=manager)
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    with pytest.raises(Refused, match="named people"):
        actions.allocate(family, role="worker", team=team, by=manager)


def test_work_told_of_late_may_not_lie_over_other_work(family, worker, colleague, manager):
    family.involvements.update(ends_at=timezone.now())
    with pytest.raises(Refused, match="at that time"):
        actions.allocate(
            family,
            role="lead",
            user=colleague,
            by=manager,
            happened_at=timezone.now() - timedelta(days=30),
        )


def test_an_involvement_ends_once_and_with_a_reason(family, worker, manager):
    involvement = family.involvements.get()
    with pytest.raises(Refused, match="Enter why"):
        actions.end_involvement(involvement, reason=" ", by=manager)
    actions.end_involvement(involvement, reason="Moved team", by=manager)
    assert not sees(worker, family)
    with pytest.raises(Refused, match="already"):
        actions.end_involvement(involvement, reason="Moved team", by=manager)


def test_a_leaver_hands_everything_over(family, worker, colleague, manager):
    second = FamilyFactory(hub=family.hub)
    InvolvementFactory(family=second, user=worker)
    assert actions.hand_over(worker, to=colleague, by=manager, reason="Leaving") == 2
    assert not Involvement.objects.current().filter(user=worker).exists()
    assert sees(colleague, family)
    assert sees(colleague, second)
    assert Message.objects.get(user=colleague).facts["count"] == 2
    assert actions.hand_over(worker, to=colleague, by=manager, reason="Leaving") == 0


def test_a_leaver_does_not_hand_over_to_somebody_barred(family, worker, colleague, manager):
    ConflictFactory(family=family, user=colleague)
    with pytest.raises(Refused, match="conflict"):
        actions.hand_over(worker, to=colleague, by=manager, reason="Leaving")
    assert sees(worker, family)


def test_a_grant_is_given_once_and_ends_with_its_cause(family, hub, triage_officer):
    cause = family.pk
    for _ in range(2):
        actions.grant(family, kind="triage", hub=hub, cause_id=cause, by=triage_officer)
    assert Grant.objects.count() == 1
    assert sees(triage_officer, family)
    assert actions.end_grants(cause, by=triage_officer) == 1
    assert not sees(triage_officer, family)
    assert actions.end_grants(cause, by=triage_officer) == 0


def test_somebody_who_knows_the_family_is_barred_at_once(family, worker, manager):
    actions.declare_conflict(family, user=worker, reason="My cousin", by=worker)
    assert not sees(worker, family)
    assert ToDo.objects.get().kind == "new_worker"
    assert ToDo.objects.get().owner == manager
    assert Message.objects.get().user == manager
    with pytest.raises(Refused, match="already"):
        actions.declare_conflict(family, user=worker, reason="My cousin", by=worker)


def test_nobody_lifts_their_own_bar(family, safeguarding_lead):
    conflict = ConflictFactory(family=family, user=safeguarding_lead)
    with pytest.raises(Refused, match="themselves"):
        actions.lift_conflict(conflict, reason="I am fine", by=safeguarding_lead)
    conflict.lifted_by = safeguarding_lead
    with pytest.raises(IntegrityError), transaction.atomic():
        conflict.save()
    other = somebody("safeguarding")
    actions.lift_conflict(conflict, reason="A different family", by=other)
    assert sees(safeguarding_lead, family)
    with pytest.raises(Refused, match="already"):
        actions.lift_conflict(conflict, reason="Again", by=other)


@pytest.fixture
def restricted(family, worker, colleague):
    """Open by name to the worker who leads and to a colleague."""
    InvolvementFactory(family=family, user=colleague)
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    family.refresh_from_db()
    return family


@pytest.mark.parametrize("how", ["ends", "is barred", "hands over", "is replaced"])
def test_where_one_of_two_named_people_goes_safeguarding_hears(
    restricted, worker, colleague, manager, safeguarding_lead, how
):
    away = somebody("safeguarding")
    ConflictFactory(family=restricted, user=away)
    lead = restricted.involvements.get(user=worker)
    goes = {
        "ends": lambda: actions.end_involvement(lead, reason="Left", by=manager),
        "is barred": lambda: actions.declare_conflict(
            restricted, user=worker, reason="My cousin", by=worker
        ),
        "hands over": lambda: actions.hand_over(worker, to=colleague, reason="Left", by=manager),
        "is replaced": lambda: actions.allocate(
            restricted, role="lead", user=colleague, by=manager
        ),
    }
    goes[how]()
    assert Message.objects.get(kind="too_few_named").user == safeguarding_lead


def test_where_two_named_people_stay_nobody_is_alarmed(
    restricted, worker, manager, stranger, safeguarding_lead
):
    actions.allocate(restricted, role="lead", user=stranger, by=manager)
    assert not Message.objects.filter(kind="too_few_named").exists()
    lead = restricted.involvements.current().leads().get()
    Family.objects.filter(pk=restricted.pk).update(is_restricted=False)
    actions.end_involvement(lead, reason="Left", by=manager)
    assert not Message.objects.filter(kind="too_few_named").exists()


def test_nobody_answers_for_a_restricted_family_whom_it_is_not_open_to(
    restricted, manager, safeguarding_lead
):
    assert actions.access.accountable_for(restricted) == safeguarding_lead
    InvolvementFactory(family=restricted, user=manager)
    assert actions.access.accountable_for(restricted) == manager


def test_one_lead_at_a_time_whatever_the_code_does(family, worker, colleague):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvolvementFactory(family=family, user=colleague, role="lead")


@pytest.mark.parametrize(
    "facts",
    [
        {"user": None},
        {"user": None, "team": True, "role": "lead"},
        {"ends_at": timezone.now() - timedelta(days=9999)},
    ],
)
def test_an_involvement_is_of_one_and_ends_after_it_began(family, facts):
    if facts.get("team"):
        facts = facts | {"team": TeamFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        InvolvementFactory(family=family, **facts)


def test_a_grant_is_to_one_and_the_desks_ends(family, hub, front_desk):
    for facts in ({}, {"hub": hub, "user": front_desk}, {"user": front_desk, "kind": "desk"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GrantFactory(family=family, **facts)


@pytest.mark.parametrize("fact", ["born_on", "postcode", "reference"])
def test_the_desk_finds_by_a_name_and_one_more_fact(family, ada, front_desk, fact):
    Family.objects.filter(pk=family.pk).update(postcode="ZZ1 1AA")
    facts = {"born_on": ada.born_on, "postcode": "ZZ1 1AA", "reference": family.reference}
    found = actions.look_up(name="Ada Okafor", by=front_desk, **{fact: facts[fact]})
    assert found == family
    assert sees(front_desk, family)
    assert Event.objects.filter(verb="family.looked_up").count() == 1


@pytest.mark.parametrize("part", ["o", "kaf", "Ada O"])
def test_part_of_a_name_is_not_a_fact(family, front_desk, part):
    Family.objects.filter(pk=family.pk).update(postcode="ZZ1 1AA")
    assert actions.look_up(name=part, postcode="ZZ1 1AA", by=front_desk) is None
    assert not sees(front_desk, family)


def test_a_third_fact_decides_between_two_who_fit(family, ada, front_desk):
    twin = FamilyFactory(hub=family.hub, postcode="ZZ1 1AA")
    FamilyMemberFactory(family=twin, person=PersonFactory(full_name="Ada Okafor"))
    asked = {"name": "Ada Okafor", "born_on": ada.born_on, "by": front_desk}
    assert actions.look_up(**asked) is None
    assert actions.look_up(postcode="ZZ1 1AB", **asked) is None
    assert actions.look_up(postcode="ZZ1 1AA", reference=family.reference, **asked) is None
    assert actions.look_up(postcode="ZZ1 1AA", **asked) == twin
    assert actions.look_up(reference=family.reference, **asked) == family


def test_a_name_alone_finds_nobody(family, front_desk):
    assert actions.look_up(name="Ada Okafor", by=front_desk) is None


def test_a_miss_and_a_restricted_family_look_the_same(
    family, ada, front_desk, django_assert_num_queries
):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    for name in ("Ada Okafor", "Nobody Atall"):
        with django_assert_num_queries(7):  # Two of them lift the actor's sight and lower it.
            assert actions.look_up(name=name, born_on=ada.born_on, by=front_desk) is None
    assert not Grant.objects.exists()


def test_the_desk_never_opens_a_family_it_is_barred_from(family, ada, front_desk):
    ConflictFactory(family=family, user=front_desk)
    assert actions.look_up(name="Ada Okafor", born_on=ada.born_on, by=front_desk) is None


def test_a_family_led_at_another_hub_falls_to_that_hubs_manager(family, manager):
    far = somebody("manager", hub=HubFactory())
    MembershipFactory(user=UserFactory(), role="administrator")
    assert actions.access.accountable_for(family) == manager
    assert actions.access.accountable_for(FamilyFactory(hub=HubFactory())) not in (manager, far)


def test_a_manager_records_that_a_colleague_is_connected_to_the_family(
    client, family, worker, manager
):
    """Found by a manager: the colleague is barred at once, and the manager goes on (section 2)."""
    client.force_login(manager)
    url = reverse("families:declare_conflict", args=[family.pk])
    page = client.post(url, {"who": worker.pk}).content.decode()
    assert "Enter how they know the family" in page
    typed = {"who": worker.pk, "reason": "Lives with Ada"}
    assert client.post(url, typed)["Location"] == family.get_absolute_url()
    assert not sees(worker, family)
    assert sees(manager, family)
    assert family.conflicts.get().declared_by == manager
    assert family.todos.filter(kind="new_worker").exists()


def test_a_worker_says_it_of_themselves_alone(client, family, worker, manager):
    client.force_login(worker)
    url = reverse("families:declare_conflict", args=[family.pk])
    client.post(url, {"who": manager.pk, "reason": "A neighbour"})
    assert family.conflicts.get().user == worker
    assert sees(manager, family)
