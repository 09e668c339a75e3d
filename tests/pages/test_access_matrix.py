"""The access matrix: the document says what the rule, the database and the pages answer."""

from itertools import groupby, product

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from families.models import Family
from families.plain_rule import grounds
from families.sharing import SEES
from familyhubs.pages.management.commands import access_matrix
from familyhubs.pages.matrix import rules
from familyhubs.pages.matrix.rules import BY_ROLE, FAMILY_PAGES, answer, pages_without_a_rule
from familyhubs.pages.matrix.situations import AGREEMENTS, RELATIONS, ROLES, Situation, situations
from referrals.models import ProposedMatch
from tests.matrix import Council
from tests.pairs import rows_of_pairs
from tests.sweep import all_addresses
from tests.test_sweeps import one_of_everything, url_of


@pytest.fixture
def council(db):
    return Council()


def grounds_by_the_database(user, families):
    """Family → the grounds that hold, each asked over all families at once."""
    found = {family.pk: set() for family in families}
    for ground in SEES:
        for pk in Family.objects.visible_by(user, ground).values_list("pk", flat=True):
            found[pk].add(ground)
    return found


def people_and_families(council, role, relation):
    """The users of this role, each with the families that their organisation's state is about."""
    for state in ("given", "lapsed") if role == "partner" else ("given",):
        cells = [
            cell
            for cell in council.families
            if role != "partner" or (cell[0] == "lapsed") == (state == "lapsed")
        ]
        user = council.somebody(role, relation, state)
        families = {cell: council.families[cell] for cell in cells}
        council.stand(user, role, relation, families.values())
        yield user, families


def test_the_database_agrees_with_the_plain_rule_in_every_situation(council):
    for role, relation in product(ROLES, RELATIONS):
        with transaction.atomic():
            for user, families in people_and_families(council, role, relation):
                found = grounds_by_the_database(user, families.values())
                seen = set(Family.objects.visible_to(user).values_list("pk", flat=True))
                for (agreement, is_restricted), family in families.items():
                    situation = Situation(role, relation, agreement, is_restricted)
                    assert found[family.pk] == grounds(situation.facts), situation
                    assert (family.pk in seen) == bool(found[family.pk]), situation
            transaction.set_rollback(True)


def test_the_document_says_what_the_code_does():
    call_command("access_matrix", check=True)


def test_a_document_that_is_out_of_date_fails(monkeypatch, tmp_path):
    monkeypatch.setattr(access_matrix, "PLACE", tmp_path / "access.md")
    with pytest.raises(CommandError, match="out of date"):
        call_command("access_matrix", check=True)
    call_command("access_matrix")
    call_command("access_matrix", check=True)


def test_a_new_page_without_a_row_fails(monkeypatch):
    known = {**FAMILY_PAGES}
    known.pop("families:record")
    monkeypatch.setattr(rules, "FAMILY_PAGES", known)
    assert pages_without_a_rule() == ["families:record"]
    with pytest.raises(CommandError, match="families:record"):
        call_command("access_matrix", check=True)


def test_no_rule_outlives_its_page():
    names = {address.name for address in all_addresses()}
    assert not (FAMILY_PAGES.keys() | BY_ROLE.keys()) - names


# Addresses that take no GET, once that was found.
BUTTONS = set()


def answered(client, name, url):
    """The code of a page; a button, which takes no GET, is pressed. Nothing of it stays."""
    with transaction.atomic():
        response = None if name in BUTTONS else client.get(url)
        if response is None or response.status_code == 405:
            BUTTONS.add(name)
            response = client.post(url)
        transaction.set_rollback(True)
    return 200 if response.status_code == 302 else response.status_code


OF_SITUATIONS = {
    "role": ROLES,
    "relation": tuple(RELATIONS),
    "agreement": tuple(AGREEMENTS),
    "is_restricted": (False, True),
}


def in_pairs():
    """Each page with each role, the rest of the situation in pairs; and each answer it can give."""
    by_role = {role: [] for role in ROLES}
    for row in rows_of_pairs(OF_SITUATIONS):
        by_role[row["role"]].append(Situation(**row))
    for at, name in enumerate(sorted(FAMILY_PAGES)):
        found = {rows[at % len(rows)]: None for rows in by_role.values()}
        met = {answer(name, situation) for situation in found}
        for situation in situations():
            if (code := answer(name, situation)) not in met:
                met.add(code)
                found[situation] = None
        yield from ((name, situation) for situation in found)


def person_of(row):
    _name, situation = row
    lapsed = situation.role == "partner" and situation.agreement == "lapsed"
    return situation.role, situation.relation, "lapsed" if lapsed else "given"


def wrong_answers(client, council, rows):
    """Pages that answer something else over HTTP than the matrix says."""
    known = {address.name: address for address in all_addresses()}
    things = {
        state: one_of_everything(family, council.leader, family.members.first().person)
        for state, family in council.families.items()
    }
    for state, family in council.families.items():
        # Whoever is barred from the family is kept out of the request that is likely about it.
        of = {"referral_id": things[state]["referrals"]["pk"], "family": family}
        ProposedMatch.objects.create(**of, score=90, reasons=[])
    for person, found in groupby(sorted(rows, key=person_of), key=person_of):
        with transaction.atomic():
            found = list(found)
            states = {(s.agreement, s.is_restricted) for _name, s in found}
            user = council.somebody(*person)
            council.stand(user, *person[:2], [council.families[state] for state in states])
            client.force_login(user)
            for name, situation in found:
                world = things[situation.agreement, situation.is_restricted]
                code = answered(client, name, url_of(known[name], world))
                if code != answer(name, situation):
                    yield f"{name}: {code} instead of {answer(name, situation)} for {situation}"
            transaction.set_rollback(True)


# In parts, so that one process does not do it all while the others are done.
@pytest.mark.parametrize("turn", range(4))
def test_over_http_each_page_with_each_role_and_the_rest_in_pairs(
    client, council, bare_refusals, turn
):
    mine = set(ROLES[turn::4])
    rows = [(name, situation) for name, situation in in_pairs() if situation.role in mine]
    wrong = list(wrong_answers(client, council, rows))
    assert not wrong, "\n".join(wrong)


@pytest.mark.thorough
@pytest.mark.parametrize("is_restricted", [False, True])
@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_over_http_the_whole_product(client, council, bare_refusals, agreement, is_restricted):
    rows = [
        (name, situation)
        for situation in situations()
        if (situation.agreement, situation.is_restricted) == (agreement, is_restricted)
        for name in FAMILY_PAGES
    ]
    wrong = list(wrong_answers(client, council, rows))
    assert not wrong, "\n".join(wrong)


def whose(address):
    """Something for each placeholder: nobody's, so that only the role is asked."""
    return reverse(address.name, kwargs=address.values())


@pytest.mark.django_db(databases=["default", "reporting"])
@pytest.mark.parametrize("role", ROLES)
def test_over_http_each_other_page_with_each_role(client, bare_refusals, role):
    client.force_login(Council().somebody(role, "its_hub"))
    for address in all_addresses():
        if address.name in BY_ROLE:
            code = answered(client, address.name, whose(address))
            assert code in (200, 403, 404), f"{address}: {code}"
            assert (code != 403) == (role in BY_ROLE[address.name]), f"{address}: {code}"
