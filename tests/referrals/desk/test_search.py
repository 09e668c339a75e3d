"""One box for people and requests: two facts, the stage alone, restricted is no match (A5)."""

from datetime import date

import pytest
from django.urls import reverse

from families.models import Family
from familyhubs.audit.models import Event
from tests.factories.families import ConflictFactory
from tests.factories.referrals import ReferralFactory, ReferralPersonFactory
from tests.referrals.desk.conftest import words

FIND = reverse("families:desk")


def find(client, line):
    return client.post(FIND, {"q": line}, follow=True)


@pytest.fixture
def asked(hub):
    row = ReferralFactory(hub=hub, contact_name="Piotr Nowak", postcode="M33 7ZF", story="SECRET")
    ReferralPersonFactory(referral=row, full_name="Ola Nowak", born_on=date(2021, 5, 14))
    return row


def test_a_family_is_found_by_one_line(at_desk, family, tobi):
    born = f"{tobi.born_on:%d %m %Y}"
    page = find(at_desk, f"Tobi Okafor {born}")
    assert page.redirect_chain[-1][0] == family.get_absolute_url()
    assert Event.objects.filter(verb="family.looked_up").count() == 1


@pytest.mark.parametrize("fact", ["14 5 2021", "m337zf", "reference"])
def test_a_request_is_found_by_any_second_fact_and_shows_its_stage_alone(at_desk, asked, fact):
    fact = asked.reference if fact == "reference" else fact
    page = words(find(at_desk, f"Ola Nowak {fact}"))
    assert "Waiting for a decision" in page
    assert "SECRET" not in page
    assert "Piotr" not in page
    assert Event.objects.filter(verb="referral.stage_seen", about_id=asked.pk).exists()


def test_a_name_alone_finds_nobody_and_the_box_keeps_it(at_desk, family, asked):
    page = words(find(at_desk, "Okafor"))
    assert "Enter a date of birth, a postcode or a reference" in page
    assert 'value="Okafor"' in page


@pytest.mark.parametrize("line", ["", "\x00", "💥" * 400, "ASK-7K3M-2Q9T", "14 5 2021"])
def test_nonsense_is_answered(at_desk, line):
    assert find(at_desk, line).status_code < 500


def test_a_request_that_is_likely_of_a_restricted_family_is_no_match(at_desk, family, hub, tobi):
    row = ReferralFactory(hub=hub, contact_name="Ada Okafor")
    ReferralPersonFactory(referral=row, full_name=tobi.full_name, born_on=tobi.born_on)
    line = f"Ada Okafor {row.reference}"
    assert "Waiting for a decision" in words(find(at_desk, line))
    Family.objects.update(is_restricted=True)
    assert "No match" in words(find(at_desk, line))


def test_barred_is_no_match(at_desk, family, front_desk, tobi):
    ConflictFactory(family=family, user=front_desk)
    assert "No match" in words(find(at_desk, f"Tobi Okafor {tobi.born_on:%d %m %Y}"))


def test_the_box_of_every_page_leads_to_the_desk(at_desk):
    page = at_desk.get(reverse("desk:desk")).content.decode()
    assert f'action="{FIND}" method="post" role="search"' in page
