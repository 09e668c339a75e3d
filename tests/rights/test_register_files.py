"""The registers as files: for officers alone, without a name or a word of anybody, and logged."""

import csv

import pytest
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.files import csv_of
from familyhubs.rights.keeping import actions as keeping
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.rights.kept import MARK, make_old
from tests.rights.registered import described, reported, sent

pytestmark = pytest.mark.django_db
FILES = ("registers:requests_file", "registers:breaches_file", "keeping:due_file")


def rows_of(client, name):
    answer = client.get(reverse(name))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(answer.content.decode().splitlines()))


@pytest.fixture
def officer(db):
    return somebody("governance")


def test_a_request_is_one_line_without_a_name_or_a_word(client, officer):
    asked = sent("complaint", what=MARK, reach=MARK, about=MARK, email="ada@example.org")
    client.force_login(officer)
    (row,) = rows_of(client, "registers:requests_file")
    assert row["reference"] == asked.reference
    assert row["kind"] == "Complaint about how we use information"
    assert row["received_on"] == asked.received_on.isoformat()
    assert not {MARK, asked.name, asked.email} & {*row.values()}
    assert Event.objects.filter(verb__endswith=".exported", actor=str(officer.pk)).count() == 1


def test_a_breach_is_one_line(client, officer):
    breach = described(reported(somebody("manager")), officer)
    client.force_login(officer)
    (row,) = rows_of(client, "registers:breaches_file")
    assert (row["reference"], row["people_count"], row["closed_at"]) == (breach.reference, "2", "")
    assert "wrong house" not in str(row)


def test_what_is_due_is_one_line(client, officer, hub):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, role="child")
    make_old(family)
    with acting_as(SystemActor.CLOCK):
        keeping.find_due(by=SystemActor.CLOCK)
    client.force_login(officer)
    (row,) = rows_of(client, "keeping:due_file")
    assert (row["reference"], row["since"]) == (family.reference, "2005-01-01")


def test_nobody_but_governance_takes_them(client, manager):
    client.force_login(manager)
    for name in FILES:
        assert client.get(reverse(name)).status_code == 403


def test_no_formula_runs_from_a_file():
    row = type("Row", (), {"rule": "=1+1"})()
    assert "'=1+1" in csv_of("x", ("rule",), [row]).content.decode()
