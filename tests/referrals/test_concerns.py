"""A safeguarding concern: who raises it, who is told, who reads it, and until when it rings."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import Family, Grant, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions, tasks
from referrals.models import Concern
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import ConflictFactory, GrantFactory, InvolvementFactory
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.factories.referrals import ConcernFactory

SAID = {
    "who": "Tobi Okafor",
    "what": "A bruise on his arm; he said that he fell",
    "is_now": "no",
    "family_knows": "no",
}
URL = "/requests/concerns/new/"
# A Monday morning; nothing is a holiday for weeks around it.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def raised(by, **changed):
    return actions.raise_concern(by=by, **SAID | changed)


def told():
    return set(
        Message.objects.filter(kind__startswith="concern").values_list("kind", "user__full_name")
    )


def page(client, url):
    return client.get(url).content.decode()


@pytest.mark.parametrize(
    "role",
    ["front_of_house", "triage", "practitioner", "manager", "safeguarding", "administrator"],
)
def test_everybody_on_the_staff_raises_one_from_any_page(client, hub, safeguarding_lead, role):
    CouncilSettings.objects.update_or_create(
        only=True, defaults={"safeguarding_phone": "01632 960001"}
    )
    user = somebody(role, hub=None if role == "administrator" else hub)
    client.force_login(user)
    assert URL in page(client, reverse("people:my_account"))
    form = page(client, URL)
    assert "This form is not for emergencies" in form
    assert "01632 960001" in form
    done = client.post(URL, SAID, follow=True).content.decode()
    concern = Concern.objects.get()
    assert "We have your concern" in done
    assert concern.reference in done
    assert "bruise" not in done
    assert ("concern_raised", safeguarding_lead.full_name) in told()


def test_a_partner_raises_one_about_a_family_it_works_with(
    client, family, teacher, safeguarding_lead
):
    client.force_login(teacher)
    url = reverse("referrals:raise_about_family", args=[family.pk])
    assert url in page(client, family.get_absolute_url())
    assert client.post(url, SAID).status_code == 302
    concern = Concern.objects.get()
    assert (concern.family, concern.raised_by, concern.hub) == (family, teacher, family.hub)
    assert client.get(concern.get_absolute_url()).status_code == 404


def test_what_is_missing_is_said(client, front_desk):
    client.force_login(front_desk)
    html = client.post(URL, {}).content.decode()
    for says in (
        "Select whether it is happening now",
        "Enter who is at risk",
        "Enter what you saw, heard or were told",
        "Select whether the family knows",
    ):
        assert says in html
    assert not Concern.objects.exists()


def test_sent_twice_it_is_one_concern_and_one_message(client, front_desk, safeguarding_lead):
    client.force_login(front_desk)
    key = client.get(URL).context["form"]["once"].value()
    for _again in range(2):
        client.post(URL, SAID | {"once": key})
    assert Concern.objects.count() == Message.objects.filter(kind="concern_raised").count() == 1


def test_nobody_raises_one_from_a_record_they_cannot_see(client, family, stranger, request_in):
    client.force_login(stranger)
    for name, row in (("raise_about_family", family), ("raise_about_request", request_in)):
        assert client.post(reverse(f"referrals:{name}", args=[row.pk]), SAID).status_code == 404
    assert not Concern.objects.exists()


def test_a_look_that_ended_while_somebody_wrote_loses_nothing(
    client, family, front_desk, safeguarding_lead
):
    soon = timezone.now() + timedelta(minutes=15)
    GrantFactory(family=family, kind="desk", user=front_desk, ends_at=soon)
    client.force_login(front_desk)
    url = reverse("referrals:raise_about_family", args=[family.pk])
    about = client.get(url).context["seal"]
    Grant.objects.update(ends_at=timezone.now())
    for forged in ("", "x", about + "x", signing.dumps(str(family.pk), salt="another")):
        assert client.post(url, SAID | {"about": forged}).status_code == 404
    assert client.post(url, SAID | {"about": about}).status_code == 302
    assert Concern.objects.get().family == family
    client.force_login(somebody("front_of_house"))
    assert client.post(url, SAID | {"about": about}).status_code == 404


def test_every_lead_is_told_at_once_without_a_fact_about_anybody(front_desk, safeguarding_lead):
    other = somebody("safeguarding")
    raised(front_desk, is_now="yes")
    messages = Message.objects.filter(kind="concern_now")
    assert {message.user for message in messages} == {safeguarding_lead, other}
    for message in messages:
        assert set(message.facts) == {"reference", "link"}


def test_a_lead_who_is_barred_from_the_family_neither_hears_nor_reads(
    family, front_desk, safeguarding_lead
):
    ConflictFactory(family=family, user=safeguarding_lead)
    other = somebody("safeguarding")
    concern = raised(front_desk, family=family)
    assert told() == {("concern_raised", other.full_name)}
    assert not Concern.objects.visible_to(safeguarding_lead).exists()
    assert Concern.objects.visible_to(other).get() == concern


def test_the_timeline_says_that_there_is_one_to_those_who_may_know(
    family, worker, manager, safeguarding_lead, teacher, colleague
):
    InvolvementFactory(family=family, user=colleague)
    raised(teacher, family=family)
    entry = TimelineEntry.objects.get(kind="concern")
    assert "bruise" not in f"{entry.summary}{entry.body}"
    assert entry.sensitivity == "safeguard"
    for user, sees in (
        (worker, True),  # the lead
        (manager, True),
        (safeguarding_lead, True),
        (teacher, True),  # who raised it
        (colleague, False),  # works with the family, does not lead
    ):
        rows = TimelineEntry.objects.visible_to(user).filter(pk=entry.pk)
        fetched = Family.objects.with_grounds(user, family.pk).get()
        short = TimelineEntry.objects.visible_to(user, within=fetched).filter(pk=entry.pk)
        assert (rows.exists(), short.exists()) == (sees, sees), user


def test_a_concern_about_a_request_goes_with_it_to_the_family(
    request_in, triage_officer, lead, safeguarding_lead
):
    concern = raised(triage_officer, referral=request_in)
    done = actions.accept(request_in, decision="eha", level=3, lead=lead, by=triage_officer)
    concern.refresh_from_db()
    assert concern.family == done.family
    assert TimelineEntry.objects.filter(family=done.family, kind="concern").exists()


def test_the_request_says_that_there_is_one(client, request_in, triage_officer):
    raised(triage_officer, referral=request_in)
    client.force_login(triage_officer)
    html = page(client, request_in.get_absolute_url())
    assert "A safeguarding concern was raised" in html
    assert "bruise" not in html


def test_a_lead_takes_it_decides_and_the_raiser_learns_no_more(
    client, front_desk, safeguarding_lead
):
    concern = raised(front_desk)
    client.force_login(safeguarding_lead)
    assert "1 concern is open" in page(client, reverse("pages:today"))
    assert concern.reference in page(client, reverse("referrals:concerns"))
    assert "A bruise on his arm" in page(client, concern.get_absolute_url())
    assert Event.objects.filter(verb="concern.seen", about_id=concern.pk).exists()
    decide = reverse("referrals:decide_concern", args=[concern.pk])
    said = {"outcome": "passed_on", "words": "Rang at 3pm", "social_care_reference": "MASH 12"}
    assert "Select on what basis" in client.post(decide, said).content.decode()
    said |= {"basis": "safeguarding"}
    assert "Take the concern first" in client.post(decide, said).content.decode()
    taken = client.post(reverse("referrals:take_concern", args=[concern.pk]), follow=True)
    assert "You answer for" in taken.content.decode()
    assert "Enter what was decided" in client.post(decide, {}).content.decode()
    assert "is decided" in client.post(decide, said, follow=True).content.decode()
    concern.refresh_from_db()
    assert (concern.outcome, concern.decided_by) == ("passed_on", safeguarding_lead)
    client.force_login(front_desk)
    receipt = page(client, reverse("referrals:concern_received", args=[concern.pk]))
    assert "Rang at 3pm" not in receipt
    assert "Passed" not in receipt
    assert client.get(concern.get_absolute_url()).status_code == 404


def test_one_answers_for_it_and_another_takes_over_only_knowingly(front_desk, safeguarding_lead):
    other, third = somebody("safeguarding"), somebody("safeguarding")
    concern = raised(front_desk)
    actions.take(concern, by=safeguarding_lead)
    with pytest.raises(Refused, match="has just taken this"):
        actions.take(concern, by=other)
    actions.take(concern, by=other, instead_of=safeguarding_lead)
    with pytest.raises(Refused, match="has just taken this"):
        actions.take(concern, by=third, instead_of=safeguarding_lead)
    with pytest.raises(Refused, match="Take the concern first"):
        actions.decide_concern(concern, outcome="known", words="x", by=safeguarding_lead)
    actions.decide_concern(concern, outcome="known", words="x", by=other)
    with pytest.raises(Refused, match="already been decided"):
        actions.take(concern, by=third, instead_of=other)


def test_the_ladder_is_climbed_until_somebody_has_taken_it(
    front_desk, manager, safeguarding_lead, triage_officer
):
    service = somebody("manager")
    with time_machine.travel(MONDAY, tick=False):
        concern = raised(front_desk)
        tasks.escalate_concerns_untaken()
        assert told() == {("concern_raised", safeguarding_lead.full_name)}
        assert not Concern.objects.visible_to(manager).exists()
    with time_machine.travel(MONDAY + timedelta(hours=4, minutes=1), tick=False):
        for _again in range(2):
            tasks.escalate_concerns_untaken()
        late = {("concern_untaken", user.full_name) for user in (safeguarding_lead, manager)}
        assert told() == {("concern_raised", safeguarding_lead.full_name)} | late
        assert Message.objects.filter(kind="concern_untaken").count() == 2
        assert Concern.objects.visible_to(manager).get() == concern
    with time_machine.travel(MONDAY + timedelta(days=1, minutes=1), tick=False):
        tasks.escalate_concerns_untaken()
        assert ("concern_untaken", service.full_name) in told()
        actions.take(concern, by=manager)
        count = Message.objects.count()
        assert Concern.objects.visible_to(manager).get() == concern
        assert not Concern.objects.visible_to(service).exists()
        actions.decide_concern(concern, outcome="known", words="x", by=manager)
    with time_machine.travel(MONDAY + timedelta(days=9), tick=False):
        tasks.escalate_concerns_untaken()
        assert Message.objects.count() == count


def test_the_ladder_passes_by_whoever_may_not_know_the_family(family, front_desk, manager):
    lead = somebody("safeguarding")
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    family.refresh_from_db()
    with time_machine.travel(MONDAY, tick=False):
        raised(front_desk, family=family)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        tasks.escalate_concerns_untaken()
    assert {name for _kind, name in told()} == {lead.full_name}


def test_without_a_lead_the_manager_hears_within_minutes(front_desk, manager):
    concern = raised(front_desk)
    assert told() == set()
    tasks.escalate_concerns_untaken()
    assert told() == {("concern_untaken", manager.full_name)}
    assert Concern.objects.visible_to(manager).get() == concern


def test_without_anybody_who_may_read_it_the_front_door_is_told_without_a_link(
    front_desk, triage_officer, caplog
):
    raised(front_desk)
    tasks.escalate_concerns_untaken()
    message = Message.objects.get(kind="concern_nobody")
    assert message.user == triage_officer
    assert set(message.facts) == {"reference"}
    type(triage_officer).objects.filter(pk=triage_officer.pk).update(is_active=False)
    raised(front_desk)
    tasks.escalate_concerns_untaken()
    assert "Nobody can be told of a concern" in caplog.text


@pytest.mark.usefixtures("safeguarding_lead")
def test_nobody_else_reads_one(client, hub, front_desk, triage_officer, worker, manager, teacher):
    concern = raised(front_desk)
    others = [somebody("manager", hub=HubFactory()), somebody("commissioner"), PartnerFactory()]
    for user in (front_desk, triage_officer, worker, manager, teacher, *others):
        assert not Concern.objects.visible_to(user).exists(), user
        client.force_login(user)
        assert client.get(concern.get_absolute_url()).status_code == 404
    gone = MembershipFactory(role="safeguarding", ends_at=timezone.now()).user
    assert not Concern.objects.visible_to(gone).exists()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("concern_taken_by_somebody", {"taken_at": timezone.now()}),
        ("concern_taken_is_due", {"decide_due_at": timezone.now()}),
        ("concern_decision_is_whole", {"outcome": "known"}),
        ("concern_decision_is_whole", {"decided_at": timezone.now(), "outcome": "known"}),
    ],
)
def test_the_database_refuses_half_a_truth(db, constraint, values):
    concern = ConcernFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(**values)


def test_the_list_costs_the_same_for_one_and_for_twenty(
    client, hub, safeguarding_lead, django_assert_max_num_queries
):
    client.force_login(safeguarding_lead)
    url = reverse("referrals:concerns")
    ConcernFactory(hub=hub)
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    ConcernFactory.create_batch(20, hub=hub)
    with django_assert_max_num_queries(40) as many:
        client.get(url)
    assert len(few) == len(many)
