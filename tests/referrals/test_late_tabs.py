"""A second tab, the way back, a session that ended: what came too late is never swallowed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from referrals.forms.journey import Journey, YoungJourney
from referrals.forms.people import PersonForm
from referrals.models import Draft, Referral
from tests.factories.hubs import HubFactory
from tests.referrals.test_ask import answer, answered, asked, page, send, text
from tests.referrals.test_safety import long_answers

__all__ = ["answered", "asked"]

PERSON = reverse("ask:person", args=["abc"])
FORMS = [*Journey.forms.values(), *YoungJourney.forms.values(), PersonForm]


def test_what_is_written_after_sending_is_not_taken_for_sent(answered):
    send(answered)
    late = answered.post(page("story"), {"story": "He hit me <b>"})
    html = text(late)
    assert late.status_code == 409
    assert "What you wrote or ticked just now was not sent" in html
    assert "He hit me &lt;b&gt;" in html
    assert Referral.objects.get().reference in html
    # A danger in it: whom to ring, at once.
    assert "0800 1111" in html.partition("<main")[2].partition("</main>")[0]


def test_without_a_danger_it_leads_to_the_way_to_add_it(answered):
    answer(answered, "careful", careful={})
    send(answered)
    html = text(answered.post(page("story"), {"story": "The school rang"}))
    assert "The school rang" in html
    assert reverse("ask:where") in html
    assert "0800 1111" not in html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("where", "given"),
    [
        (page("today"), {"today": "self_harm"}),
        (page("needs"), {"together": "abuse"}),
        (PERSON, {"full_name": "Tobi", "note": "He is scared of his uncle"}),
    ],
)
def test_every_late_danger_shows_whom_to_ring(answered, where, given):
    send(answered)
    html = text(answered.post(where, given))
    assert "was not sent" in html
    assert "0800 1111" in html.partition("<main")[2].partition("</main>")[0]


def test_a_second_press_of_send_is_only_the_confirmation(answered):
    send(answered)
    assert answered.post(page("check"))["Location"] == page("sent")


def test_every_long_answer_is_given_back_when_its_time_is_over(asked):
    names = {name for form in FORMS for name in long_answers(form)}
    assert {"note", "story", "who_may_know"} <= names
    Session.objects.all().delete()
    html = text(asked.post(PERSON, {name: f"typed in {name}" for name in names}))
    assert not [name for name in names if f"typed in {name}" not in html]


def test_somebody_who_is_not_finished_is_read_for_danger_and_stops_the_way(answered):
    answered.post(PERSON, {"full_name": "Tobi", "note": "He is scared of his uncle"})
    stopped = answered.post(page("people"))
    assert stopped.status_code == 200
    assert "Finish Tobi, or take them out" in text(stopped)
    assert answered.post(page("check"))["Location"] == page("people")
    answered.post(reverse("ask:remove_person", args=["abc"]))
    assert answered.post(page("people")).status_code == 302
    send(answered)


def test_the_note_of_somebody_who_is_not_finished_is_read_for_danger():
    person = {"full_name": ["Tobi"], "note": ["He is scared of his uncle"]}
    assert Journey({"people": {"abc": person}}).flags == ["words_fear"]


def test_a_page_that_was_only_opened_is_nobody(answered):
    answered.post(PERSON, {"full_name": " ", "note": ""})
    assert "Not finished" not in text(answered.get(page("people")))
    send(answered)


def test_a_father_and_a_grown_son_of_one_name_can_ask(answered):
    for token in ("father", "son"):
        who = {"full_name": "ada okafor", "kind": "adult"}
        assert answered.post(reverse("ask:person", args=[token]), who).status_code == 302
    send(answered)
    assert [p.is_contact for p in Referral.objects.get().people.order_by("pk")].count(True) == 1
    assert Referral.objects.get().people.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "url", [page("who"), PERSON, reverse("ask:save"), page("check"), reverse("ask:photo")]
)
def test_answers_deleted_in_another_tab_meanwhile_are_lost_and_no_error(url):
    """The row is read before the other tab deletes it, and locked after."""
    HubFactory()
    client, is_locked = Client(), Event()
    client.post(reverse("ask:before"))
    draft = Draft.objects.get()

    def delete():
        with transaction.atomic():
            Draft.objects.lock(draft).delete()
            is_locked.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.7)")
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        deleting = pool.submit(delete)
        is_locked.wait(10)
        given = {"asker": "myself", "story": "What I wrote", "full_name": "Tobi"}
        response = client.post(url, given)
        deleting.result()
    assert response.status_code in (302, 410)
    if url == page("who"):
        assert "What I wrote" in text(response)
