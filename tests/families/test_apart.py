"""What may stand on a paper made for one of two parents who live apart (access.md section 4)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.apart import About, Fact, Reader, are_apart, may_be_told
from families.permissions import can_be_told
from tests.factories.families import FamilyMemberFactory, PersonFactory, ResidenceFactory

HOMES = st.frozensets(st.sampled_from(["a", "b", "c"]), max_size=2)
FACTS = st.sampled_from(list(Fact))


@given(FACTS, HOMES, HOMES, st.booleans(), st.booleans())
def test_of_another_adult_nothing_but_what_is_shared(fact, theirs, mine, apart, own_only):
    about = About("mum", is_adult=True, households=theirs)
    told = may_be_told(fact, about, Reader("dad", mine, own_only), is_apart=apart)
    assert told == (fact == Fact.SHARED and not own_only)


@given(FACTS, HOMES, st.booleans(), st.booleans())
def test_of_oneself_everything(fact, mine, apart, own_only):
    about = About("dad", is_adult=True, households=mine)
    assert may_be_told(fact, about, Reader("dad", mine, own_only), is_apart=apart)


@pytest.mark.parametrize(
    ("child", "mine", "is_apart", "told"),
    [
        ({"a"}, {"a"}, True, True),  # It lives with the reader.
        ({"b"}, {"a"}, True, False),  # It lives with the other one.
        ({"a", "b"}, {"a"}, True, False),  # It lives with both, and so tells where the other lives.
        (set(), {"a"}, True, False),  # Nobody knows: silence protects.
        ({"b"}, {"a"}, False, True),
    ],
)
def test_where_a_child_is_tells_where_a_parent_is(child, mine, is_apart, told):
    about = About("tobi", households=frozenset(child))
    reader = Reader("dad", frozenset(mine))
    assert may_be_told(Fact.WHEREABOUTS, about, reader, is_apart=is_apart) == told


@pytest.mark.parametrize("fact", [Fact.CONTACT, Fact.AGREEMENT, Fact.PRIVATE_GOAL])
def test_who_agreed_and_how_to_ring_is_nobody_elses(fact):
    assert not may_be_told(fact, About("tobi"), Reader("dad"), is_apart=False)


def test_the_familys_own_hub_is_not_said_to_those_who_live_apart():
    assert not may_be_told(Fact.WHEREABOUTS, About(), Reader("dad"), is_apart=True)
    assert may_be_told(Fact.WHEREABOUTS, About(), Reader("dad"), is_apart=False)
    assert may_be_told(Fact.SHARED, About(), Reader("dad"), is_apart=True)


@pytest.mark.django_db
def test_after_a_separation_nothing_of_one_is_on_the_others_paper(family, ada, tobi):
    dad = FamilyMemberFactory(family=family, person=PersonFactory())
    mum, child = (family.members.get(person=person) for person in (ada, tobi))
    assert not can_be_told(dad, Fact.WHEREABOUTS, child), "nobody wrote down where they live"
    homes = [ResidenceFactory(family=family, person=p, household=family.pk) for p in (ada, tobi)]
    own = ResidenceFactory(family=family, person=dad.person, household=family.pk)
    assert can_be_told(dad, Fact.WHEREABOUTS, child)
    assert can_be_told(dad, Fact.WHEREABOUTS)
    own.household = uuid4()
    own.save()
    assert homes
    for fact in (Fact.WHEREABOUTS, Fact.CONTACT, Fact.AGREEMENT):
        assert not can_be_told(dad, fact, mum)
    assert not can_be_told(dad, Fact.WHEREABOUTS, child)
    assert not can_be_told(dad, Fact.WHEREABOUTS)
    assert can_be_told(mum, Fact.WHEREABOUTS, child)
    assert can_be_told(dad, Fact.WHEREABOUTS, dad)
    assert can_be_told(dad, Fact.SHARED, child)
    dad.may_be_told = "own"
    assert not can_be_told(dad, Fact.SHARED, child)


@given(HOMES, HOMES, st.booleans(), st.booleans())
def test_who_lives_apart(first, second, former, restricted):
    apart = are_apart(first, second, is_former=former, is_restricted=restricted)
    assert apart == are_apart(second, first, is_former=former, is_restricted=restricted)
    assert apart or (first & second and not former and not restricted)
