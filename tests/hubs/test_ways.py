"""Ways to a hub that have no building: checked by channel, shown to families (R006)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.refusals import Refused
from hubs import actions
from hubs.access import fits
from hubs.models import AccessPoint, Channel
from tests.factories.hubs import AccessPointFactory, HubFactory, PostcodeFactory

GOOD = {
    "phone": ("01632 960 001", "+441632960001"),
    "text": ("07700 900 982", "+447700900982"),
    "email": ("hub@example.org", "hub@example.org"),
    "form": ("https://example.org/ask", "https://example.org/ask"),
    "chat": ("https://example.org/chat", "https://example.org/chat"),
    "app": ("https://example.org/app", "https://example.org/app"),
}
BAD = {
    "phone": ("ring us", "0", "hub@example.org"),
    "text": ("https://example.org/",),
    "email": ("hub", "01632 960001", "a@b"),
    "form": ("http://example.org/", "javascript:alert(1)", "example.org", "https://"),
    "chat": ("ftp://example.org/", "data:text/html,x"),
    "app": ("hub@example.org",),
}


def type_in(client, **values):
    said = {"channel": "phone", "label": "Advice", "value": "01632 960001", "language": "en"}
    return client.post(reverse("network:add_way"), said | values)


@pytest.mark.parametrize(("channel", "values"), BAD.items())
def test_the_database_refuses_what_does_not_fit_its_channel_r006(hub, channel, values):
    for value in values:
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessPointFactory(hub=hub, channel=channel, value=value.replace("https://", "http://"))


@pytest.mark.parametrize("channel", Channel.values)
def test_each_channel_is_checked_in_its_own_words(client, hub, manager, channel):
    client.force_login(manager)
    typed, kept = GOOD[channel]
    for wrong in (*BAD[channel], "x" * 400, "é" * 50):
        answer = type_in(client, hub=hub.pk, channel=channel, value=wrong)
        assert answer.status_code == 200, wrong
        assert answer.context["form"].errors["value"], wrong
    assert type_in(client, hub=hub.pk, channel=channel, value=typed).status_code == 302
    assert AccessPoint.objects.get().value == kept
    twice = type_in(client, hub=hub.pk, channel=channel, value=typed)
    assert "in the list already" in twice.content.decode()


@given(channel=st.sampled_from(Channel.values), value=st.text(max_size=60))
def test_nothing_fits_that_the_database_would_refuse(channel, value):
    """Whatever passes has the form that the constraint asks for."""
    if fits(channel, value):
        start = "+" if channel in ("phone", "text") else "" if channel == "email" else "https://"
        assert value.startswith(start)
        assert not any(letter.isspace() for letter in value)


def test_an_action_refuses_what_does_not_fit(hub, manager):
    facts = {"hub": hub, "label": "x", "hours": "", "language": "en", "by": manager}
    with pytest.raises(Refused):
        actions.save_access_point(None, channel="app", value="javascript:alert(1)", **facts)


def test_families_read_them_where_they_look_r006(client, hub):
    AccessPointFactory(hub=hub, label="Baby line", value="+441632960777", language="ar")
    AccessPointFactory(hub=None, label="Chat", channel="chat", value="https://chat.example.org/")
    AccessPointFactory(hub=HubFactory(), label="Elsewhere")
    PostcodeFactory(postcode="ZZ1 1AA", ward__hub=hub)
    pages = {
        hub.get_absolute_url(): ("Baby line", "tel:+441632960777", "In Arabic"),
        reverse("pages:contact"): ("https://chat.example.org/",),
        reverse("hubs:list"): ("https://chat.example.org/",),
        reverse("help:find") + "?near=ZZ1+1AA": ("Baby line", "https://chat.example.org/"),
    }
    for page, words in pages.items():
        said = client.get(page).content.decode()
        for word in words:
            assert word in said, (page, word)
        assert "Elsewhere" not in said, page
    assert "Baby line" not in client.get(reverse("pages:contact")).content.decode()


def test_managers_keep_their_own_hubs_and_administrators_the_networks(
    client, hub, manager, administrator, front_desk
):
    own, network = AccessPointFactory(hub=hub), AccessPointFactory(hub=None)
    other = AccessPointFactory()
    expected = {manager: (200, 403, 403), administrator: (200, 200, 200), front_desk: (403,) * 3}
    for user, codes in expected.items():
        client.force_login(user)
        pages = [reverse("network:way", args=[point.pk]) for point in (own, network, other)]
        assert tuple(client.get(page).status_code for page in pages) == codes
    client.force_login(front_desk)
    assert type_in(client, hub=hub.pk).status_code == 403
    assert client.get(reverse("network:ways")).status_code == 200
    client.force_login(manager)
    assert "Select the hub" in type_in(client, hub="").content.decode()
    assert "Select from the list" in type_in(client, hub=other.hub.pk).content.decode()
    client.force_login(administrator)
    assert type_in(client, hub="", value="01632 960222").status_code == 302
    away = reverse("network:take_away_way", args=[own.pk])
    assert client.post(away).status_code == 302
    assert client.post(away).status_code == 404


def test_the_networks_page_counts_them_and_sites_without_a_building(client, hub, manager):
    AccessPointFactory(hub=hub)
    AccessPointFactory(hub=None)
    AccessPointFactory(hub=hub, channel="email", value="hub@example.org")
    client.force_login(manager)
    page = " ".join(client.get(reverse("network:network")).content.decode().split())
    assert "Ways in without a building. Phone: 2. Email: 1." in page


def test_a_list_of_them_costs_the_same_however_long_it_is(client, hub, manager, count_queries):
    pages = [reverse("network:ways"), hub.get_absolute_url(), reverse("pages:contact")]
    client.force_login(manager)
    AccessPointFactory(hub=hub)
    client.get(pages[0])
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for n in range(30):
        AccessPointFactory(hub=hub if n % 2 else None)
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few
