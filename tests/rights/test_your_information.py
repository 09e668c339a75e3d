"""Your information and your rights: a public page, without an account (R065)."""

import re

import pytest
from django.urls import reverse

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.registers.models import RightsRequest
from familyhubs.rights.registers.views.public import FORMS
from tests.cast import somebody

pytestmark = pytest.mark.django_db


def at(name):
    return reverse(f"your_information:{name}")


def said(**changed):
    return {
        "name": "Ada Okafor", "born_on_day": "27", "born_on_month": "3", "born_on_year": "1990",
        "asker": "self", "about": "", "reach": "Text me in the morning", "email": "",
        "what": "You told the school", "against": "lists",
    } | changed  # fmt: skip


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def kept():
    with acting_as(SystemActor.CLOCK):
        return list(RightsRequest.objects.all())


def test_the_page_leads_to_each_form_and_other_complaints_elsewhere(client):
    page = client.get(at("start")).content.decode()
    for name in FORMS:
        assert f'href="{at(name)}"' in page
    assert f'href="{reverse("pages:complaints")}"' in page
    for name in ("privacy", "privacy_full", "privacy_young", "complaints", "cookies"):
        assert at("start") in client.get(reverse(f"pages:{name}")).content.decode(), name


@pytest.mark.parametrize("name", FORMS)
def test_sent_twice_it_is_one_and_a_number_is_given(client, name):
    officer = somebody("governance")
    form = said(key=key_of(client.get(at(name))))
    for _time in range(2):
        page = client.post(at(name), form, follow=True).content.decode()
    (asked,) = kept()
    assert asked.reference in page
    assert ("30 days" in page) == (name == "complain")
    assert (asked.kind, asked.against) == (FORMS[name][1], "lists" if name == "object" else "")
    assert asked.family is None
    client.force_login(officer)
    assert asked.reference in client.get(reverse("registers:requests")).content.decode()


def test_a_bookmark_of_the_end_leads_to_the_beginning(client):
    assert client.get(at("sent"))["Location"] == at("start")


def test_an_error_says_what_to_do_and_keeps_what_was_typed(client):
    page = client.post(at("complain"), said(name="", born_on_day="40")).content.decode()
    for words in ("Enter your name", "You told the school", "Text me in the morning"):
        assert words in page
    assert not kept()


@pytest.mark.parametrize("typed", ["\0", "x" * 50_000, "<script>alert(1)</script>", "é" * 3000])
def test_whatever_is_typed_is_never_an_error_of_ours(client, typed):
    for name in FORMS:
        form = said(**dict.fromkeys(said(), typed))
        answer = client.post(at(name), form | {"key": typed})
        assert answer.status_code in (200, 400), name
        assert b"<script>alert" not in answer.content
    assert not kept()


def test_nobody_says_from_outside_whose_it_is_or_what_was_decided(client):
    form = said(family=1, decision="upheld", came="phone", reference="DP-1")
    client.post(at("correct"), form)
    (asked,) = kept()
    assert (asked.family, asked.decision, asked.came) == (None, "", "web")
    assert asked.reference != "DP-1"


def test_sent_too_often_it_must_wait(client):
    answers = [client.post(at("correct"), said(name="")).status_code for _ in range(22)]
    assert answers[0] == 200
    assert answers[-1] == 429
