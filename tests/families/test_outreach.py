"""Families who may need an offer of help, a person deciding; and quiet ones (R075, R078)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from families import actions
from families.models import Family, FamilyStanding, HelpOffer, PriorityGroup, ToDo
from families.views.outreach import RANK
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    ContactFactory,
    FamilyFactory,
    InvolvementFactory,
    ObservationFactory,
    RankingObjectionFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import PlanFactory

ORIGIN = ("P09", "P10", "P11")
CODES = [f"P{n:02}" for n in range(1, 18)]


def spoken(family, days, worker):
    at = timezone.now() - timedelta(days=days)
    return ContactFactory(family=family, made_by=worker, happened_at=at)


def seen(family, worker, *codes):
    for code in codes:
        ObservationFactory(family=family, code=code, observed_by=worker)


def standing(family):
    return FamilyStanding.objects.get(family=family)


def in_order():
    return [row.family_id for row in FamilyStanding.objects.ranked().order_by(*RANK)]


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
class TestRanked:
    def test_groups_then_level_then_days(self, hub, worker):
        """R075; six groups and 120 days stand above six and 10 days (domain.md section 7)."""
        six = CODES[:6]
        families = {}
        for name, codes, level, days in (
            ("two groups", CODES[:2], 4, 300),
            ("six, 10 days", six, 0, 10),
            ("six, level 3", six, 3, 5),
            ("six, 120 days", six, 0, 120),
        ):
            families[name] = family = FamilyFactory(hub=hub, name=name)
            seen(family, worker, *codes)
            spoken(family, days, worker)
            if level:
                PlanFactory(family=family, level=level)
        ranked = [Family.objects.get(pk=pk).name for pk in in_order()]
        assert ranked == ["six, level 3", "six, 120 days", "six, 10 days", "two groups"]

    def test_the_page_shows_the_working_and_each_look_is_logged(
        self, client, family, manager, worker
    ):
        seen(family, worker, "P01", "P09", "P05")
        spoken(family, 30, worker)
        client.force_login(manager)
        page = text(client.get(reverse("families:outreach")))
        assert "2 groups</strong>: Lone-parent household; Young parent" in page
        assert "Traveller" not in page
        assert ">30<" in page
        look = Event.objects.get(verb="family.ranked")
        assert look.reason == "Outreach and offers of help"

    def test_only_what_the_reader_may_see_stands_there(self, client, family, worker, manager):
        other = FamilyFactory(hub=HubFactory(), name="Elsewhere")
        hidden = FamilyFactory(hub=family.hub, name="Hidden", is_restricted=True)
        for one in (family, other, hidden):
            seen(one, worker, "P01")
        client.force_login(manager)
        page = text(client.get(reverse("families:outreach")))
        assert "Okafor" in page
        assert "Elsewhere" not in page
        assert "Hidden" not in page

    def test_a_plan_that_closes_and_a_level_that_changes_move_the_family(self, family, worker):
        plan = PlanFactory(family=family, level=3)
        assert standing(family).level == 3
        plan.level = 4
        plan.save()
        assert standing(family).level == 4
        plan.closed_at, plan.closure_reason = timezone.now(), "outcomes_met"
        plan.save()
        assert standing(family).level == 0

    def test_a_try_is_no_contact_and_a_corrected_line_is_no_second_one(self, family, worker):
        spoken(family, 60, worker)
        at = timezone.now() - timedelta(days=1)
        ContactFactory(family=family, made_by=worker, happened_at=at, came_of="no_answer")
        now = standing(family)
        assert (timezone.now() - now.quiet_since).days == 60
        assert now.last_tried_at == at
        line = TimelineEntryFactory(family=family, kind="contact", happened_at=at, author=worker)
        assert standing(family).quiet_since == at, "a contact of the shared note form counts too"
        TimelineEntryFactory(
            family=family, kind="contact", amends=line, amendment_reason="x", author=worker
        )
        assert standing(family).quiet_since == at

    def test_never_spoken_with_counts_from_when_we_first_knew_them(self, family):
        assert standing(family).quiet_since == family.first_known_at
        assert standing(family).last_contact_at is None


@pytest.mark.django_db
class TestDeciding:
    def test_an_offer_has_an_owner_and_a_day_and_leaves_the_list(self, client, family, worker):
        seen(family, worker, "P01")
        client.force_login(worker)
        address = reverse("families:offer_help", args=[family.pk])
        assert "Select who gets in touch" in text(client.post(address, {}))
        due = timezone.localdate() + timedelta(days=3)
        said = {"owner": worker.pk, "due_on_day": due.day, "due_on_month": due.month}
        client.post(address, said | {"due_on_year": due.year})
        todo = ToDo.objects.get()
        assert (todo.kind, todo.owner, timezone.localdate(todo.due_at)) == ("offer", worker, due)
        offer = HelpOffer.objects.get()
        assert (offer.decided_by, offer.ranked, offer.level) == (worker, 1, 0)
        assert in_order() == []

    def test_not_now_is_remembered_with_its_reason_until_its_day(self, client, family, worker):
        seen(family, worker, "P01")
        client.force_login(worker)
        address = reverse("families:not_now", args=[family.pk])
        assert "Enter why not now" in text(client.post(address, {}))
        actions.not_now(family, reason="Grandmother is ill", by=worker)
        assert in_order() == []
        again = standing(family).looks_again_on
        assert again == timezone.localdate() + timedelta(weeks=8)
        assert FamilyStanding.objects.ranked(on=again).count() == 1
        assert "Grandmother is ill" in text(client.get(address))

    def test_another_group_brings_the_family_back_before(self, family, worker):
        seen(family, worker, "P01")
        actions.not_now(family, reason="Ill", by=worker)
        seen(family, worker, "P01")
        assert in_order() == []
        seen(family, worker, "P09")
        assert in_order() == [], "origin brings nobody back"
        seen(family, worker, "P12")
        assert in_order() == [family.pk]

    @pytest.mark.parametrize("days", [-1, 400])
    def test_a_day_out_of_reach_is_refused(self, family, worker, days):
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(Refused, match="within a year"):
            actions.offer_help(family, owner=worker, due_on=day, by=worker)
        with pytest.raises(Refused, match="within a year"):
            actions.not_now(family, reason="x", look_again_on=day, by=worker)

    def test_nobody_is_given_a_family_they_cannot_see(self, family, worker):
        day = timezone.localdate()
        with pytest.raises(Refused, match="cannot see"):
            actions.offer_help(family, owner=UserFactory(), due_on=day, by=worker)

    def test_not_now_without_a_reason_is_no_row(self, family, worker):
        with pytest.raises(IntegrityError, match="not_now_says_why"), transaction.atomic():
            HelpOffer.objects.create(
                family=family,
                decided="not_now",
                decided_by=worker,
                decided_at=timezone.now(),
                look_again_on=timezone.localdate(),
                ranked=0,
                level=0,
                quiet_days=0,
            )


@pytest.mark.django_db
class TestObjecting:
    def test_it_takes_the_family_off_the_list_at_once(self, client, family, worker, ada):
        seen(family, worker, "P01")
        client.force_login(worker)
        address = reverse("families:object_to_ranking", args=[family.pk])
        for _again in range(2):
            client.post(address, {"person": ada.pk, "text": "I am not a number"})
        assert in_order() == []
        page = text(client.get(reverse("families:priorities", args=[family.pk])))
        assert "Ada Okafor does not want to be on lists" in page
        assert "I am not a number" in page
        day = timezone.localdate()
        with pytest.raises(Refused, match="does not want"):
            actions.offer_help(family, owner=worker, due_on=day, by=worker)

    def test_a_changed_mind_puts_it_back(self, client, family, worker):
        seen(family, worker, "P01")
        objection = actions.object_to_ranking(family, by=worker)
        client.force_login(worker)
        address = reverse("families:end_objection", args=[family.pk, objection.pk])
        client.post(address, {"reason": "They would like to hear of things"})
        assert in_order() == [family.pk]
        with pytest.raises(Refused, match="ended already"):
            actions.end_objection(objection, reason="x", by=worker)

    def test_the_database_keeps_one_at_a_time(self, family, worker):
        RankingObjectionFactory(family=family, recorded_by=worker)
        with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
            RankingObjectionFactory(family=family, recorded_by=worker)

    def test_the_notice_explains_the_list_and_how_to_object(self, client, db):
        page = text(client.get(reverse("pages:privacy_full")))
        assert "You can say no to this" in page


@pytest.mark.django_db
class TestQuiet:
    def test_families_we_help_by_weeks_and_worker(self, client, family, worker, manager):
        """R078: who spoke last, by whom, what is next."""
        nobody_helps = FamilyFactory(hub=family.hub, name="Unhelped")
        recent = FamilyFactory(hub=family.hub, name="Recent")
        InvolvementFactory(family=recent, user=worker)
        spoken(recent, 7, worker)
        spoken(family, 70, worker)
        client.force_login(manager)
        address = reverse("families:quiet")
        page = client.get(address)
        assert [row.family for row in page.context["page"].rows] == [family]
        assert str(worker) in text(page)
        assert "10 weeks" in text(page)
        page = client.get(address, {"weeks": 1, "worker": worker.pk})
        assert [row.family for row in page.context["page"].rows] == [family, recent]
        assert nobody_helps not in [row.family for row in page.context["page"].rows]
        for weeks in ("0", "x", "9999999999"):
            assert client.get(address, {"weeks": weeks}).status_code == 200

    def test_the_lists_cost_the_same_for_one_and_for_many(
        self, client, family, worker, manager, django_assert_max_num_queries
    ):
        for _n in range(6):
            other = FamilyFactory(hub=family.hub)
            InvolvementFactory(family=other, user=worker, role="lead")
            seen(other, worker, "P01", "P02")
        client.force_login(manager)
        for name in ("outreach", "quiet"):
            with django_assert_max_num_queries(18):
                client.get(reverse(f"families:{name}"))


told = st.fixed_dictionaries(
    {
        "codes": st.sets(st.sampled_from(CODES), max_size=6),
        "days": st.integers(0, 300),
        "objects": st.booleans(),
        "restricted": st.booleans(),
    }
)


class Rank(TestCase):
    """The order is total and the same whatever origin is known; who is off the list stays off."""

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(families=st.lists(told, min_size=1, max_size=5), origin=st.data())
    def test_by_what_counts_alone(self, families, origin):
        hub, worker = HubFactory(), UserFactory()
        manager = somebody("manager", hub=hub)
        made = []
        for one in families:
            family = FamilyFactory(hub=hub, is_restricted=one["restricted"])
            seen(family, worker, *sorted(one["codes"] - {*ORIGIN}))
            spoken(family, one["days"], worker)
            if one["objects"]:
                RankingObjectionFactory(family=family, recorded_by=worker)
            made.append((family, one))
        before = in_order()
        for family, _one in made:
            seen(family, worker, *origin.draw(st.sets(st.sampled_from(ORIGIN))))
        assert in_order() == before
        assert len(before) == len({*before})
        rows = FamilyStanding.objects.visible_to(manager).ranked().values_list("family", flat=True)
        off = {f.pk for f, one in made if one["objects"] or one["restricted"]}
        assert not off & {*rows}
        by_rule = sorted(
            (
                (-len(one["codes"] - {*ORIGIN}), standing(family).quiet_since, standing(family).pk)
                for family, one in made
                if one["codes"] - {*ORIGIN} and not one["objects"]
            )
        )
        kept = [standing(Family.objects.get(pk=pk)).pk for pk in before]
        assert [row[2] for row in by_rule] == kept


@pytest.mark.django_db
def test_the_list_is_read_by_its_index(worker, owner):
    """At 200,000 families a page must not sort them all."""
    assert PriorityGroup.objects.count() == 17
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = FamilyStanding.objects.ranked(on=date(2026, 1, 1)).order_by(*RANK)[:26]
        assert "standing_by_rank" in rows.explain()
