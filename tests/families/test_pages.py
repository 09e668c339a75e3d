"""Every page of a family, as each of the cast: what opens, what is refused, what is not there."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from families.models import ToDoKind
from familyhubs.audit.models import Event
from hubs.models import DutyShift
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    ContactFactory,
    GrantFactory,
    InvitationFactory,
    RankingObjectionFactory,
    TimelineEntryFactory,
    ToDoFactory,
)

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
CAST = (
    "worker",
    "manager",
    "safeguarding_lead",
    "teacher",
    "colleague",
    "stranger",
    "triage_officer",
    "front_desk",
    "commissioner",
    "administrator",
)
# Page → the answer for each of the cast, in their order. The triage officer and the front desk
# stand here without a grant.
TABLE = {
    "record": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "write_note": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "log_contact": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "confirm_groups": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "priorities": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "object_to_ranking": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "end_objection": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "offer_help": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "not_now": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "invitation_result": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "outreach": (200, 200, 200, 403, 200, 200, 403, 403, 403, 403),
    "quiet": (200, 200, 200, 403, 200, 200, 403, 403, 403, 403),
    "invite": (200, 200, 200, 403, 200, 200, 403, 403, 403, 403),
    "invitations": (200, 200, 200, 403, 200, 200, 403, 403, 403, 403),
    "amend_note": (200, 403, 403, 404, 404, 404, 404, 404, 404, 404),
    "add_member": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "member_leaves": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "change_contact": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "record_agreement": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "withdraw": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "allocate": (403, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "end_involvement": (403, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "declare_conflict": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "lift_conflict": (403, 403, 200, 403, 404, 404, 404, 404, 404, 404),
    "restrict": (403, 403, 200, 403, 404, 404, 404, 404, 404, 404),
    "finish_todo": (200, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    "looks": (403, 403, 200, 403, 404, 404, 404, 404, 404, 404),
    "documents": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "add_document": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "warnings": (200, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    "warn": (200, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    "drafts": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "list": (200, 200, 200, 200, 200, 200, 200, 403, 403, 403),
    "search": (302, 302, 302, 302, 302, 302, 302, 302, 403, 403),
    "find": (200, 200, 200, 403, 200, 200, 403, 403, 403, 403),
    "start": (302, 302, 302, 403, 302, 302, 403, 403, 403, 403),
    "desk": (403, 403, 403, 403, 403, 403, 403, 200, 403, 403),
}
OF_A_FAMILY = [name for name, codes in TABLE.items() if 404 in codes]


@pytest.fixture
def pages(family, worker, tobi, teacher, colleague):
    """The address of every page of the Okafors."""
    note = TimelineEntryFactory(family=family, author=worker, sensitivity="team")
    todo = ToDoFactory(family=family, owner=worker, kind=ToDoKind.CALL_FAMILY)
    bar = ConflictFactory(family=family)
    shared = {"family": family, "invited_by": worker}
    parts = {
        "confirm_groups": ContactFactory(family=family, made_by=worker),
        "end_objection": RankingObjectionFactory(family=family, recorded_by=worker),
        "invitation_result": InvitationFactory(person=tobi, **shared),
        "amend_note": note,
        "member_leaves": family.members.get(person=tobi),
        "change_contact": family.members.get(person=tobi),
        "withdraw": family.agreements.get(),
        "end_involvement": family.involvements.get(user=worker),
        "lift_conflict": bar,
        "finish_todo": todo,
    }

    def address(name):
        if name not in OF_A_FAMILY:
            return reverse(f"families:{name}")
        return reverse(
            f"families:{name}", args=[family.pk, *([parts[name].pk] if name in parts else [])]
        )

    return address


@pytest.mark.parametrize("name", TABLE)
def test_each_page_answers_each_of_the_cast(client, pages, request, name):
    cast = {role: request.getfixturevalue(role) for role in CAST}
    answers = {}
    for role, user in cast.items():
        client.force_login(user)
        answers[role] = client.get(pages(name)).status_code
    assert answers == dict(zip(CAST, TABLE[name], strict=True))


@pytest.mark.parametrize("name", TABLE)
def test_the_signed_out_are_asked_to_sign_in(client, pages, name):
    assert client.get(pages(name))["Location"].startswith("/accounts/login/")


def test_a_partner_without_agreement_gets_404_and_the_denial_is_kept(client, family, teacher):
    family.agreements.update(ends_at="2026-01-01T00:00Z")
    client.force_login(teacher)
    assert client.get(family.get_absolute_url()).status_code == 404
    event = Event.objects.get(kind="refused")
    assert (event.actor, event.about_id) == (str(teacher.pk), family.pk)


def test_a_record_that_is_not_there_answers_and_is_kept_the_same_way(client, family, stranger):
    client.force_login(stranger)
    bodies = []
    for pk in (family.pk, uuid4()):
        response = client.get(reverse("families:record", args=[pk]))
        assert response.status_code == 404
        bodies.append(TOKEN.sub(b"", response.content))
    assert bodies[0] == bodies[1]
    assert Event.objects.filter(kind="refused").count() == 2


def test_a_form_read_on_duty_is_marked_in_the_log_and_on_the_page(
    client, pages, family, stranger, safeguarding_lead
):
    DutyShift.objects.create(user=stranger, hub=family.hub)
    client.force_login(stranger)
    for name in ("change_contact", "withdraw", "record"):
        assert "because you are on duty" in client.get(pages(name)).content.decode()
    looks = list(Event.objects.looks().order_by("pk").values_list("verb", flat=True))
    assert looks == ["family.form_seen_on_duty"] * 2 + ["family.seen_on_duty"]
    client.force_login(safeguarding_lead)
    log = client.get(pages("looks")).content.decode()
    assert (log.count("A form of the record"), log.count("Duty</strong>")) == (2, 3)


def test_parts_of_another_family_are_not_found_under_this_one(client, pages, family, manager):
    other = AgreementFactory()
    client.force_login(manager)
    address = reverse("families:withdraw", args=[family.pk, other.pk])
    assert client.get(address).status_code == 404


def test_every_button_is_guarded_like_its_page(client, pages, stranger, family):
    client.force_login(stranger)
    for name in OF_A_FAMILY:
        # A page that only reads says so to everybody, before it looks for anything.
        assert client.post(pages(name), {}).status_code in (404, 405), name


def test_a_grant_opens_the_record_for_the_queue_and_nothing_to_write(
    client, pages, family, hub, triage_officer
):
    GrantFactory(family=family, kind="triage", hub=hub)
    client.force_login(triage_officer)
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Ada Okafor" in page
    assert "A request in your queue may be about this family." in page
    assert "Visited at home" not in page
    assert client.get(pages("write_note")).status_code == 403
    assert client.get(pages("add_member")).status_code == 403
