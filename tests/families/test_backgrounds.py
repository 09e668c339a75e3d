"""Special educational needs, languages and ethnicity, told for the work (R067, R088, R089)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families import actions
from families.backgrounds import CENSUS, Broad, Ethnicity, groups_of
from families.models import SendRecord, SpokenLanguage, ToldEthnicity
from familyhubs.refusals import Refused
from tests.factories.families import (
    SendRecordFactory,
    SpokenLanguageFactory,
    ToldEthnicityFactory,
)

pytestmark = pytest.mark.django_db
SUPPORT = {"status": "K", "stages": ["concern"], "need_types": ["SLCN"], "disabilities": []}
PLAN = SUPPORT | {
    "status": "E",
    "assessment_asked_on": date(2026, 1, 5),
    "plan_issued_on": date(2026, 5, 29),
    "plan_review_due_on": date(2027, 5, 29),
}


@pytest.fixture
def tobi_here(family, tobi):
    return family.members.get(person=tobi)


@pytest.fixture
def ada_here(family, ada):
    return family.members.get(person=ada)


def change(member, by, **told):
    return actions.change_send(member, source="carer", by=by, **SUPPORT | told)


def test_a_status_follows_the_one_before(tobi_here, worker):
    first = change(tobi_here, worker)
    assert change(tobi_here, worker) == first, "said twice"
    plan = actions.change_send(tobi_here, source="document", by=worker, **PLAN)
    first.refresh_from_db()
    assert first.ends_at == plan.starts_at
    assert SendRecord.objects.current().get().status == "E"
    with pytest.raises(Refused, match="before the last change"):
        change(tobi_here, worker, happened_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"status": "1"}, "Select their status"),
        ({"plan_issued_on": date(2026, 1, 1)}, "Only an education"),
        ({"disabilities": ["NONE", "VIS"]}, "not both"),
        (PLAN | {"plan_issued_on": date(2026, 1, 1)}, "must come after"),
    ],
)
def test_what_no_child_can_have_is_refused(tobi_here, worker, told, why):
    with pytest.raises(Refused, match=why):
        change(tobi_here, worker, **told)


def test_a_parent_has_no_such_status(ada_here, worker):
    with pytest.raises(Refused, match="children and young people"):
        change(ada_here, worker)


def speak(member, by, main, *others):
    actions.set_languages(member, main=main, others=others, source="themselves", by=by)


def test_languages_change_one_by_one(ada_here, worker):
    speak(ada_here, worker, "so", "ar", "en")
    kept = SpokenLanguage.objects.get(language="ar")
    speak(ada_here, worker, "en", "ar", "en")
    now = {row.language: row.is_main for row in SpokenLanguage.objects.current()}
    assert now == {"en": True, "ar": False}
    assert SpokenLanguage.objects.current().get(language="ar") == kept
    with pytest.raises(Refused, match="speak most"):
        speak(ada_here, worker, "xx")


def test_ethnicity_has_nineteen_groups_and_its_code_may_be_chosen(ada_here, worker):
    inside = [value for broad in Broad for value, _words in groups_of(broad)]
    assert len(inside) == 19
    assert sorted([*inside, "not_said"]) == sorted(Ethnicity.values)
    assert len(CENSUS) == 20
    told = {"source": "themselves", "by": worker}
    first = actions.tell_ethnicity(ada_here, group="white_roma", described=" Romani ", **told)
    assert (first.census_code, first.described) == ("WROM", "Romani")
    gypsy = actions.tell_ethnicity(ada_here, group="white_traveller", census_code="WROM", **told)
    assert gypsy.census_code == "WROM"
    assert ToldEthnicity.objects.current().get() == gypsy
    for group, code, why in (("xx", "", "ethnic group"), ("white_irish", "WROM", "census code")):
        with pytest.raises(Refused, match=why):
            actions.tell_ethnicity(ada_here, group=group, census_code=code, **told)


def test_past_the_form_the_database_keeps_them_right(family, tobi):
    here = {"family": family, "person": tobi}
    SendRecordFactory(**here)
    SpokenLanguageFactory(**here)
    ToldEthnicityFactory(**here)
    later = {
        "starts_at": timezone.now(),
        "person": family.members.exclude(person=tobi).get().person,
    }
    wrong = (
        (SendRecordFactory, {}, "send_one_status_at_a_time"),
        (SendRecordFactory, later | {"status": "1"}, "send_of_known_codes"),
        (SendRecordFactory, later | {"need_types": ["XX"]}, "send_of_known_codes"),
        (SendRecordFactory, later | {"plan_issued_on": date(2026, 1, 1)}, "send_plan_has"),
        (SendRecordFactory, later | PLAN | {"plan_issued_on": date(2025, 1, 1)}, "send_plan_foll"),
        (SendRecordFactory, later | {"disabilities": ["NONE", "VIS"]}, "send_no_disability"),
        (SpokenLanguageFactory, {"is_main": False}, "language_once_at_a_time"),
        (SpokenLanguageFactory, {"language": "so"}, "language_one_is_the_main_one"),
        (ToldEthnicityFactory, {}, "ethnicity_one_at_a_time"),
        (ToldEthnicityFactory, later | {"group": "x"}, "ethnicity_of_a_known_group"),
    )
    for factory, values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            factory(**here | values)


def test_triage_and_the_desk_do_not_read_them(family, tobi, worker, triage_officer, teacher):
    for factory in (SendRecordFactory, SpokenLanguageFactory, ToldEthnicityFactory):
        row = factory(family=family, person=tobi)
        for user in (worker, teacher):
            assert type(row).objects.visible_to(user).exists()
        assert not type(row).objects.visible_to(triage_officer).exists()
