"""The search over families (R065, R110): the likeliest first, of what the asker sees alone."""

import json
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from families.matching import Facts
from families.models import Family, PersonKeys
from families.querysets import families as doors
from families.querysets import search
from hubs.models import Role
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.families.test_flows import searched, text

BORN = date(2019, 3, 12)


def known(full_name, born_on=None, *, hub, name="Reed", **values):
    family = FamilyFactory(hub=hub, name=name, **values)
    FamilyMemberFactory(family=family, person=PersonFactory(full_name=full_name, born_on=born_on))
    return family


def found(user, words, **only):
    rows, count = Family.objects.visible_to(user).likeliest(words, user, **only)
    rows = list(rows.order_by("place"))
    assert count == len(rows)
    return rows


@pytest.fixture(params=["one by one", "whole hubs"])
def way(request, monkeypatch):
    """Those who see few families are searched through them, others through the index."""
    if request.param == "whole hubs":
        monkeypatch.setattr(doors, "FEW", 0)


@pytest.fixture
def khan(hub):
    return known("Aisha Khan", BORN, hub=hub, postcode="ZZ1 1AB")


@pytest.mark.parametrize(
    "words",
    [
        "Aisha Khan",
        "Khan Aisha",
        "Ayesha Kahn",
        "isha kh",
        "12 3 2019",
        "12 March 2019",
        "2019-03-12",
        "ZZ1 1AB",
        "zz11ab",
        "Aisha 12/3/2019",
        "Khan ZZ1 1AB",
        "Aisha Khan 12/3/2018",
        "Aisha Khan 13/3/2019",
        "Aisha Khan ZZ1 1AA",
        "Aisha Chan 12/3/2019 ZZ9 9ZZ",
        "Aisha Kxhan",
        "Aisha Mohammed",
    ],
)
def test_a_family_is_found_by_what_is_known_of_them(way, khan, manager, hub, words):
    known("Sam Bell", date(1980, 1, 1), hub=hub)
    assert found(manager, words) == [khan]


def test_a_family_is_found_by_its_reference_and_its_own_name(way, khan, manager, hub):
    named = FamilyFactory(hub=hub, name="Hill-Ştefan")
    assert found(manager, khan.reference.lower().replace("-", " ")) == [khan]
    assert found(manager, "ill-şte") == [named]
    assert found(manager, "FH-2222-2222") == []


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "''", "\x00", "   ", "12/13/2019", "王", "%%khan"]
)
def test_whatever_is_typed_is_words_and_no_pattern(way, khan, manager, words):
    assert found(manager, words) in ([], [khan])
    assert found(manager, "%") == []


def test_the_likeliest_come_first(way, manager, hub):
    other = known("Aisha Begum", BORN, hub=hub)
    near = known("Ayesha Khan", BORN + timedelta(1), hub=hub)
    right = known("Aisha Khan", BORN, hub=hub)
    assert found(manager, "Aisha Khan 12/3/2019") == [right, other]
    assert found(manager, "Aisha Khan") == [right, near]


def test_a_worker_finds_their_own_among_many_strangers(hub, worker, manager, monkeypatch):
    """Twenty families of mine among thousands who fit as well: the strangers take no place."""
    monkeypatch.setattr(search, "LOOKED_AT", 3)
    monkeypatch.setattr(search, "MOST", 2)
    for _ in range(8):
        known("Aisha Khan", BORN, hub=hub)
    mine = known("Ayesha Kahn", hub=HubFactory())
    InvolvementFactory(family=mine, user=worker)
    assert found(worker, "Aisha Khan") == [mine]
    assert len(found(manager, "Aisha Khan")) == 2


@pytest.mark.parametrize("few", [0, 1000])
def test_what_is_not_seen_takes_no_place_and_changes_nothing(few, hub, manager, monkeypatch):
    """Restricted, of another hub, or barred: the answer is the same as if there were none."""
    monkeypatch.setattr(doors, "FEW", few)
    monkeypatch.setattr(search, "LOOKED_AT", 1)
    unseen = [
        known("Aisha Khan", BORN, hub=hub, is_restricted=True),
        known("Aisha Khan", BORN, hub=HubFactory()),
        known("Aisha Khan", BORN, hub=hub),
    ]
    ConflictFactory(family=unseen[2], user=manager)
    assert found(manager, "Aisha Khan 12/3/2019") == []
    seen = known("Ayesha Kahn", hub=hub)
    assert found(manager, "Aisha Khan") == [seen]
    assert found(manager, "Aisha Khan 12/3/2019") == [seen]


def test_a_safeguarding_lead_finds_restricted_families_also(way, hub, safeguarding_lead):
    hidden = known("Aisha Khan", hub=hub, is_restricted=True)
    ordinary = known("Aisha Khan", hub=hub)
    assert {*found(safeguarding_lead, "Khan")} == {hidden, ordinary}
    assert {*found(safeguarding_lead, "Khan", hub=hub)} == {hidden, ordinary}
    assert found(safeguarding_lead, "Khan", hub=HubFactory()) == []
    assert found(safeguarding_lead, "Khan", only_restricted=True) == [hidden]


def test_a_manager_finds_whom_they_work_with_by_name_beside_their_hub(way, hub, manager):
    mine = known("Aisha Khan", hub=HubFactory())
    InvolvementFactory(family=mine, user=manager)
    MembershipFactory(user=manager, role=Role.PRACTITIONER)
    theirs = known("Aisha Khan", hub=hub)
    assert {*found(manager, "Khan")} == {mine, theirs}


def test_another_organisation_finds_by_those_whom_an_agreement_covers(way, hub, teacher):
    family = known("Aisha Khan", hub=hub)
    FamilyMemberFactory(family=family, person=PersonFactory(full_name="Omar Siddiqui"))
    covered = family.members.get(person__full_name="Aisha Khan").person
    AgreementFactory(family=family, person=covered, organisation=teacher.organisation)
    InvolvementFactory(family=family, user=teacher)
    assert found(teacher, "Khan") == [family]
    assert found(teacher, "Siddiqui") == []


def test_whoever_left_finds_their_family_no_more(way, khan, manager):
    khan.members.update(ends_at=timezone.now(), end_reason="moved")
    assert found(manager, "Aisha") == []


def test_no_search_reads_everybody(db, khan, owner):
    """As its owner plans it for a table of any size: every reason is a scan of an index."""
    owner.execute("SET enable_seqscan = off")
    asked = rows_asked("Aisha Khan", BORN, "ZZ1 1AB")
    for kind in search.reasons(asked, "Aisha Khan"):
        table = "families_family AS family" if "family" in kind else "families_personkeys AS kept"
        ((condition,),) = owner.execute("SELECT families_condition(%s::jsonb)", [json.dumps(kind)])
        planned = owner.execute(f"EXPLAIN SELECT * FROM {table} WHERE {condition}")
        plan = "\n".join(line for (line,) in planned)
        assert "Bitmap Index Scan" in plan, plan
        assert "Seq Scan" not in plan
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'families_likeliest'")
        ((held,),) = cursor.fetchall()
    assert {"enable_seqscan=off", "enable_hashjoin=off"} <= set(held)


def rows_asked(name, born_on, postcode):
    return PersonKeys.objects.asked([Facts(name, born_on, postcode)], postcode)


def test_nobody_but_the_web_may_ask_for_candidates(db):
    may = (
        "SELECT rolname, has_function_privilege(rolname, pg_proc.oid, 'EXECUTE')"
        " FROM pg_roles, pg_proc WHERE proname = 'families_likeliest'"
        " AND rolname LIKE 'familyhubs%'"
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(may)
        allowed = {role for role, may in cursor.fetchall() if may}
    assert not any("reporting" in role for role in allowed)
    assert any("web" in role for role in allowed)


def test_the_page_says_when_there_are_more(client, hub, manager, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    monkeypatch.setattr("families.views.lists.MOST", 2)
    for _ in range(3):
        known("Aisha Khan", hub=hub)
    client.force_login(manager)
    assert "The 2 likeliest. Add a date of birth or a postcode" in text(searched(client, "Khan"))
    assert "likeliest. Add" not in text(searched(client, "Bell"))


def test_a_search_turns_its_pages_by_likeness(client, hub, manager):
    for n in range(30):
        known(f"{'Aisha' if n % 2 else 'Ayesha'} Khan", hub=hub)
    client.force_login(manager)
    page = searched(client, "Aisha Khan")
    assert "Families (30)" in text(page)
    first = page.context["page"]
    second = client.get(page.redirect_chain[0][0] + first.after.replace("?", "&")).context["page"]
    names = [row.shown[0].person.full_name for row in [*first.rows, *second.rows]]
    assert names == ["Aisha Khan"] * 15 + ["Ayesha Khan"] * 15


def test_a_list_of_many_is_not_counted(client, hub, manager, monkeypatch):
    monkeypatch.setattr("familyhubs.paging.FEW", 1)
    known("Aisha Khan", hub=hub)
    known("Omar Bell", hub=hub)
    client.force_login(manager)
    assert "Families (More than 1,000)" in client.get("/families/").content.decode()
