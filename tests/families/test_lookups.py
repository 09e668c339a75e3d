"""Search before create."""

from datetime import date

import pytest
from django.utils import timezone

from families.lookups import find
from families.matching import Facts
from families.models import Family
from tests.factories.families import FamilyFactory, FamilyMemberFactory, PersonFactory


def found(*people, postcode=""):
    return [candidate.family for candidate in find(people, postcode=postcode).ordinary]


@pytest.mark.parametrize(
    "facts",
    [
        Facts("Ada Okafor", date(1990, 3, 27)),
        Facts("ada okaffor", date(1990, 3, 27)),
        Facts("Okafor Ada"),
        Facts("Tobias Okafor", date(2021, 5, 14)),
        Facts("Ada Okafor", date(1990, 3, 27), "ZZ9 9ZZ"),
    ],
)
def test_a_family_is_found_by_a_member(family, facts):
    FamilyMemberFactory(person=PersonFactory(full_name="Sam Bell", born_on=date(1970, 1, 1)))
    assert found(facts) == [family]


def test_the_best_comes_first_with_its_reasons(family):
    other = FamilyFactory()
    FamilyMemberFactory(
        family=other, person=PersonFactory(full_name="Ada Okafor", born_on=date(1955, 9, 9))
    )
    candidates = find([Facts("Ada Okafor", date(1990, 3, 27))]).ordinary
    assert [candidate.family for candidate in candidates] == [family, other]
    verdicts = {r.field: str(r.verdict) for r in candidates[1].match.reasons}
    assert verdicts == {"name": "match", "born_on": "mismatch", "postcode": "blank"}


def test_a_restricted_family_is_never_among_the_ordinary(family):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    result = find([Facts("Ada Okafor", date(1990, 3, 27))])
    assert result.ordinary == ()
    assert [candidate.family for candidate in result.restricted] == [family]


def test_somebody_who_left_finds_nobody(family, ada):
    family.members.filter(person=ada).update(ends_at=timezone.now())
    assert found(Facts("Ada Okafor", date(1990, 3, 27))) == []


def test_nothing_asked_nothing_found(family):
    assert found() == []
    assert found(Facts()) == []
    assert found(Facts("%_\\'\"; DROP")) == []


def test_the_same_number_of_questions_for_any_number_of_families(family, django_assert_num_queries):
    for _ in range(10):
        FamilyMemberFactory(person=PersonFactory(full_name="Ada Okafor"))
    with django_assert_num_queries(6):  # Two of them lift the actor's sight and lower it again.
        find([Facts("Ada Okafor", date(1990, 3, 27)), Facts("Tobi Okafor")], postcode="ZZ1 1AA")


def test_a_shared_birth_date_comes_before_many_of_the_name(family, monkeypatch):
    for _ in range(12):
        FamilyMemberFactory(person=PersonFactory(full_name="Ada Okafor", born_on=None))
    monkeypatch.setattr("families.lookups.CONSIDERED_AT_MOST", 5)
    assert found(Facts("Ada Okafor", date(1990, 3, 27)))[0] == family
