"""You said, we did: a draft, published, taken down; nobody outside reads the others (R038)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import YouSaid
from tests.cast import somebody
from tests.factories.boards import BoardActionFactory, BoardFactory, YouSaidFactory
from tests.factories.hubs import HubFactory, SiteFactory


def boxes(day):
    return {"done_on_day": day.day, "done_on_month": day.month, "done_on_year": day.year}


def read(client, hub, page="hubs:you_said"):
    return client.get(reverse(page, args=[hub.slug])).content.decode()


def test_the_database_refuses_what_is_taken_down_before_it_is_published(hub):
    now = timezone.now()
    for broken in (
        {"taken_down_at": now},
        {"published_at": now, "taken_down_at": now - timedelta(days=1)},
        {"did": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            YouSaidFactory(hub=hub, **broken)


def test_who_works_there_writes_a_manager_publishes_and_families_read_r038(
    client, hub, front_desk, manager
):
    site = SiteFactory(hub=hub)
    client.force_login(front_desk)
    said = {"hub": hub.pk, "said": "It is too cold.", "did": "We mended the heating."}
    said |= boxes(timezone.localdate())
    client.post(reverse("network:add_you_said"), said)
    entry = YouSaid.objects.get()
    publish = reverse("network:publish_you_said", args=[entry.pk])
    assert client.post(publish).status_code == 403
    assert "too cold" not in read(client, hub)
    link = reverse("hubs:you_said", args=[hub.slug])
    assert link not in read(client, hub, "hubs:hub")
    client.force_login(manager)
    client.post(publish)
    assert "already" in client.post(publish, follow=True).content.decode()
    assert "too cold" in read(client, hub)
    assert "too cold" not in read(client, HubFactory())
    assert link in read(client, hub, "hubs:hub")
    assert link in client.get(site.get_absolute_url()).content.decode()
    change = reverse("network:change_you_said", args=[entry.pk])
    assert "Take it down to change it" in client.post(change, said).content.decode()
    client.post(reverse("network:take_down_you_said", args=[entry.pk]))
    assert "too cold" not in read(client, hub)
    client.post(change, said | {"said": "It was too cold."})
    client.post(publish)
    assert "It was too cold" in read(client, hub)


def test_of_another_hub_there_is_no_entry_and_who_works_nowhere_writes_none(
    client, hub, stranger, commissioner, teacher
):
    entry = YouSaidFactory(hub=hub)
    client.force_login(stranger)
    for name in ("change_you_said", "publish_you_said", "take_down_you_said"):
        assert client.post(reverse(f"network:{name}", args=[entry.pk])).status_code == 404
    said = {"hub": hub.pk, "said": "x", "did": "y"} | boxes(timezone.localdate())
    page = client.post(reverse("network:add_you_said"), said).content.decode()
    assert "Select from the list" in page
    for user in (commissioner, teacher):
        client.force_login(user)
        assert client.get(reverse("network:you_said")).status_code == 403


def test_an_entry_comes_from_what_a_board_asked_for_once_r038(client, hub, manager):
    board = BoardFactory(hubs=[hub, HubFactory()])
    today = timezone.localdate()
    action = BoardActionFactory(board=board, done_on=today, outcome="A new gate")
    client.force_login(manager)
    address = reverse("network:tell_families", args=[action.pk])
    page = client.get(address).content.decode()
    assert "A new gate" in page
    assert "anybody can read this" in page
    said = {"hub": hub.pk, "said": "The gate sticks", "did": "A new gate"} | boxes(today)
    client.post(address, said)
    again = client.post(address, said).content.decode()
    assert "an entry about this action already" in again
    entry = YouSaid.objects.get()
    assert entry.action == action
    actions.publish_you_said(entry, by=manager)
    listed = client.get(reverse("network:board_actions", args=[board.pk]), {"show": "done"})
    assert "Families read of it" in listed.content.decode()
    with pytest.raises(Refused, match="the board advises"):
        actions.save_you_said(
            None, hub=HubFactory(), said="x", did="y", done_on=today, action=action, by=manager
        )


def test_pages_are_turned_and_cost_the_same_however_long_the_list_is(
    client, hub, manager, count_queries
):
    now = timezone.now()
    YouSaidFactory(hub=hub, published_at=now)
    addresses = [reverse("hubs:you_said", args=[hub.slug]), reverse("network:you_said")]
    client.force_login(manager)
    client.get(addresses[1])
    few = [count_queries(lambda at=at: client.get(at)) for at in addresses]
    for n in range(30):
        YouSaidFactory(hub=hub, published_at=now, done_on=now.date() - timedelta(days=n))
    assert [count_queries(lambda at=at: client.get(at)) for at in addresses] == few
    assert "after=" in read(client, hub)


@pytest.mark.django_db(transaction=True)
def test_pressed_by_several_at_once_it_is_published_once(hub):
    entry, by = YouSaidFactory(hub=hub), somebody("administrator")

    def press(_at):
        try:
            return bool(actions.publish_you_said(entry, by=by))
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(press, range(4))) == 1
