"""A family saves what it wrote, and comes back with a code on any device (R041)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.requests import without_key
from referrals import actions, codes, throttle
from referrals.models import Draft, DraftCode, Referral
from tests.referrals.test_ask import answer, answered, asked, page, send, text

__all__ = ["answered", "asked"]
SAVE, BACK = reverse("ask:save"), reverse("ask:back")


def saved(client, **data):
    """Press "Get my code"; the code on the page."""
    return re.search(r"fh-code\">([A-Z0-9-]{14})<", text(client.post(SAVE, data)))[1]


def come_back(code):
    """Another phone, with the code."""
    other = Client()
    return other, other.post(BACK, {"code": code})


def test_a_code_opens_the_draft_on_another_device_with_all_that_was_typed(asked):
    answer(asked, "who")
    wrong = {"contact_name": "x" * 201, "save": "yes"}
    assert asked.post(page("name"), wrong)["Location"] == SAVE
    assert "Nobody reads what you write until you send it" in text(asked.get(SAVE))
    other, response = come_back(saved(asked))
    assert response["Location"] == reverse("ask:next")
    again = other.get(response["Location"], follow=True)
    assert again.request["PATH_INFO"] == page("name")
    assert "x" * 201 in text(again)


@pytest.mark.parametrize("where", ["people", "check", "person", "help_now"])
def test_every_page_leads_to_saving(answered, where):
    url = {"person": reverse("ask:person", args=["abc"]), "help_now": reverse("ask:help_now")}
    url = url.get(where) or page(where)
    assert "Save and come back later" in text(answered.get(url))
    if where != "help_now":
        assert answered.post(url, {"save": "yes"})["Location"] == SAVE
    assert not Referral.objects.exists()


def test_only_a_digest_is_kept_and_the_page_is_the_only_one_that_shows_the_code(asked):
    code = saved(asked)
    row = DraftCode.objects.get()
    assert re.fullmatch(r"[CDFGHJKMNPQRTVWXY34679]{4}(-[CDFGHJKMNPQRTVWXY34679]{4}){2}", code)
    assert codes.plain_code(code) not in row.digest
    assert code not in str(asked.session.items())
    assert code not in text(asked.get(SAVE))
    assert code not in without_key(f"GET /ask/back/{code}/")


@pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}. "])
def test_a_code_is_read_as_people_write_it(asked, change):
    assert come_back(change(saved(asked)))[1].status_code == 302


@pytest.mark.parametrize("typed", ["", "CDFG-HJKM-3467", "x" * 61, "💥" * 20, "' OR 1=1 --"])
def test_another_code_opens_nothing_and_says_so(asked, typed):
    saved(asked)
    other, response = come_back(typed)
    assert response.status_code == 200
    assert "There is a problem" in text(response)
    assert "ask_draft" not in other.session


@given(st.text(max_size=200))
def test_whatever_is_typed_for_a_code_has_a_digest(typed):
    assert re.fullmatch(r"[0-9a-f]{64}", codes.digest_of(typed))


def test_leaving_at_once_takes_the_draft_from_the_browser_but_not_from_its_code(asked):
    answer(asked, "who", "name")
    code = saved(asked)
    asked.get(reverse("pages:exit"))
    assert asked.get(page("name"))["Location"] == reverse("ask:before")
    other, _response = come_back(code)
    assert "Ada Okafor" in text(other.get(page("name")))


def test_two_codes_open_the_same_draft_and_the_eleventh_ends_the_first(asked):
    given = [saved(asked) for _ in range(11)]
    assert DraftCode.objects.count() == 10
    assert come_back(given[0])[1].status_code == 200
    for code in (given[1], given[10]):
        assert come_back(code)[1].status_code == 302


def test_it_is_kept_for_its_days_from_the_last_time_it_was_saved(asked):
    code, today = saved(asked), timezone.now()
    with time_machine.travel(today + timedelta(days=27), tick=False):
        other, _response = come_back(code)
        later = saved(other)
    with time_machine.travel(today + timedelta(days=50), tick=False):
        assert come_back(later)[1].status_code == 302
    with time_machine.travel(today + timedelta(days=56), tick=False):
        assert come_back(later)[1].status_code == 200
        actions.delete_expired_drafts(by=SystemActor.CLOCK)
    assert not DraftCode.objects.exists()


def test_after_sending_the_code_opens_the_confirmation_only(answered):
    code = saved(answered)
    send(answered)
    other, response = come_back(code)
    assert response["Location"] == reverse("ask:sent")
    shown = text(other.get(reverse("ask:sent")))
    assert Referral.objects.get().reference in shown
    assert "Ada" not in shown
    assert other.get(page("name"))["Location"] == reverse("ask:sent")
    assert other.post(SAVE)["Location"] == reverse("ask:sent")


def test_who_deletes_the_answers_deletes_the_codes(asked):
    code = saved(asked)
    assert "Delete my answers" in text(asked.get(SAVE))
    asked.post(reverse("ask:start_again"))
    assert not Draft.objects.exists()
    assert come_back(code)[1].status_code == 200


def test_the_link_goes_by_email_only_where_that_is_said_to_be_safe(asked):
    answer(asked, "who", "name")
    refused = asked.post(SAVE, {"email": "ada@example.com"})
    assert "Tick that email is safe" in text(refused)
    assert not Message.objects.exists()
    code = saved(asked, email="ada@example.com", is_safe="on")
    message = Message.objects.get()
    assert message.typed_address == "ada@example.com"
    letter = write_letter(message.kind, {"words": message.words})
    assert f"/ask/back/{code}/" in letter.body
    for told in ("Ada", "support", "family", "hub", "help"):
        assert told not in (letter.subject + letter.body).replace(message.words, "")
    link = reverse("ask:back_by_link", args=[code])
    other = Client()
    assert code in text(other.get(link))
    assert "ask_draft" not in other.session  # A mail program that looks at links opens nothing.


def test_one_box_gets_three_letters_a_day_and_the_page_says_whether(asked):
    said = []
    for number in range(5):
        said_safe = {"email": f"ada+{number}@example.com", "is_safe": "on"}
        said.append("We are sending the link" in text(asked.post(SAVE, said_safe)))
    assert Message.objects.count() == 3
    assert said == [True, True, True, False, False]
    assert "We have not sent an email" in text(asked.post(SAVE, said_safe))


def test_codes_cannot_be_tried_for_long(asked, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "back", 2)
    code, other = saved(asked), Client()
    with time_machine.travel(timezone.now().replace(minute=20), tick=False):
        for _ in range(2):
            assert other.post(BACK, {"code": "CDFG-HJKM-3467"}).status_code == 200
        assert other.post(BACK, {"code": code}).status_code == 429


def test_the_database_keeps_digests_and_each_once(asked):
    saved(asked)
    row = DraftCode.objects.get()
    for digest in ("CDFG-HJKM-3467", row.digest):
        with pytest.raises(IntegrityError), transaction.atomic():
            DraftCode.objects.bulk_create([DraftCode(draft=row.draft, digest=digest)])
