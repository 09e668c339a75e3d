"""“Did you get my form?”: the stage and nothing else; the same words for every other answer."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Family
from familyhubs.audit.models import Event
from referrals.models import Referral
from tests.factories.families import ConflictFactory
from tests.factories.referrals import ConcernFactory, ReferralFactory, ReferralPersonFactory
from tests.referrals.desk.conftest import words

STATUS = reverse("desk:status")
HOLD = "Please hold, I will ask a colleague."


def look(client, **told):
    return words(client.post(STATUS, {"name": "ada", "month": "5", "year": "2021"} | told))


@pytest.fixture
def asked(hub):
    recent = {"happened_at": timezone.now(), "story": "SECRET", "postcode": "M33 7ZF"}
    row = ReferralFactory(hub=hub, contact_name="Ada Okafor", **recent)
    ReferralPersonFactory(referral=row, full_name="Ada Okafor", is_child=False, is_contact=True)
    ReferralPersonFactory(referral=row, full_name="Tobi Okafor", born_on=date(2021, 5, 14))
    return row


def test_a_first_name_and_a_month_of_birth_tell_the_stage_alone(at_desk, asked):
    page = look(at_desk)
    assert "Somebody will read it soon" in page
    for hidden in ("SECRET", "Tobi", "Okafor", "Northgate", asked.reference, "M33"):
        assert hidden not in page
    assert Event.objects.filter(verb="referral.stage_asked").count() == 1
    assert Event.objects.filter(verb="referral.stage_seen", about_id=asked.pk).count() == 1


def test_each_stage_has_its_words(at_desk, asked, front_desk):
    Referral.objects.update(screened_at=timezone.now(), screened_by=front_desk)
    assert "a colleague is looking at it" in look(at_desk)
    now = timezone.now()
    asked.attempts.create(happened_at=now, channel="call", reached=False, by=front_desk)
    assert "tried to reach you" in look(at_desk)
    Referral.objects.update(status="asked_family", paused_at=now, paused_for="Which school?")
    assert "wait for your answer" in look(at_desk)
    decided = {"status": "decided", "decided_at": now, "decided_by": front_desk}
    Referral.objects.update(decision="iag", decision_reason="Told", **decided)
    assert "We have decided" in look(at_desk)


def test_by_the_reference(at_desk, asked):
    told = {"month": "", "year": "", "reference": asked.reference.lower()}
    assert "Somebody will read it soon" in look(at_desk, **told)
    assert HOLD in look(at_desk, **told | {"name": "Sam"})


def test_whoever_asked_is_found_however_many_came_since(at_desk, asked, hub):
    """A child's month of birth is that of many: all their names are held against the caller's."""
    others = ReferralFactory.create_batch(
        205, hub=hub, contact_name="Zosia Nowak", happened_at=timezone.now()
    )
    for other in others:
        ReferralPersonFactory(referral=other, full_name="Jan", born_on=date(2021, 5, 14))
    assert "Somebody will read it soon" in look(at_desk)
    assert HOLD in look(at_desk, name="Zosia"), "of several none is told"


def safety(asked, **_):
    Referral.objects.update(safety_flags=["fear"])


def concern(asked, **_):
    ConcernFactory(hub=asked.hub, referral=asked)


def young(asked, **_):
    asked.people.filter(is_contact=True).update(is_child=True)


def told_age(asked, **_):
    asked.people.filter(is_contact=True).update(age_told=15)


def by_a_professional(asked, school, **_):
    Referral.objects.update(channel="professional", referrer_organisation=school)


def restricted(asked, family, tobi, **_):
    asked.people.filter(is_child=True).update(full_name=tobi.full_name)
    type(tobi).objects.filter(pk=tobi.pk).update(born_on=date(2021, 5, 14))
    Family.objects.update(is_restricted=True)


def barred(asked, family, front_desk, **_):
    ConflictFactory(family=family, user=front_desk)
    decided = {"status": "decided", "decided_at": timezone.now(), "decided_by": front_desk}
    Referral.objects.update(decision="eha", family=family, **decided)


def two(asked, **_):
    other = ReferralFactory(hub=asked.hub, contact_name="Ada Bell", happened_at=timezone.now())
    ReferralPersonFactory(referral=other, born_on=date(2021, 5, 30))


def old(asked, **_):
    Referral.objects.update(happened_at=timezone.now() - timezone.timedelta(days=400))


def none(asked, **_):
    asked.people.all().delete()


WHY = (safety, concern, young, told_age, by_a_professional, restricted, barred, two, old, none)


@pytest.mark.parametrize("why", WHY)
def test_whatever_must_not_be_told_sounds_like_no_match(
    at_desk, asked, school, family, tobi, front_desk, why
):
    nobody = look(at_desk, name="Nobody")
    assert HOLD in nobody
    why(asked, school=school, family=family, tobi=tobi, front_desk=front_desk)
    token = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub("", look(at_desk)) == token.sub("", nobody)
    assert not Event.objects.filter(verb="referral.stage_seen").exists()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": ""}, "Enter the first name"),
        ({"month": "", "year": ""}, "Select a child’s month of birth"),
        ({"year": ""}, "Enter the year as 4 numbers"),
        ({"year": "99999999999"}, "Enter the year as 4 numbers"),
        ({"month": "13"}, "Select a month from the list"),
        ({"month": ""}, "Select a month from the list"),
    ],
)
def test_what_is_missing_is_asked_for(at_desk, told, says):
    assert says in look(at_desk, **told)


def test_it_is_not_for_fishing(at_desk, asked):
    for _ in range(10):
        assert "many searches" not in look(at_desk)
    assert "many searches" in look(at_desk)


def test_it_is_the_front_desks_alone(client, worker, teacher, commissioner):
    for user in (worker, teacher, commissioner):
        client.force_login(user)
        assert client.get(STATUS).status_code == 403
