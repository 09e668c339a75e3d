"""By what a person is found again, however the name was spelt; kept by the database."""

import json
from datetime import date
from importlib import import_module

import pytest
from django.db import connections

from families import lookups
from families.lookups import find
from families.matching import Facts
from families.models import Family, FamilyMember, Person, PersonKeys
from families.querysets.keys import meant
from familyhubs.database import roles
from familyhubs.database.actor import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory, FamilyMemberFactory, PersonFactory

BORN = date(1990, 4, 17)


def known(full_name, born_on=None, *, postcode="", **values):
    person = PersonFactory(full_name=full_name, born_on=born_on, **values)
    return FamilyMemberFactory(person=person, family=FamilyFactory(postcode=postcode)).family


def found(name, born_on=None, postcode=""):
    candidates = find([Facts(name, born_on, postcode)], postcode=postcode).ordinary
    return [candidate.family for candidate in candidates]


@pytest.mark.parametrize(
    ("asked", "spelt"),
    [
        ("Mohammed Khan", "Muhammad Khan"),
        ("Mohamed Khan", "Mohammad Kahn"),
        ("Anna Kowalska", "Ania Kowalski Anna"),
        ("Jan Kowalski", "Jan Kovalski"),
        ("Paweł Wójcik", "Pawel Wojcik"),
        ("Łukasz Szymański", "Lukas Shimanski"),
        ("Ionuț Țurcanu", "Ionut Turcanu"),
        ("Ștefan Ionescu", "Stefan Jonescu"),
        ("Fatima Chowdhury", "Fatema Choudhury"),
        ("Iqbal Chaudhry", "Iqbal Chowdhury"),
        ("Ayesha Begum", "Aisha Bigum"),
        ("Hussain Iqbal", "Hossein Eqbal"),
        ("Oluwaseun Adeyemi", "Oluwasheun Adeyemi"),
        ("Siân O'Brien", "Sian OBrien"),
        ("Sean O’Brien", "Sean O Brien"),
        ("Ruth Smith-Jones", "Ruth Jones Smith"),
        ("Ruth Smith-Jones", "Ruth Jones"),
        ("Okafor, Ada", "Ada Okafor"),
        ("Kate Bell", "Catherine Bell"),
        ("Bill Wright", "Liam Wright"),
        ("王 秀英", "秀英 王"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
        ("Khan", "Khan"),
    ],
)
def test_a_name_alone_finds_its_other_spellings(db, asked, spelt):
    known("Sam Reed")
    family = known(spelt)
    assert found(asked) == [family]


def test_a_slip_that_sounds_otherwise_is_found_by_another_fact(db):
    family = known("Tomasz Nowak", BORN, postcode="ZZ1 1AA")
    assert found("Tomasz Nowka") == []
    assert found("Tomasz Nowka", BORN) == [family]
    assert found("Tomasz Nowka", postcode="ZZ1 1AB") == [family]
    assert found("", BORN) == [family]


def test_what_somebody_is_known_as_finds_them(db):
    family = known("Oluwaseun Adeyemi", known_as="Shay")
    assert found("Shay Adeyemi") == [family]


def test_of_a_common_name_the_one_with_another_fact_comes_first(db, monkeypatch):
    monkeypatch.setattr("families.querysets.keys.MOST_OF_A_KIND", 3)
    monkeypatch.setattr(lookups, "CONSIDERED_AT_MOST", 4)
    for _ in range(8):
        known("Mohammed Khan", date(1971, 1, 1), postcode="ZZ9 9ZZ")
    slip = known("Mohammed Khan", date(1990, 4, 18), postcode="ZZ9 9ZZ")
    near = known("Muhammad Khan", postcode="ZZ1 1AB")
    assert found("Mohamed Khan", BORN, "ZZ1 1AA")[:2] == [slip, near]


# Kept by the database


def keys_of(person):
    return set(PersonKeys.objects.get(person=person).keys)


def test_keys_follow_the_name_the_day_and_the_place(family, ada):
    before = keys_of(ada)
    Person.objects.filter(pk=ada.pk).update(full_name="Grace Mensah")
    assert found("Ada Okafor") == []
    assert found("Grace Mensah") == [family]
    Person.objects.filter(pk=ada.pk).update(born_on=date(1970, 2, 3))
    Family.objects.filter(pk=family.pk).update(postcode="ZZ1 1AB")
    assert {"cZZ11AB", "sZZ11", "y1970"} <= keys_of(ada)
    assert not {key for key in before if key[0] in "wpdy"} & keys_of(ada)
    FamilyMember.objects.filter(person=ada).delete()
    assert not {key for key in keys_of(ada) if key[0] in "cs"}


def test_whoever_was_there_before_gets_keys_in_batches(family, ada, monkeypatch):
    backfill = import_module("families.migrations.0016_keys_of_everybody")
    monkeypatch.setattr(backfill, "BATCH", 2)
    kept = dict(PersonKeys.objects.values_list("person", "keys"))
    people = {PersonFactory().pk for _ in range(4)} | kept.keys()
    PersonKeys.objects.all().delete()
    with connections["default"].schema_editor() as editor:
        backfill.keep_keys(None, editor)
    again = dict(PersonKeys.objects.values_list("person", "keys"))
    assert again.keys() == people
    assert kept.items() <= again.items()


def test_reporting_reads_no_keys(db):
    may = "SELECT has_any_column_privilege(%s, 'families_personkeys', 'SELECT')"
    with connections["default"].cursor() as cursor:
        cursor.execute(may, [roles.role_name("reporting")])
        assert cursor.fetchone() == (False,)


def test_matching_reads_its_index_and_never_everybody(family):
    """As it is planned for a table of any size: nothing else would hold 600,000 people."""
    asked = PersonKeys.objects.asked([Facts("Ada Okafor", BORN), Facts("Tobi Okafor")], "ZZ1 1AA")
    sql, params = meant(asked, 500)
    scans = (
        "SELECT pg_stat_get_xact_numscans('families_personkeys'::regclass),"
        " pg_stat_get_xact_numscans('person_by_keys'::regclass)"
    )
    with connections["default"].cursor() as cursor, acting_as(UserFactory()):
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(scans)
        all_read, by_index = cursor.fetchone()
        cursor.execute(sql, params)
        cursor.execute(scans)
        assert cursor.fetchone() == (all_read, by_index + len(json.loads(params[0])))
