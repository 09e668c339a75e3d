"""A person's page: what is held, filled in by a worker, read by each role as access.md says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.models import NeedsAsked, PersonIdentifier, PersonName, PersonNeed
from tests.factories.families import (
    GrantFactory,
    IdentifierFactory,
    InvolvementFactory,
    NameFactory,
    NeedFactory,
    SendRecordFactory,
    SpokenLanguageFactory,
    ToldEthnicityFactory,
)

pytestmark = pytest.mark.django_db
NHS = "4010232137"
PAGES = (
    "change_name", "add_name", "add_identifier", "needs", "channels", "send_status", "languages",
    "ethnicity",
)  # fmt: skip


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


@pytest.fixture
def tobi_here(family, tobi):
    return family.members.get(person=tobi)


def page_of(member):
    return reverse("families:person", args=[member.family_id, member.pk])


def at(name, member, **more):
    kwargs = {"pk": member.family_id, "member_pk": member.pk} | more
    return reverse(f"families:{name}", kwargs=kwargs)


def send(client, name, member, said, **more):
    answer = client.post(at(name, member, **more), said, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return text(answer)


def test_a_worker_fills_a_persons_page(client, worker, ada_here):
    client.force_login(worker)
    empty = text(client.get(page_of(ada_here)))
    assert all(at(name, ada_here) in empty for name in PAGES if name != "send_status")
    how = {"source": "themselves"}
    said = {"system": "nhs", "value": "401 023 2137", "source": "document"}
    assert "401 023 2137" in send(client, "add_identifier", ada_here, said)
    named = {"full_name": "Ada Nwosu", "before": "maiden"}
    assert "Ada Okafor: Name before marriage" in send(client, "change_name", ada_here, named | how)
    assert "Addy: Nickname" in send(
        client, "add_name", ada_here, {"name": "Addy", "use": "nickname"} | how
    )
    needs = {"support": ["spoken"], "language": "so", "coming": ["step_free"], "words": "Slowly"}
    shown = send(client, "needs", ada_here, needs | how)
    assert "Interpreter for a spoken language (Somali)" in shown
    assert "to be asked again by" in shown
    need = PersonNeed.objects.get(kind="step_free")
    unmet = {"was_met": "no", "words": "The lift was broken"}
    assert "The lift was broken" in send(client, "need_met", ada_here, unmet, need_pk=need.pk)
    ways = dict.fromkeys(("call", "voicemail", "text", "whatsapp", "email", "post"), "may_not")
    ways |= {"video": "not_asked", "said_by": "Ada"}
    assert "Not asked: do not use it" in send(client, "channels", ada_here, ways | how)
    spoken = {"main": "so", "other": "en"}
    assert "Somali (speaks it most), English" in send(client, "languages", ada_here, spoken | how)
    group = {"broad": "black", "black": "black_african", "described": "Somali"}
    assert "African: Somali" in send(client, "ethnicity", ada_here, group | how)
    row = PersonIdentifier.objects.get()
    ended = send(
        client, "end_identifier", ada_here, {"reason": "Hers no more"}, identifier_pk=row.pk
    )
    assert "Hers no more" in ended
    record = text(client.get(ada_here.family.get_absolute_url()))
    assert "Communication and access needs" in record
    assert "Step-free access" in record


def test_a_childs_status_is_told_with_its_codes_and_its_history(client, worker, tobi_here):
    client.force_login(worker)
    first = {"since_day": "1", "since_month": "9", "since_year": "2026"}
    said = {"status": "K", "need_types": ["SLCN"], "stages": ["concern"], "source": "carer"}
    assert "SEN support" in send(client, "send_status", tobi_here, said | first)
    plan = said | first | {"status": "E", "disabilities": ["COMM"]}
    plan |= {"since_day": "2", "since_month": "10"}
    shown = send(client, "send_status", tobi_here, plan)
    assert "Education, health and care plan" in shown
    assert "1 Sep 2026 to 2 Oct 2026" in shown
    assert NeedsAsked.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        (
            "add_identifier",
            {"system": "nhs", "value": "401 023 2138", "source": "carer"},
            "Check the number",
        ),
        ("add_identifier", {}, "Enter the number"),
        ("add_identifier", {"system": "x", "value": "x" * 900}, "60 characters or fewer"),
        ("change_name", {"full_name": ""}, "Enter a full name"),
        ("add_name", {"name": "💥" * 300}, "200 characters or fewer"),
        ("needs", {}, "Select what they need, or that they need nothing"),
        ("needs", {"support": ["spoken"]}, "Select which language"),
        ("needs", {"support": ["wings"]}, "from the list"),
        ("needs", {"has_none": "on", "coming": ["quiet"], "source": "carer"}, "not both"),
        ("needs", {"seen": "x", "has_none": "on", "source": "carer"}, "Somebody changed"),
        ("channels", {"call": "maybe"}, "Select an answer for each way"),
        ("languages", {"main": "xx"}, "Select the language they speak most"),
        ("ethnicity", {"broad": "black"}, "Select the group that fits best"),
        ("ethnicity", {"broad": "white", "white": "white_irish", "census_code": "WROM"}, "census"),
        ("ethnicity", {}, "Select their ethnic group"),
        ("send_status", {}, "Select their status"),
    ],
)
def test_what_is_wrong_or_hostile_gets_a_clear_answer(client, worker, tobi_here, name, said, why):
    client.force_login(worker)
    answer = client.post(at(name, tobi_here), said)
    assert answer.status_code == 200
    assert why in text(answer)


@pytest.fixture
def held(family, ada, tobi):
    """Everything about both."""
    for person, number, upn in ((ada, NHS, "H801200001001"), (tobi, "9434765919", "")):
        here = {"family": family, "person": person}
        IdentifierFactory(**here, value=number)
        NameFactory(**here, name=f"Was {person.pk}")
        NeedFactory(**here)
        SpokenLanguageFactory(**here)
        ToldEthnicityFactory(**here)
        if upn:
            IdentifierFactory(**here, system="upn", value=upn)
    SendRecordFactory(family=family, person=tobi)
    NameFactory(family=family, person=tobi, name="Deadname", is_hidden=True)


WORDS = {
    "number": "943 476 5919",
    "name": "Was ",
    "hidden": "Deadname",
    "need": "Large print (24 point)",
    "send": "SEN support",
    "language": "Polish (speaks",
    "group": "Romani",
}
ALL = set(WORDS)
PAGE = {
    "worker": ALL,
    "manager": ALL,
    "safeguarding_lead": ALL,
    "triage_officer": {"name"},
    "teacher": ALL - {"number", "hidden"},
}


@pytest.mark.parametrize("who", PAGE)
def test_who_reads_what_of_a_person(client, request, family, held, hub, tobi_here, who):
    user = request.getfixturevalue(who)
    if who == "triage_officer":
        GrantFactory(family=family, kind="triage", hub=hub)
    client.force_login(user)
    page = text(client.get(page_of(tobi_here)))
    assert {name for name, words in WORDS.items() if words in page} == PAGE[who]
    writes = client.get(at("needs", tobi_here)).status_code
    assert writes == (200 if who in ("worker", "manager", "safeguarding_lead") else 403)


def test_the_desk_reads_needs_on_the_card_and_no_more(client, family, held, front_desk):
    until = timezone.now() + timedelta(hours=1)
    GrantFactory(family=family, kind="desk", user=front_desk, ends_at=until)
    client.force_login(front_desk)
    card = text(client.get(family.get_absolute_url()))
    assert "Large print (24 point)" in card
    for words in ("943 476 5919", "SEN support", "Romani", "Deadname"):
        assert words not in card


def test_a_lead_of_another_organisation_answers_for_all_but_numbers(
    client, family, held, teacher, ada_here
):
    InvolvementFactory(family=family, user=teacher, role="lead")
    client.force_login(teacher)
    page = text(client.get(page_of(ada_here)))
    assert "Large print" in page
    assert "401 023 2137" not in page
    assert "H801200001001" not in page, "Ada is covered by nothing"


def test_a_number_stands_in_no_address_and_no_log(client, worker, ada_here, caplog):
    client.force_login(worker)
    said = {"system": "nhs", "value": NHS, "source": "document"}
    answer = client.post(at("add_identifier", ada_here), said)
    assert NHS not in answer["Location"]
    assert NHS not in caplog.text
    assert NHS not in str(PersonIdentifier.objects.get())


def test_nobody_ends_what_is_told_of_another(client, worker, ada_here, tobi_here, held):
    client.force_login(worker)
    other = PersonName.objects.filter(person=tobi_here.person).first()
    assert client.get(at("end_name", ada_here, name_pk=other.pk)).status_code == 404


def test_the_page_costs_the_same_however_much_is_held(client, worker, tobi_here, held):
    client.force_login(worker)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(tobi_here))
        return len(asked)

    client.get(page_of(tobi_here))
    before = cost()
    here = {"family": tobi_here.family, "person": tobi_here.person}
    for kind in ("quiet", "step_free", "audio"):
        NeedFactory(**here, kind=kind, details="")
        NameFactory(**here, name=kind)
    assert cost() == before
