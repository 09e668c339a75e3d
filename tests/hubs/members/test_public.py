"""Joining on the web, and one's own page: a look changes nothing, a press does (R029)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from familyhubs.contact.models import ContactCard
from familyhubs.notifications.models import Message
from familyhubs.requests import without_key
from hubs import actions
from hubs.members.links import YES, confirm_link, own_link, token_of
from hubs.models import Member
from hubs.whats_on import throttle
from tests.factories.hubs import AreaFactory, PostcodeFactory
from tests.factories.members import MemberFactory, NoticeFactory
from tests.hubs.members.conftest import fresh
from tests.hubs.whats_on.conftest import PUBLIC

pytestmark = pytest.mark.django_db
HUB = "/join/hub/northgate/"


def told(**changes):
    return {
        "name": "Jo",
        "children": "3 years",
        "hears": ["whats_on", "say"],
        "way": "text",
        "phone": "07700 900123",
        "safe": "yes",
        "form_key": "abc",
        **changes,
    }


def test_from_the_hubs_page_to_a_member(client, hub):
    assert HUB in client.get(hub.get_absolute_url()).content.decode()
    page = client.get(HUB).content.decode()
    assert "checked" not in page, "nothing is ticked for anybody"
    assert client.post(HUB, told())["Location"] == reverse("join:sent", args=["northgate"])
    member = Member.objects.get()
    assert (member.state, member.hears, len(member.children)) == ("asked", ["whats_on", "say"], 1)
    link = confirm_link(member)
    assert client.get(link).status_code == 200
    assert fresh(member).state == "asked", "a scanner that looks joins nobody"
    assert client.post(link)["Location"] == own_link(member)
    assert fresh(member).state == "member"
    assert client.get(link)["Location"] == own_link(member)


def test_who_is_a_member_already_is_answered_like_anybody(client, hub):
    strangers = client.post(HUB, told(), follow=True).content
    actions.confirm_member(Member.objects.get(), by=PUBLIC)
    again = client.post(HUB, told(form_key="other"), follow=True).content
    many = [client.post(HUB, told(form_key=f"k{n}"), follow=True).content for n in range(4)]
    pages = {re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", p) for p in [again, *many]}
    assert pages == {re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", strangers)}


def test_where_it_is_not_safe_nothing_is_sent_and_nothing_kept(client, hub):
    page = client.post(HUB, told(safe="no"), follow=True)
    assert "we send nothing" in page.content.decode()
    assert not Member.objects.exists()
    assert not Message.objects.exists()
    assert not ContactCard.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": ""}, "Enter a name we can call you by"),
        ({"way": ""}, "Select text message or email"),
        ({"phone": "12"}, "phone number"),
        ({"way": "email"}, "Enter an email address"),
        ({"safe": ""}, "Select whether it is safe"),
        ({"children": "a few"}, "We could not read “a few”"),
        ({"hears": ["gossip"]}, "Select from the list"),
        ({"website": "x"}, "Clear the box"),
        ({"name": "x" * 200_000}, "Use fewer words"),
        ({"children": "9" * 100_000}, "Use fewer words"),
    ],
)
def test_each_mistake_is_said(client, hub, changes, error):
    page = client.post(HUB, told(**changes))
    assert page.status_code == 200
    assert error in page.content.decode()
    assert not Member.objects.exists()


def test_the_hub_is_found_by_postcode_that_stands_in_no_address(client, hub):
    PostcodeFactory(postcode="ZZ1 1AA", ward=AreaFactory(hub=hub))
    page = client.post(reverse("join:choose"), {"postcode": "zz11aa"})
    assert page["Location"] == HUB
    page = client.post(reverse("join:choose"), {"postcode": "nowhere"})
    assert "whole postcode" in page.content.decode()
    assert HUB in page.content.decode()


def test_a_look_stops_nothing_and_one_press_stops_everything(client, hub):
    member = MemberFactory(hub=hub, hears=["news"])
    link = own_link(member)
    for method in (client.get, client.head, client.options):
        method(link)
    assert fresh(member).hears == ["news"]
    assert "Stop everything" in client.get(link).content.decode()
    page = client.post(link, follow=True).content.decode()
    assert "You hear from us no more" in page
    assert fresh(member).hears == []
    client.post(reverse("join:again", args=[link.split("/")[-2]]))
    assert fresh(member).hears == ["news"]


def test_a_mail_program_presses_for_its_reader(hub, settings):
    """No sign-in, no cookie, no token of a form, and as often as one provider likes."""
    member = MemberFactory(hub=hub, hears=["news"])
    program = Client(enforce_csrf_checks=True)
    for _ in range(3):
        answer = program.post(own_link(member), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, "a mail program follows no redirect"
    assert fresh(member).hears == []


def test_other_buttons_of_the_page_ask_for_the_forms_own_token(hub):
    member = MemberFactory(hub=hub, hears=["news"])
    token = own_link(member).split("/")[-2]
    other = Client(enforce_csrf_checks=True)
    for name in ("join:again", "join:hear", "join:leave"):
        assert other.post(reverse(name, args=[token])).status_code == 403
    assert other.post(confirm_link(member)).status_code == 403


def test_choosing_less_and_leaving_by_the_same_page(client, hub):
    member = MemberFactory(hub=hub, hears=["news", "say"], name="Ada Okafor")
    token = own_link(member).split("/")[-2]
    assert "Ada" not in client.get(own_link(member)).content.decode()
    client.post(reverse("join:hear", args=[token]), {"hears": ["say"]})
    assert fresh(member).hears == ["say"]
    page = client.post(reverse("join:hear", args=[token]), {"hears": ["gossip"]})
    assert "Select from the list" in page.content.decode()
    leave = reverse("join:leave", args=[token])
    assert "cannot be undone" in client.get(leave).content.decode()
    assert fresh(member).is_member
    assert "You are no member now" in client.post(leave, follow=True).content.decode()
    for name in ("join:again", "join:leave", "join:mine"):
        assert client.post(reverse(name, args=[token]), follow=True).status_code == 200
    page = client.post(reverse("join:hear", args=[token]), {"hears": ["say"]})
    assert page.status_code == 200
    assert fresh(member).hears == []


@pytest.mark.parametrize("name", ["confirm", "mine", "again", "hear", "leave"])
def test_a_link_that_we_never_signed_opens_nothing(client, hub, name):
    for token in ("x", "x" * 44, "é" * 44, "-" * 5000, token_of(MemberFactory(hub=hub), YES)[::-1]):
        for method in (client.get, client.post):
            assert method(reverse(f"join:{name}", args=[token])).status_code in (404, 405)


def test_a_used_or_late_link_says_what_to_do(client, hub):
    client.post(HUB, told())
    member = Member.objects.get()
    actions.end_member(member, by=PUBLIC)
    for answer in (
        client.get(confirm_link(member)),
        client.post(confirm_link(member), follow=True),
    ):
        assert answer.status_code == 410
        assert "join again" in answer.content.decode()


def test_joining_too_often_from_one_address_is_slowed_down_and_stopping_is_not(
    client, hub, monkeypatch
):
    monkeypatch.setattr(throttle, "LIMIT", 1)
    member = MemberFactory(hub=hub)
    assert client.post(HUB, told()).status_code == 302
    assert client.post(HUB, told(form_key="b")).status_code == 429
    assert client.post(own_link(member)).status_code == 302


def test_links_are_kept_out_of_the_log(hub):
    member = MemberFactory(hub=hub)
    for link in (own_link(member), confirm_link(member)):
        assert without_key(f"GET {link}").endswith("…")


def test_news_is_a_page_for_everybody_until_it_is_taken_back(client, hub, manager):
    notice = NoticeFactory(hub=hub, words="One.\n<script>", link="https://example.org/say")
    assert notice.get_absolute_url() in client.get(hub.get_absolute_url()).content.decode()
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "&lt;script&gt;" in page
    assert "https://example.org/say" in page
    actions.take_notice_back(notice, by=manager)
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert notice.get_absolute_url() not in client.get(hub.get_absolute_url()).content.decode()
