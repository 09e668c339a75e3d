"""The duty rota: planned, copied, handed over; its gaps; what being on duty opens (R114)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import Family
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions, tasks
from hubs.models import Absence, Deputy, DutyShift
from hubs.rota import Rota, gaps_of, kept_rotas
from tests.cast import somebody
from tests.factories.hubs import LONG_AGO, HubFactory, MembershipFactory

# A Monday; nothing is a holiday for weeks around it.
MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
NINE_TO_FIVE = {"starts": time(9), "ends": time(17)}
KINDS = ("front_desk", "triage", "safeguarding", "out_of_hours")


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def plan(rota, user, *, by, days=range(5), monday=MONDAY, **hours):
    hours = NINE_TO_FIVE | hours
    return actions.plan_shifts(rota, user=user, monday=monday, weekdays=days, by=by, **hours)


def week_of(rota, monday=MONDAY):
    start = datetime.combine(monday, time.min, UTC)
    return gaps_of(rota, start, start + timedelta(days=7))


def test_a_week_is_planned_and_its_gap_is_found(safeguarding_lead, manager):
    rota = Rota("safeguarding")
    plan(rota, safeguarding_lead, by=safeguarding_lead, days=[0, 2, 3, 4])
    plan(rota, safeguarding_lead, by=safeguarding_lead, days=[1], ends=time(13))
    assert week_of(rota) == [
        (datetime(2026, 11, 3, 13, tzinfo=UTC), datetime(2026, 11, 3, 17, tzinfo=UTC))
    ]
    assert Event.objects.filter(verb="duty.planned").count() == 5


def test_somebody_who_goes_away_leaves_a_gap(safeguarding_lead):
    rota = Rota("safeguarding")
    plan(rota, safeguarding_lead, by=safeguarding_lead)
    day = MONDAY + timedelta(days=2)
    actions.go_away(safeguarding_lead, first_day=day, last_day=day, by=safeguarding_lead)
    assert [start.day for start, _end in week_of(rota)] == [4]
    safeguarding_lead.is_active = False
    safeguarding_lead.save()
    assert len(week_of(rota)) == 5


def test_the_councils_duty_covers_a_hub_and_not_the_other_way(hub, triage_officer, manager):
    plan(Rota("triage", hub), triage_officer, by=manager)
    assert week_of(Rota("triage", hub)) == []
    assert len(week_of(Rota("triage"))) == 5
    assert len(week_of(Rota("triage", HubFactory()))) == 5
    plan(Rota("triage"), triage_officer, by=manager)
    assert week_of(Rota("triage", HubFactory())) == []


def test_who_is_on_duty_stands_over_the_councils_own_pages_only(
    client, hub, triage_officer, manager, teacher
):
    plan(Rota("triage", hub), triage_officer, by=manager, days=range(7), ends=time(8, 59))
    for user, is_told in ((manager, True), (teacher, False)):
        client.force_login(user)
        page = client.get(reverse("pages:today"), follow=True).content.decode()
        assert ("On duty now:" in page) is is_told
        assert "Raise a safeguarding concern" in page


def test_out_of_hours_is_all_the_time_when_the_door_is_shut(safeguarding_lead):
    rota, me = Rota("out_of_hours"), safeguarding_lead
    plan(rota, me, by=me, days=range(5), starts=time(17), ends=time(9))
    plan(rota, me, by=me, days=[5, 6], starts=time(9), ends=time(8))
    gaps = week_of(rota)
    assert [(s.day, s.hour, e.day, e.hour) for s, e in gaps] == [
        (2, 0, 2, 9), (8, 8, 8, 9)
    ]  # fmt: skip


def test_last_week_is_copied_once_but_for_those_who_cannot(hub, triage_officer, manager):
    rota, other = Rota("triage", hub), somebody("triage", hub=hub)
    plan(rota, triage_officer, by=manager)
    plan(rota, other, by=manager, days=[0])
    nine = MONDAY + timedelta(days=7)
    actions.go_away(other, first_day=nine, last_day=nine, by=other)
    copied, left = actions.copy_last_week(rota, monday=nine, by=manager)
    assert len(copied) == 5
    assert left == [f"{other} is away on 9 Nov 2026."]
    again, left = actions.copy_last_week(rota, monday=nine, by=manager)
    assert (again, len(left)) == ([], 6)


def test_a_copy_over_the_night_the_clocks_change_keeps_the_time_on_the_wall(hub, triage_officer):
    monday = date(2027, 3, 22)
    plan(Rota("triage", hub), triage_officer, by=triage_officer, days=[0], monday=monday)
    copied, _left = actions.copy_last_week(
        Rota("triage", hub), monday=date(2027, 3, 29), by=triage_officer
    )
    # Easter Monday is no working day; a duty can stand on it all the same.
    assert [timezone.localtime(shift.starts_at).hour for shift in copied] == [9]
    assert copied[0].starts_at.hour == 8


@pytest.mark.parametrize("kind", KINDS)
def test_only_whoever_has_a_role_for_it_can_be_on_a_duty(kind, commissioner, hub, manager):
    with pytest.raises(Refused, match="no role for this duty"):
        plan(Rota(kind, hub), commissioner, by=manager)


def test_the_same_duty_twice_is_refused_and_another_one_warned_of(hub, triage_officer, manager):
    plan(Rota("triage", hub), triage_officer, by=manager)
    with pytest.raises(Refused, match="on this duty"):
        plan(Rota("triage", hub), triage_officer, by=manager, days=[2], starts=time(16))
    _shifts, warnings = plan(Rota("front_desk", hub), triage_officer, by=manager)
    assert warnings == [f"{triage_officer} is on duty for Triage, {hub} at the same time."]


def test_a_duty_begun_is_handed_over_from_now_on(hub, triage_officer, manager):
    other = somebody("triage", hub=hub)
    shifts, _none = plan(Rota("triage", hub), triage_officer, by=manager, days=[0])
    with time_machine.travel(NOW + timedelta(hours=4), tick=False):
        new, _none = actions.hand_over(shifts[0], to=other, by=manager)
        assert [s.user for s in DutyShift.objects.answering_now("triage")] == [other]
        with pytest.raises(Refused, match="over, or was changed"):
            actions.hand_over(shifts[0], to=other, by=manager)
    assert week_of(Rota("triage", hub))[0][0].day == 3
    actions.take_out(new, by=manager)
    assert week_of(Rota("triage", hub))[0][0] == datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_gaps_are_told_beforehand_once(hub, triage_officer, manager):
    plan(Rota("triage", hub), triage_officer, by=manager, days=[0])
    for _again in range(2):
        tasks.tell_duty_gaps()
    assert [(m.kind, m.user, m.facts["when"]) for m in Message.objects.all()] == [
        ("duty_gap", manager, "2026-11-03")
    ]


def test_a_rota_that_nobody_plans_any_more_is_given_up(hub, triage_officer, manager):
    plan(Rota("triage", hub), triage_officer, by=manager, days=[0])
    assert [rota.kind for rota in kept_rotas(timezone.now())] == ["triage"]
    assert kept_rotas(timezone.now() + timedelta(days=40)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_duty_but_the_duty_workers_opens_a_family(kind, family, hub):
    """access.md A1: a duty at the front desk opens nothing."""
    user = somebody("practitioner", hub=HubFactory())
    DutyShift.objects.create(user=user, kind=kind, hub=hub, starts_at=LONG_AGO)
    assert not Family.objects.visible_to(user).exists()
    DutyShift.objects.create(user=user, kind="practice", hub=hub, starts_at=LONG_AGO)
    assert Family.objects.visible_to(user).get() == family


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "practice"},
        {"kind": "triage", "ends_at": LONG_AGO - timedelta(days=1)},
        {"kind": "triage", "starts_at": NOW + timedelta(hours=1)},
    ],
    ids=["opens the whole council", "ends before it starts", "twice at once"],
)
def test_the_database_refuses_an_impossible_duty(values, triage_officer):
    DutyShift.objects.create(user=triage_officer, kind="triage", starts_at=NOW)
    row = DutyShift(**{"user": triage_officer, "starts_at": LONG_AGO} | values)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyShift.objects.bulk_create([row])


def test_a_deputy_is_one_other_person_at_a_time(worker, colleague, manager):
    actions.name_deputy(worker, deputy=colleague, by=worker)
    actions.name_deputy(worker, deputy=manager, by=worker)
    assert [d.deputy for d in Deputy.objects.of(worker)] == [manager]
    for deputy in (worker, colleague):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deputy.objects.create(user=worker, deputy=deputy)
    actions.name_deputy(worker, deputy=None, by=worker)
    assert not Deputy.objects.of(worker).exists()


@pytest.mark.django_db(transaction=True)
def test_eight_plan_the_same_duty_at_once_and_one_stands(hub, triage_officer, manager):
    def act(_n):
        try:
            with acting_as(manager.pk):
                plan(Rota("triage", hub), triage_officer, by=manager, days=[1])
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(act, range(8))) == 1
    assert DutyShift.objects.count() == 1


def address(rota):
    return rota.url_of(MONDAY)


def test_a_manager_plans_copies_hands_over_and_takes_out(client, hub, manager, triage_officer):
    client.force_login(manager)
    rota, other = Rota("triage", hub), somebody("triage", hub=hub)
    typed = {"user": triage_officer.pk, "weekdays": ["0", "1"], "starts": "9am", "ends": "17:00"}
    page = client.post(address(rota), typed | {"phone": "07700 900123"}, follow=True)
    assert "2 duties are planned." in page.content.decode()
    assert page.content.decode().count(">Gap<") == 3
    shift = DutyShift.objects.order_by("-starts_at").first()
    client.post(reverse("duty:shift", args=[shift.pk]), {"to": other.pk})
    client.post(reverse("duty:take_out", args=[DutyShift.objects.get(user=other).pk]))
    copy = reverse("duty:copy", args=[rota.kind, rota.where])
    page = client.post(f"{copy}?week=2026-11-09", follow=True)
    assert "1 duty is planned." in page.content.decode()
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        client.logout()
        client.force_login(manager)
        page = client.get(reverse("duty:rotas")).content.decode()
    assert page.count(triage_officer.full_name) == 3
    assert "07700 900123" in page


@pytest.mark.parametrize("week", ["", "x", "9999-99-99", "0001-01-01", "9999-12-31"])
def test_any_week_in_the_address_gives_a_page(client, manager, hub, week):
    client.force_login(manager)
    assert client.get(Rota("triage", hub).url, {"week": week}).status_code == 200


@pytest.mark.parametrize("where", ["council", "hub-x", "team-", "hub-" + "0" * 32, "x"])
@pytest.mark.parametrize("kind", ["practice", "nothing"])
def test_a_rota_that_cannot_be_is_not_found(client, manager, kind, where):
    client.force_login(manager)
    assert client.get(reverse("duty:rota_of", args=[kind, where])).status_code == 404


def test_who_may_plan(client, hub, manager, triage_officer, safeguarding_lead, administrator):
    """Everybody on the staff reads a rota; its planners alone write it."""
    expected = {
        "triage": {manager, administrator},
        "safeguarding": {manager, administrator, safeguarding_lead},
    }
    for kind, planners in expected.items():
        for user in (manager, administrator, triage_officer, safeguarding_lead):
            client.force_login(user)
            rota = Rota(kind, hub)
            assert client.get(rota.url).status_code == 200
            assert client.post(rota.url, {}).status_code == (200 if user in planners else 403)
    client.force_login(somebody("manager", hub=HubFactory()))
    assert client.post(Rota("triage", hub).url, {}).status_code == 403


def test_no_partner_reads_a_rota(client, hub, triage_officer, manager, teacher):
    """Names, phones and who is away are the council's; a partner names their own deputy still."""
    (shift, *_), _none = plan(Rota("triage", hub), triage_officer, by=manager)
    client.force_login(teacher)
    pages = [reverse("duty:rotas"), Rota("triage", hub).url]
    pages += [reverse(f"duty:{name}", args=[shift.pk]) for name in ("shift", "offer")]
    assert [client.get(page).status_code for page in pages] == [403] * 4
    assert reverse("duty:rotas") not in client.get(reverse("pages:today")).content.decode()
    assert client.get(reverse("duty:deputy")).status_code == 200


def test_every_staff_page_says_who_is_on_now(client, hub, worker, triage_officer):
    DutyShift.objects.create(
        user=triage_officer, kind="triage", hub=hub, starts_at=LONG_AGO, phone="+447700900123"
    )
    elsewhere = MembershipFactory(role="triage", hub=HubFactory()).user
    DutyShift.objects.create(user=elsewhere, kind="triage", hub=HubFactory(), starts_at=LONG_AGO)
    client.force_login(worker)
    page = client.get(reverse("network:network")).content.decode()
    assert f"Triage, {triage_officer.full_name}" in page
    assert elsewhere.full_name not in page
    Absence.objects.create(user=triage_officer, starts_at=LONG_AGO, ends_at=NOW + timedelta(days=1))
    assert triage_officer.full_name not in client.get(reverse("network:network")).content.decode()


def test_a_deputy_is_named_on_a_page(client, worker, colleague, teacher):
    client.force_login(worker)
    url = reverse("duty:deputy")
    assert client.post(url, {"deputy": colleague.pk}).status_code == 302
    assert Deputy.objects.get().deputy == colleague
    for wrong in (worker.pk, teacher.pk, "x"):
        assert client.post(url, {"deputy": wrong}).status_code == 200
    assert client.post(url, {"deputy": ""}).status_code == 302
    assert not Deputy.objects.of(worker).exists()
