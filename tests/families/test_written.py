"""What somebody wrote stays theirs as an index of days and kinds when their access ends."""

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.paging import SIZE
from tests.factories.families import FamilyFactory, TimelineEntryFactory

pytestmark = pytest.mark.django_db
URL = reverse("families:written")


def test_what_is_open_is_named_and_what_is_shut_is_a_day_and_a_kind(client, family, worker):
    TimelineEntryFactory(family=family, author=worker, summary="Visited at home")
    other = FamilyFactory(name="Secretname")
    TimelineEntryFactory(family=other, author=worker, summary="Secret words", kind="contact")
    TimelineEntryFactory(family=family, summary="A colleague's")
    client.force_login(worker)
    page = client.get(URL).content.decode()
    assert "Okafor: Visited at home" in page
    assert "A family that is not open to you now" in page
    assert "Contact" in page
    for hidden in ("Secretname", "Secret words", str(other.pk), "A colleague"):
        assert hidden not in page


def test_it_stays_when_the_work_ends(client, family, worker):
    TimelineEntryFactory(family=family, author=worker, summary="Visited at home")
    family.involvements.update(ends_at=timezone.now())
    client.force_login(worker)
    page = client.get(URL).content.decode()
    assert "Visited at home" not in page
    assert "A family that is not open to you now" in page


def test_whoever_wrote_nothing_is_told_so(client, stranger):
    client.force_login(stranger)
    assert "You have written nothing yet." in client.get(URL).content.decode()


def test_the_thousandth_is_a_page_away_and_costs_no_more(
    client, family, worker, django_assert_max_num_queries
):
    TimelineEntryFactory.create_batch(SIZE + 3, family=family, author=worker)
    client.force_login(worker)
    client.get(URL)
    with django_assert_max_num_queries(16):
        page = client.get(URL)
    assert len(page.context["page"].rows) == SIZE
    rest = client.get(URL + page.context["page"].after)
    assert len(rest.context["page"].rows) == 3
