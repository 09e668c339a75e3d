"""Who has looked: the log and its filters, and what a family is told of it (access.md 4)."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.looks import looks_at, told_to
from families.models import Family, ToDo
from familyhubs.audit.models import Event
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    InvolvementFactory,
    SharingDecisionFactory,
    ToDoFactory,
)
from tests.factories.hubs import MembershipFactory

LONG = timedelta(days=30)


def look(user, family, verb="family.seen", days=10):
    at = timezone.now() - timedelta(days=days)
    return Event.objects.create(
        at=at, kind="saw", verb=verb, actor=str(user.pk), actor_name=user.full_name,
        organisation_id=user.organisation_id, about_model="families.family",
        about_id=family.pk, family_id=family.pk,
    )  # fmt: skip


def test_the_log_is_filtered_by_person_organisation_period_and_kind(
    client, family, worker, teacher, safeguarding_lead, stranger
):
    look(worker, family)
    look(teacher, family, days=3)
    client.force_login(stranger)
    client.get(family.get_absolute_url())
    today = timezone.localdate()
    assert {e.actor_name for e in looks_at(family, who=teacher.full_name)} == {teacher.full_name}
    assert [e.kind for e in looks_at(family, kind="denial")] == ["refused"]
    assert looks_at(family, organisation=teacher.organisation).count() == 1
    assert looks_at(family, since=today - timedelta(days=5), until=today).count() == 2
    client.force_login(safeguarding_lead)
    address = reverse("families:looks", args=[family.pk])
    page = client.get(address, {"kind": "denial", "since_day": "99", "organisation": "x"})
    assert "Refused" in page.content.decode()
    assert "No look fits" in client.get(address, {"who": "Nobody At All"}).content.decode()


def test_the_file_is_what_the_filter_says_and_stands_in_the_log(
    client, family, worker, safeguarding_lead
):
    look(worker, family)
    client.force_login(safeguarding_lead)
    address = reverse("families:export_looks", args=[family.pk])
    rows = client.get(address, {"who": worker.full_name}).content.decode().splitlines()
    assert len(rows) == 2
    assert worker.full_name in rows[1]
    assert Event.objects.filter(verb="family.log_exported").count() == 1
    client.force_login(worker)
    assert client.get(address).status_code == 403


def test_a_family_is_told_of_its_workers_looks_a_week_after(family, worker, teacher, tobi, ada):
    old, new = look(worker, family), look(worker, family, days=6)
    theirs = look(teacher, family)
    assert set(told_to(tobi, family)) == {old, theirs}
    # The school may know of Tobi alone.
    assert set(told_to(ada, family)) == {old}
    assert told_to(ada, family).get().role == "practitioner"
    assert new not in told_to(ada, family)


def test_nothing_is_told_where_there_is_a_risk(family, worker, ada):
    look(worker, family)
    assert told_to(ada, family).exists()
    check = ToDoFactory(family=family, kind="risk_check")
    assert not told_to(ada, family).exists()
    done = {"done_at": timezone.now(), "done_by": worker, "result": "Rang"}
    answers = {"said_freely": "yes", "share_anyway": "no"}
    ToDo.objects.filter(pk=check.pk).update(anyone_at_risk="not_sure", **answers, **done)
    assert not told_to(ada, family).exists()
    ToDo.objects.filter(pk=check.pk).update(anyone_at_risk="no")
    assert told_to(ada, family).exists()
    Family.objects.update(is_restricted=True)
    family.refresh_from_db()
    assert not told_to(ada, family).exists()


def test_the_list_is_made_for_one_person_and_names_no_worker(client, family, worker, ada, school):
    look(worker, family)
    client.force_login(worker)
    address = reverse("families:looks_for", args=[family.pk])
    assert (
        "Confirm that nobody is put at risk"
        in client.post(address, {"person": ada.pk}).content.decode()
    )
    page = client.post(address, {"person": ada.pk, "no_risk": "on"}).content.decode()
    assert worker.organisation.name in page
    assert "Practitioner" in page
    table = page[page.index("<table") : page.index("</table")]
    assert worker.full_name not in table
    assert Event.objects.filter(verb="family.looks_exported").count() == 1


VERBS = [
    "family.seen", "plan.seen", "family.seen_on_duty", "family.seen_out_of_hours",
    "family.triage_seen", "family.log_seen", "family.looked_up",
]  # fmt: skip
ROLES = ["practitioner", "manager", "safeguarding", "governance", "front_of_house"]
SCENE = st.fixed_dictionaries(
    {
        "verb": st.sampled_from(VERBS),
        "role": st.sampled_from(ROLES),
        "kind": st.sampled_from(["council", "school", "police"]),
        "days": st.integers(0, 20),
        "works_until": st.sampled_from([None, 12, 3]),
        "agreed": st.booleans(),
        "agreed_until": st.sampled_from([None, 12, 3]),
        "decided": st.booleans(),
    }
)


def may_be_told(scene):
    """The rule once more, in plain Python: who, as what, when, and on what footing."""
    held = lambda until: until is None or until < scene["days"]  # noqa: E731
    return (
        scene["verb"] in ("family.seen", "plan.seen")
        and scene["days"] > 7
        and scene["role"] not in ("safeguarding", "governance")
        and scene["kind"] != "police"
        and held(scene["works_until"])
        and (
            scene["kind"] == "council"
            or (scene["agreed"] and held(scene["agreed_until"]) and not scene["decided"])
        )
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scene=SCENE)
def test_no_kind_that_is_never_told_is_told(family, ada, worker, scene):
    """Never domestic abuse, police, safeguarding, night work, or without agreement (section 4)."""
    organisation = worker.organisation
    if scene["kind"] != "council":
        organisation = OrganisationFactory(kind=scene["kind"])
    user = PartnerFactory(organisation=organisation)
    MembershipFactory(user=user, role=scene["role"])
    now = timezone.now()

    def until(days):
        return None if days is None else now - timedelta(days=days)

    work = {"starts_at": now - LONG, "ends_at": until(scene["works_until"])}
    InvolvementFactory(family=family, user=user, **work)
    if scene["agreed"] and scene["kind"] != "council":
        AgreementFactory(
            family=family, person=ada, organisation=organisation, starts_at=now - LONG,
            ends_at=until(scene["agreed_until"]),
        )  # fmt: skip
    if scene["decided"] and scene["kind"] != "council":
        SharingDecisionFactory(
            family=family, person=ada, organisation=organisation, starts_at=now - LONG
        )
    event = look(user, family, verb=scene["verb"], days=scene["days"])
    assert (event in told_to(ada, family, now)) == may_be_told(scene)


def test_whether_a_refusal_was_of_a_real_record_is_worked_out_when_it_is_read(
    client, family, stranger, worker
):
    """Access.md section 6."""
    client.force_login(stranger)
    for pk in (family.pk, uuid4()):
        client.get(reverse("families:record", args=[pk]))
    for user in (worker, stranger):
        client.force_login(user)
        assert client.get(reverse("families:denials")).status_code == 403
    client.force_login(somebody("governance"))
    rows = client.get(reverse("families:denials")).context["page"].rows
    of_records = [row for row in rows if row.about_model == "families:record"]
    assert [row.is_real for row in of_records] == [False, True]
