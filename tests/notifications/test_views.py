"""Notices are one's own; the outbox is the demo's."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from familyhubs.contact.models import ContactCard
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import drop_for
from familyhubs.paging import SIZE
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db
NOTICES = "/notices/"


@pytest.fixture
def signed_in(client, robin):
    client.force_login(robin)
    Message.objects.all().delete()
    return client


def test_an_empty_list_says_what_would_stand_here(signed_in):
    assert "Nothing yet" in signed_in.get(NOTICES).text


def test_a_notice_shows_what_it_says_and_where_to_go(signed_in, robin, owe):
    owe(robin)
    text = signed_in.get(NOTICES).text
    assert "A visit is booked" in text
    assert 'href="/today/"' in text
    assert "Mark all as read" in text


def test_nobody_sees_or_marks_another_persons_notices(signed_in, owe):
    message = owe(UserFactory())
    assert "A visit is booked" not in signed_in.get(NOTICES).text
    assert signed_in.post(reverse("notifications:read", args=[message.pk])).status_code == 404
    assert signed_in.post(reverse("notifications:read", args=[uuid4()])).status_code == 404
    signed_in.post(reverse("notifications:read_all"))
    message.refresh_from_db()
    assert message.read_at is None


def unread(user):
    return Message.objects.visible_to(user).unread().count()


def test_what_was_held_back_is_not_shown(signed_in, robin, owe):
    school = OrganisationFactory()
    owe(robin, organisation=school, family_id=school.pk)
    drop_for(school, school.pk, "The family withdrew its agreement")
    assert "A visit is booked" not in signed_in.get(NOTICES).text
    assert unread(robin) == 0


def test_reading_one_leaves_the_others(signed_in, robin, owe):
    first, second = owe(robin, key="1"), owe(robin, key="2")
    assert unread(robin) == 2
    answer = signed_in.post(reverse("notifications:read", args=[first.pk]))
    assert answer["Location"] == NOTICES
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.read_at is not None
    assert second.read_at is None
    read_at = first.read_at
    signed_in.post(reverse("notifications:read", args=[first.pk]))
    first.refresh_from_db()
    assert first.read_at == read_at


def test_all_can_be_read_at_once(signed_in, robin, owe):
    owe(robin, key="1"), owe(robin, key="2")
    text = signed_in.post(reverse("notifications:read_all"), follow=True).text
    assert "All notices are marked as read." in text
    assert unread(robin) == 0
    assert "Mark all as read" not in text


def test_pages_follow_each_other_and_a_strange_address_starts_anew(signed_in, robin, owe):
    ids = [str(owe(robin, key=str(n)).pk) for n in range(SIZE + 1)]
    first = signed_in.get(NOTICES).text
    assert [i in first for i in ids] == [False] + [True] * SIZE
    assert f"?after={ids[1]}" in first
    second = signed_in.get(f"{NOTICES}?after={ids[1]}").text
    assert [i in second for i in ids] == [True] + [False] * SIZE
    for strange in ("nonsense", uuid4(), "", "9" * 500):
        assert f'id="notice-{ids[-1]}"' in signed_in.get(f"{NOTICES}?after={strange}").text


def test_a_kind_that_is_no_more_does_not_break_the_list(signed_in, robin, owe):
    owe(robin)
    Message.objects.update(kind="visit_once_booked")
    assert "Visit once booked" in signed_in.get(NOTICES).text


def test_a_page_of_notices_costs_the_same_however_many_there_are(signed_in, robin, owe):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(NOTICES)
        return len(captured)

    owe(robin)
    signed_in.get(NOTICES)
    one = queries()
    for n in range(24):
        owe(robin, key=str(n))
    assert queries() == one <= 15


@pytest.mark.parametrize("address", [NOTICES, "/notices/read/"])
def test_notices_need_a_sign_in(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_reading_is_a_post(signed_in):
    assert signed_in.get(reverse("notifications:read_all")).status_code == 405


def test_the_demo_shows_all_that_would_have_left(client, robin, owe):
    owe(robin, key="1")
    owe(ContactCardFactory(may_text=True), key="2")
    Message.objects.filter(card__isnull=False).update(channel="sms")
    text = client.get("/outbox/").text
    assert "Email to Robin Ford" in text
    assert "Text message to 07700 900123" in text


def test_outside_the_demo_there_is_no_such_page(client, settings, robin, owe):
    owe(robin)
    settings.DEMO = False
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/outbox/").status_code == 404


def test_the_outbox_reads_every_card_in_one_go(client, owe, django_assert_max_num_queries):
    for n in range(20):
        owe(ContactCardFactory(may_text=True), key=str(n))
    assert ContactCard.objects.count() == 20
    # Two of them open the demo's outbox to whoever looks, and shut it again.
    with django_assert_max_num_queries(9):
        client.get("/outbox/")
