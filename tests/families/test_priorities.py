"""The 17 priority groups, asked again at each contact (R072–R074, R079)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from families import actions
from families.models import (
    FamilyStanding,
    PriorityCheck,
    PriorityGroup,
    PriorityObservation,
    PriorityWording,
)
from families.priorities import lapses_on
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.families import (
    ContactFactory,
    FamilyFactory,
    InvolvementFactory,
    ObservationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
SPECIAL = {"P03", "P04", "P06", "P07", "P08", "P09", "P10", "P11"}


def groups(*codes):
    return list(PriorityGroup.objects.filter(code__in=codes).order_by("code"))


def standing(family):
    return FamilyStanding.objects.get(family=family)


@pytest.fixture
def call(family, worker):
    return ContactFactory(family=family, made_by=worker, happened_at=timezone.now())


def test_there_are_17_and_the_four_named_and_the_seldom_reached_are_among_them():
    """R073, R074, R079."""
    words = {group.code: group.words_now for group in PriorityGroup.objects.with_words()}
    assert len(words) == 17
    assert [words[f"P0{n}"].split()[0] for n in range(1, 5)] == [
        "Lone-parent",
        "No",
        "Parental",
        "Domestic",
    ]
    for code, said in (("P13", "Father"), ("P09", "Traveller"), ("P07", "SEND"), ("P12", "Forces")):
        assert said in words[code]
    assert {group.code for group in groups(*words) if group.is_special} == SPECIAL
    assert {group.code for group in groups(*words) if not group.in_rank} == {"P09", "P10", "P11"}


def test_after_a_contact_the_list_is_asked_and_nothing_changed_is_one_tap(
    client, family, worker, call
):
    """R072."""
    first = timezone.localdate() - timedelta(days=100)
    ObservationFactory(family=family, code="P01", observed_on=first, observed_by=worker)
    client.force_login(worker)
    address = reverse("families:confirm_groups", args=[family.pk, call.pk])
    page = client.get(address)
    assert {*page.context["form"].fields["groups"].initial} == {groups("P01")[0].pk}
    for _again in range(2):
        assert client.post(address, {"same": "yes"}).status_code == 302
    rows = PriorityObservation.objects.filter(family=family).order_by("observed_on")
    assert [row.observed_on for row in rows] == [first, timezone.localdate()]
    assert rows.last().contact == call
    assert PriorityCheck.objects.get().nothing_changed
    look = Event.objects.filter(verb="family.priorities_seen").first()
    assert look.reason == "Outreach and offers of help"


def test_what_is_new_begins_and_what_is_unticked_ends(client, family, worker, call, ada):
    for code in ("P01", "P05"):
        ObservationFactory(family=family, code=code, observed_by=worker)
    client.force_login(worker)
    address = reverse("families:confirm_groups", args=[family.pk, call.pk])
    ticked = [group.pk for group in groups("P01", "P12")]
    client.post(address, {"groups": ticked, "basis": "observed", "person": ada.pk})
    assert standing(family).codes == ["P01", "P12"]
    ended = PriorityObservation.objects.get(still_true=False)
    assert (ended.group.code, ended.ended_on) == ("P05", timezone.localdate())
    new = PriorityObservation.objects.get(group__code="P12")
    assert (new.person, new.basis) == (ada, "observed")
    assert not PriorityCheck.objects.get().nothing_changed


def test_the_contact_form_goes_on_to_the_list_unless_the_family_sees_the_screen(
    client, family, worker
):
    """Decision 61."""
    day = timezone.localdate()
    said = {
        "way": "call",
        "direction": "out",
        "came_of": "spoke",
        "summary": "Rang",
        "sensitivity": "shared",
        "happened_on_day": day.day,
        "happened_on_month": day.month,
        "happened_on_year": day.year,
    }
    client.force_login(worker)
    address = reverse("families:log_contact", args=[family.pk])
    assert "Lone-parent" not in client.get(address).content.decode()
    assert client.post(address, said)["Location"].endswith("/groups/")
    shared = client.post(address, said | {"shared_screen": "yes"})
    assert shared["Location"].startswith(family.get_absolute_url() + "#")
    page = client.get(reverse("families:priorities", args=[family.pk])).content.decode()
    assert "Not asked yet at:" in page
    nobody = client.post(address, said | {"came_of": "no_answer"})
    assert "/groups/" not in nobody["Location"]


def test_who_reads_it_and_who_never_does(client, family, worker, manager, teacher, stranger, call):
    ObservationFactory(family=family, observed_by=worker)
    for reader in (worker, manager, somebody("safeguarding")):
        assert PriorityObservation.objects.visible_to(reader).count() == 1
    for reader in (teacher, stranger, somebody("triage"), somebody("commissioner")):
        assert PriorityObservation.objects.visible_to(reader).count() == 0
        assert FamilyStanding.objects.visible_to(reader).count() == 0
    client.force_login(teacher)
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Priority groups" not in page


def test_another_organisations_lead_never_reads_it(client, family, teacher, worker):
    family.involvements.filter(role="lead").update(ends_at=timezone.now(), end_reason="Handed over")
    family.involvements.filter(user=teacher).update(ends_at=timezone.now(), end_reason="x")
    InvolvementFactory(family=family, user=teacher, role="lead", starts_at=timezone.now())
    ObservationFactory(family=family, observed_by=worker)
    client.force_login(teacher)
    assert client.get(reverse("families:priorities", args=[family.pk])).status_code == 403
    assert PriorityObservation.objects.visible_to(teacher).count() == 0


def test_a_group_that_nobody_confirmed_for_13_months_has_dropped(family, worker):
    old = timezone.localdate() - timedelta(days=396)
    ObservationFactory(family=family, observed_on=old, observed_by=worker)
    assert standing(family).codes == []
    ObservationFactory(family=family, code="P02", observed_by=worker)
    assert standing(family).codes == ["P02"]


@pytest.mark.django_db(transaction=True)
def test_the_clock_lets_groups_lapse(family, worker, owner):
    """A year passes: the row was right when it was written."""
    ObservationFactory(family=family, observed_by=worker)
    assert standing(family).lapses_on == lapses_on(timezone.localdate())
    owner.execute("UPDATE families_familystanding SET lapses_on = now(), codes = '{P01,P05}'")
    assert actions.let_groups_lapse() == 1
    assert standing(family).codes == ["P01"]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_year_is_the_databases_own(day):
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + interval '12 months')::date", [day])
        assert cursor.fetchone()[0] == lapses_on(day)


def test_an_older_contact_entered_late_does_not_undo_a_newer_one(family, worker):
    ObservationFactory(family=family, observed_by=worker)
    before = timezone.now() - timedelta(days=30)
    late = ContactFactory(family=family, made_by=worker, happened_at=before)
    actions.confirm_groups(family, groups=[], contact=late, by=worker)
    assert standing(family).codes == ["P01"]


@pytest.mark.parametrize(
    ("said", "why"),
    [({"basis": "gossip"}, "how you know"), ({"person": "stranger"}, "in this family")],
)
def test_what_cannot_be_is_refused(family, worker, call, said, why):
    if "person" in said:
        said = {"person": PersonFactory()}
    with pytest.raises(Refused, match=why):
        actions.confirm_groups(family, groups=groups("P01"), contact=call, by=worker, **said)


def test_a_contact_of_another_family_is_refused(family, worker):
    with pytest.raises(Refused, match="another family"):
        actions.confirm_nothing_changed(family, contact=ContactFactory(), by=worker)


def test_an_observation_is_never_rewritten(family, worker):
    ObservationFactory(family=family, observed_by=worker)
    for change in ("UPDATE {} SET still_true = false", "DELETE FROM {}"):
        with (
            pytest.raises(ProgrammingError, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format("families_priorityobservation"))


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"basis": "gossip"}, "says_how_we_know"),
        ({"observed_on": timezone.localdate() + timedelta(days=2)}, "not_in_the_future"),
        ({"still_true": False}, "ends_when_no_longer_true"),
        ({"ended_on": timezone.localdate()}, "ends_when_no_longer_true"),
    ],
)
def test_the_database_holds_what_is_true_of_an_observation(family, worker, wrong, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ObservationFactory(family=family, observed_by=worker, **wrong)


@pytest.mark.parametrize(
    ("code", "wrong", "name"),
    [
        ("P10", {"in_rank": True}, "origin_never_ranks"),
        ("P04", {"is_looked_at_first": False}, "looked_at_first"),
        ("P01", {"code": "lone"}, "has_a_code"),
    ],
)
def test_no_setting_can_make_origin_count_or_skip_the_look(code, wrong, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PriorityGroup.objects.filter(code=code).update(**wrong)


def test_words_change_from_a_day_on_and_what_was_asked_before_stays(administrator):
    """R073: configurable and versioned."""
    (group,) = groups("P14")
    actions.reword_group(group, text="Far from everything", by=administrator)
    assert PriorityGroup.objects.with_words().get(code="P14").words_now == "Far from everything"
    before = group.wordings.order_by("starts_on").first()
    assert before.ends_on == timezone.localdate() - timedelta(days=1)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        PriorityWording.objects.filter(pk=before.pk).update(words="Else")
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        PriorityWording.objects.create(group=group, words="x", starts_on=timezone.localdate())


def test_a_group_that_is_no_longer_asked_counts_for_nobody(family, worker, administrator):
    ObservationFactory(family=family, code="P14", observed_by=worker)
    (group,) = groups("P14")
    actions.end_group(group, by=administrator)
    assert standing(family).codes == []
    assert group not in PriorityGroup.objects.in_force()
    actions.reword_group(group, text="Far out", by=administrator)
    assert standing(family).codes == ["P14"]


def test_equality_answers_lead_to_no_group(family):
    """They stand in a table of their own that knows no person; no rule here reads it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE 'families_stand%%'"
            " AND prosrc ILIKE '%%equality%%'"
        )
        assert cursor.fetchall() == []
    assert standing(FamilyFactory()).codes == []


def test_how_a_family_stands_is_written_by_the_database_alone(family):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FamilyStanding.objects.update(ranked=9)
