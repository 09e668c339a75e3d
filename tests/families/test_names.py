"""Other names of a person: kept as they want them kept, found, or never shown again (R067)."""

import pytest
from django.db import IntegrityError, transaction

from families import actions
from families.lookups import by_two_facts, find
from families.matching import Facts
from families.models import Family, PersonKeys, PersonName
from familyhubs.refusals import Refused
from tests.factories.families import FamilyFactory, FamilyMemberFactory, NameFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


def rename(member, by, to="Ada Nwosu", before="old", known_as=""):
    names = {"full_name": to, "known_as": known_as, "before": before}
    return actions.change_name(member, source="themselves", by=by, **names)


@pytest.mark.parametrize(("before", "use"), [("old", "old"), ("maiden", "maiden")])
def test_the_name_before_is_kept_and_finds_them(family, ada_here, worker, before, use):
    rename(ada_here, worker, before=before)
    kept = PersonName.objects.get()
    assert (kept.name, kept.use, kept.is_hidden) == ("Ada Okafor", use, False)
    born = ada_here.person.born_on
    assert found("Ada Okafor", born) == found("Ada Nwosu", born) == [family]
    assert by_two_facts(worker, name="Ada Okafor", born_on=born) == [family]
    assert family in Family.objects.visible_to(worker).likeliest("Ada Okafor", worker)[0]


def found(name, born_on):
    return [candidate.family for candidate in find([Facts(name, born_on)]).ordinary]


def test_a_name_that_is_not_to_be_used_finds_nobody_and_is_the_keepers_alone(
    family, ada_here, worker, manager, triage_officer, teacher, safeguarding_lead
):
    rename(ada_here, worker, to="Xanthe Quill", before="hidden")
    born = ada_here.person.born_on
    assert by_two_facts(worker, name="Ada Okafor", born_on=born) == []
    keys = set(PersonKeys.objects.get(person=ada_here.person).keys)
    assert not any(key.startswith("w") and key in sounds("Okafor") for key in keys)
    for user in (worker, manager, safeguarding_lead):
        assert PersonName.objects.visible_to(user).exists()
        seen = Family.objects.with_grounds(user, family.pk).get()
        assert PersonName.objects.visible_to(user, within=seen).exists()
    for user in (triage_officer, teacher):
        assert not PersonName.objects.visible_to(user).exists()


def sounds(name):
    asked = PersonKeys.objects.asked([Facts(name)])
    return set(asked["w"])


def test_a_hidden_name_is_not_read_in_another_record_of_theirs(ada, ada_here, hub, manager):
    other = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=other, person=ada)
    NameFactory(family=other, person=ada, is_hidden=True)
    seen = Family.objects.with_grounds(manager, ada_here.family_id).get()
    assert not PersonName.objects.visible_to(manager, within=seen).exists()


def test_what_was_written_wrongly_is_not_kept(ada_here, worker):
    rename(ada_here, worker, to="Adah Okafor", before="mistake", known_as=" Addy ")
    ada_here.person.refresh_from_db()
    assert (ada_here.person.full_name, ada_here.person.known_as) == ("Adah Okafor", "Addy")
    assert not PersonName.objects.exists()
    with pytest.raises(Refused, match="what becomes"):
        rename(ada_here, worker, before="")
    with pytest.raises(Refused, match="full name"):
        rename(ada_here, worker, to=" ")


def test_another_name_stands_once_and_may_be_hidden_later(ada_here, worker):
    told = {"use": "nickname", "name": "Addy", "source": "themselves", "by": worker}
    row = actions.add_name(ada_here, **told)
    assert actions.add_name(ada_here, **told) == row
    assert actions.add_name(ada_here, is_hidden=True, **told).is_hidden
    actions.end_held(row, reason="Does not like it", by=worker)
    assert not PersonName.objects.current().exists()
    with pytest.raises(Refused, match="what the name is for"):
        actions.add_name(ada_here, **told | {"use": "usual"})


def test_past_the_form_the_database_keeps_names_right(family, ada):
    NameFactory(family=family, person=ada)
    wrong = (
        ({}, "person_name_once_at_a_time"),
        ({"name": ""}, "person_name_says_one"),
        ({"use": "usual"}, "person_name_of_a_known_use"),
    )
    for values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            NameFactory(family=family, person=ada, **values)
