"""A family asks for support: the whole way without JavaScript, and what goes wrong on it."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.contact.models import ContactCard
from familyhubs.contact.rules import allowed_channels
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from referrals import throttle
from referrals.models import Draft, Referral
from tests.cast import somebody

from .conftest import attend

ANSWERS = {
    "who": {"asker": "my_family"},
    "name": {"contact_name": "Ada Okafor"},
    "people": {},
    "postcode": {"postcode": "zz11aa"},
    "needs": {"young": ["sleep_feeding"], "adults": ["parent_mood"]},
    "story": {"story": "He does not sleep and I am so tired"},
    "today": {"today": ["none"]},
    "contact": {"ways": ["text", "email"]},
    "reach": {"phone": "07700 900123", "email": "ada@example.com", "first": "text"},
    "careful": {"safe_hours": ["afternoon"], "code_word": "Daisy"},
    "language": {"interpreter": "yes", "language": "Polish"},
    "sharing": {"share": ["school", "gp"]},
}
FIXED = {
    "equality": "ask:equality",
    "people": "ask:people",
    "check": "ask:check",
    "sent": "ask:sent",
}


@pytest.fixture
def asked(client, northgate):
    """Somebody who has read the page before the questions."""
    client.post(reverse("ask:before"))
    return client


@pytest.fixture
def answered(asked):
    """Somebody who has answered everything."""
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in (ANSWERS | {"people": {"done": "yes"}}).items()
    }
    draft = Draft.objects.get()
    draft.answers = json.dumps({"steps": typed})
    draft.save()
    return asked


def page(step):
    return reverse(FIXED[step]) if step in FIXED else reverse("ask:step", args=[step])


def answer(client, *steps, **changed):
    """Answer these pages, or all; the last response."""
    answers = ANSWERS | changed
    return [client.post(page(step), answers[step]) for step in steps or answers][-1]


def text(response):
    return " ".join(response.content.decode().split())


def send(client):
    response = client.post(page("check"))
    assert response.status_code == 302, text(response)
    attend()
    return response


def test_a_family_asks_for_support_without_javascript(asked, northgate):
    for step, following in zip(ANSWERS, [*list(ANSWERS)[1:], "check"], strict=True):
        assert asked.get(page(step)).status_code == 200
        response = answer(asked, step)
        assert response.status_code == 302, text(response)
        assert response["Location"] == page(following)
    check = text(asked.get(page("check")))
    assert "He does not sleep" in check
    assert "Polish" in check
    assert "Not provided" in check
    assert send(asked)["Location"] == page("equality")
    assert asked.post(page("equality"), {"skip": "yes"})["Location"] == page("sent")
    referral = Referral.objects.get()
    sent = text(asked.get(page("sent")))
    assert referral.reference in sent
    assert "Northgate Hub" in sent
    assert "We have it. Nobody has looked at it yet." in sent


def test_what_was_told_is_written_down_as_it_was_told(answered, northgate):
    send(answered)
    referral, card = Referral.objects.get(), ContactCard.objects.get()
    assert (referral.hub, referral.channel, referral.source) == (northgate, "web", "1A")
    assert referral.postcode == "ZZ1 1AA"
    assert {need.topic for need in referral.needs.all()} == {"sleep_feeding", "parent_mood"}
    assert [p.full_name for p in referral.people.filter(is_contact=True)] == ["Ada Okafor"]
    assert card.may_text
    assert card.may_email
    assert not card.may_call
    assert (card.code_word, card.interpreter_language, card.preferred) == (
        "Daisy",
        "Polish",
        "text",
    )
    assert {wish.kind for wish in referral.sharing_wishes.all()} == {"school", "gp"}


# A code word must be said first, which no machine can.
ON_PAPER = {"phone": "07700900123", "address": "1 Mill Lane\nZZ1 1AA"}
WITHOUT_CODE_WORD = {"careful": {"safe_hours": ["afternoon"]}}


def test_an_allowed_card_gets_an_answer_without_a_fact_about_anybody(answered):
    answer(answered, "careful", **WITHOUT_CODE_WORD)
    send(answered)
    message = Message.objects.get(card__isnull=False)
    assert message.kind == "request_received"
    assert set(message.facts) == {"hub", "when"}


def test_whoever_reads_it_is_named_on_the_page_and_in_the_message(answered):
    """R049: a first name and a day, on the screen and where a message may go."""
    officer = somebody("triage", user__full_name="Amira-Lou O’Neill")
    answer(answered, "careful", **WITHOUT_CODE_WORD)
    send(answered)
    assert f"{officer.first_name} at " in text(answered.get(page("sent")))
    message = Message.objects.get(kind="request_received")
    assert message.facts["worker"] == officer.first_name
    assert f"{officer.first_name} from " in write_letter("request_received", message.facts).body


def test_coming_in_stays_a_way_whatever_else_is_ticked(answered):
    answer(answered, "contact", contact={"ways": ["in_person", "text"]})
    assert "try first" not in text(answered.get(page("reach")))
    answer(answered, "reach", reach={"phone": "07700900123"})
    send(answered)
    card = ContactCard.objects.get()
    assert (card.may_come, card.preferred) == (True, "")
    assert allowed_channels(card) == ["text", "in_person"]


def test_the_way_to_try_first_is_asked_where_there_are_several(answered):
    """R064: text me first."""
    assert "Which way should we try first?" in text(answered.get(page("reach")))
    first = {"phone": "07700900123", "email": "ada@example.com", "first": "email"}
    answer(answered, "reach", reach=first)
    assert "Try first" in text(answered.get(page("check")))
    # It was asked about a way that is no longer ticked.
    answer(answered, "contact", contact={"ways": ["text", "call"]})
    assert answered.get(page("check"))["Location"] == page("reach")
    answer(answered, "contact", contact={"ways": ["text", "email"]})
    send(answered)
    card = ContactCard.objects.get()
    assert allowed_channels(card)[0] == card.preferred == "email"


def test_one_way_is_the_first(answered):
    answer(answered, "contact", contact={"ways": ["email"]})
    assert "try first" not in text(answered.get(page("reach")))
    send(answered)
    assert ContactCard.objects.get().preferred == "email"


@pytest.mark.parametrize(
    "changed",
    [
        {"contact": {"ways": ["in_person"]}},
        {"contact": {"ways": ["post", "video"]}, "reach": ON_PAPER},
        {"contact": {"ways": ["whatsapp"]}, "reach": {"phone": "07700900123"}},
        {"careful": {"never_mention": "the hub"}},
        {"careful": {"must_not_know": "He reads my phone"}},
        {"careful": {"code_word": "Daisy"}},
        {"contact": {"ways": ["call"]}, "reach": {"phone": "07700900123", "voicemail": "no"}},
    ],
    ids=[
        "in person only",
        "post and video",
        "whatsapp",
        "never mention",
        "must not know",
        "code word",
        "calls only",
    ],
)
def test_nothing_is_sent_by_a_way_that_was_not_allowed(asked, changed):
    for step, given in (ANSWERS | WITHOUT_CODE_WORD | changed).items():
        asked.post(page(step), given)
    send(asked)
    assert not Message.objects.filter(card__isnull=False).exists()


@pytest.mark.parametrize(
    ("step", "given", "says"),
    [
        ("who", {}, "Select who needs help"),
        ("who", {"asker": "the king"}, "Select who needs help"),
        ("name", {"contact_name": "  "}, "Enter your name, or what we should call you"),
        ("name", {"contact_name": "x" * 201}, "Use fewer words here"),
        ("postcode", {}, "Enter your postcode, or tick what fits you below it"),
        ("postcode", {"postcode": "nonsense"}, "We could not understand that postcode"),
        ("postcode", {"postcode": "m" * 5000}, "We could not understand that postcode"),
        ("needs", {"young": ["no such thing"]}, "Select from the list"),
        ("story", {"story": "x" * 5001}, "Use fewer words here"),
        ("today", {"today": ["rain"]}, "Select from the list"),
        ("contact", {}, "Select at least one way to get in touch"),
        ("reach", {"email": "ada@example.com"}, "Enter a phone number"),
        ("reach", {"phone": "12", "email": "ada@example.com"}, "Enter a phone number"),
        ("reach", {"phone": "07700900123", "email": "ada"}, "Enter an email address"),
        ("language", {"interpreter": "yes"}, "Enter the language you speak or sign"),
        ("sharing", {"share": ["the papers"]}, "Select from the list"),
    ],
)
def test_each_page_says_what_is_wrong_and_keeps_what_was_typed(asked, step, given, says):
    answer(asked, *list(ANSWERS)[: list(ANSWERS).index(step)])
    response = asked.post(page(step), given)
    assert response.status_code == 200
    html = text(response)
    assert "There is a problem" in html
    assert says in html
    assert "<title>Error:" in html
    again = text(asked.get(page(step)))
    assert "There is a problem" not in again
    for typed in given.values():
        if isinstance(typed, str) and 0 < len(typed.strip()) < 300 and step not in {"who"}:
            assert typed in again


def test_neither_a_need_nor_a_word_is_too_little(asked):
    answer(asked, *list(ANSWERS)[:4])
    asked.post(page("needs"), {})
    assert "Tell us a little about what is happening" in text(asked.post(page("story"), {}))
    asked.post(page("needs"), {"home": ["money"]})
    assert asked.post(page("story"), {}).status_code == 302


def test_three_postcode_answers_are_three_different_messages(asked, northgate):
    answer(asked, "who", "name", "people")
    malformed = text(asked.post(page("postcode"), {"postcode": "M3"}))
    assert "could not understand that postcode" in malformed
    unknown = asked.post(page("postcode"), {"postcode": "zz9 9zz"}, follow=True)
    assert "We could not find ZZ9 9ZZ in our area" in text(unknown)
    homeless = asked.post(page("postcode"), {"no_fixed_address": "on"}, follow=True)
    assert "It does not matter that you have no fixed address" in text(homeless)
    found = asked.post(page("postcode"), {"postcode": "ZZ1 1AA"})
    assert found["Location"] == page("needs")


def test_somebody_without_an_address_chooses_a_hub_or_none(answered, northgate):
    answered.post(page("postcode"), {"no_fixed_address": "on"})
    assert answered.get(page("check"))["Location"] == page("hub")
    answered.post(page("hub"), {})
    send(answered)
    referral = Referral.objects.get()
    assert referral.no_fixed_address
    assert referral.postcode == ""
    assert referral.hub == northgate


def test_people_are_added_changed_and_taken_out(asked):
    answer(asked, "who", "name")
    person = reverse("ask:person", args=["abc"])
    wrong = asked.post(person, {"full_name": "Tobi", "kind": "child", "age": "four"})
    assert "Enter the age as a whole number" in text(wrong)
    assert "Not finished" in text(asked.get(page("people")))
    assert "Finish Tobi, or take them out" in text(asked.post(page("people")))
    assert asked.get(page("postcode"))["Location"] == page("people")
    for _again in range(2):  # A double click adds one person, not two.
        asked.post(person, {"full_name": "Tobi", "kind": "child", "age": "4"})
    asked.post(reverse("ask:person", args=["def"]), {"full_name": "baby", "kind": "unborn"})
    listed = text(asked.get(page("people")))
    assert listed.count("A child or young person, age 4") == 1
    assert "A baby on the way" in listed
    asked.post(reverse("ask:remove_person", args=["abc"]))
    assert "age 4" not in text(asked.get(page("people")))


def test_for_somebody_else_that_person_must_be_named(asked, northgate):
    answer(asked, "who", who={"asker": "somebody_else"})
    assert "Enter your name" in text(asked.post(page("filler"), {}))
    asked.post(page("filler"), {"filled_by": "Grace", "relation": "her neighbour"})
    assert "Select whether they agree" in text(asked.post(page("agreed"), {}))
    asked.post(page("agreed"), {"agreed": "agrees"})
    answer(asked, "name")
    assert "Add the person who needs help" in text(asked.post(page("people"), {}))
    asked.post(reverse("ask:person", args=["abc"]), {"full_name": "Mo", "kind": "adult"})
    answer(asked, *list(ANSWERS)[2:])
    assert "Grace, her neighbour" in text(asked.get(page("check")))
    send(asked)
    referral = Referral.objects.get()
    assert [p.full_name for p in referral.people.all()] == ["Mo"]
    assert (referral.filled_in.name, referral.filled_in.relation) == ("Grace", "her neighbour")
    asked.force_login(somebody("triage", hub=northgate))
    assert "Grace (her neighbour)" in text(asked.get(referral.get_absolute_url()))


def test_for_me_alone_nobody_else_is_asked_for(asked):
    assert answer(asked, "who", who={"asker": "myself"})["Location"] == page("under18")
    asked.post(page("under18"), {"under18": "no"})
    assert answer(asked, "name")["Location"] == page("postcode")


def test_a_change_goes_straight_back_to_the_check(answered):
    response = answered.post(f"{page('name')}?change=1", {"contact_name": "Ada O’Kafor"})
    assert response["Location"] == page("check")
    assert "Ada O’Kafor" in text(answered.get(page("check")))


def test_a_change_that_opens_a_question_asks_only_that(answered):
    response = answered.post(f"{page('contact')}?change=1", {"ways": ["call", "text"]})
    assert response["Location"] == f"{page('reach')}?change=1"
    response = answered.post(response["Location"], {"phone": "07700900123", "voicemail": "no"})
    assert response["Location"] == page("check")


def test_a_page_too_far_ahead_leads_to_the_first_one_missing(asked):
    answer(asked, "who")
    for step in ("story", "check", "sharing"):
        assert asked.get(page(step))["Location"] == page("name")


@pytest.mark.parametrize("today", ["harm", "fear", "self_harm", "hunger", "homeless"])
def test_a_danger_shows_whom_to_ring_and_the_request_is_still_taken(answered, today):
    response = answered.post(page("today"), {"today": [today]}, follow=True)
    assert "You can get help now" in text(response)
    assert "0800 1111" in text(response)
    send(answered)
    assert Referral.objects.get().safety_flags == [today]
    assert "not safe now" in text(answered.get(page("sent")))


def test_words_of_danger_raise_a_flag_for_people_and_stop_nothing(answered):
    answered.post(page("story"), {"story": "I want to die and he hits me"}, follow=True)
    send(answered)
    assert set(Referral.objects.get().safety_flags) == {"words_harm", "words_self_harm"}


def test_sent_twice_it_is_one_request_with_one_confirmation(answered):
    first, second = send(answered), send(answered)
    assert (first["Location"], second["Location"]) == (page("equality"), page("sent"))
    assert Referral.objects.count() == 1


def test_after_sending_nothing_of_the_draft_is_left(answered):
    send(answered)
    assert Draft.objects.get().answers == ""


def test_leaving_the_page_leaves_nothing_on_this_device(answered):
    answered.get(reverse("pages:exit"))
    assert answered.get(page("check"))["Location"] == reverse("ask:before")
    assert Draft.objects.count() == 1  # It waits out its days, opened by nobody.


def test_deleting_the_answers_deletes_the_draft(answered):
    answered.post(reverse("ask:start_again"))
    assert not Draft.objects.exists()
    assert answered.get(page("check"))["Location"] == reverse("ask:before")


def test_another_browser_never_opens_the_draft(answered):
    stranger = Client()
    assert stranger.get(page("check"))["Location"] == reverse("ask:before")
    assert "Ada" not in text(stranger.get(page("sent")))


def test_a_session_that_ended_says_so_and_gives_the_words_back(asked):
    answer(asked, *list(ANSWERS)[:5])
    Session.objects.all().delete()
    response = asked.post(page("story"), {"story": "All that I had just written"})
    assert response.status_code == 410
    assert "All that I had just written" in text(response)
    assert "Nothing was sent" in text(response)


def test_a_draft_past_its_time_is_not_opened(asked):
    answer(asked, "who")
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asked.get(page("name"))["Location"] == reverse("ask:before")


def test_a_forged_post_gets_a_plain_page(northgate):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("ask:before"))
    assert response.status_code == 403
    assert "Please try that again" in text(response)


def test_a_machine_that_fills_every_box_sends_nothing(answered):
    response = answered.post(page("check"), {"website": "http://spam.example"})
    assert "Clear the box that should be empty" in text(response)
    assert not Referral.objects.exists()


@pytest.mark.parametrize("doing", ["start", "page", "send"])
def test_too_many_from_one_address_are_asked_to_wait(answered, monkeypatch, doing):
    monkeypatch.setitem(throttle.LIMITS, doing, 1)
    where = {"start": reverse("ask:before"), "page": page("name"), "send": page("check")}[doing]
    hour = timezone.now().replace(minute=20, second=30)
    with time_machine.travel(hour, tick=False):
        answered.post(where, {"website": "x"})
        response = answered.post(where, {"website": "x"})
    assert response.status_code == 429
    assert response["Retry-After"] == "2400"
    assert "Wait 40 minutes" in text(response)


@pytest.mark.parametrize(
    "nasty",
    [
        "\u202eדוד\u202c <script>alert(1)</script>",
        "💔" * 40,
        "Robert'); DROP TABLE referrals_referral;--",
        "{{ 7*7 }} {% load i18n %}",
        "zero\u200bwidth",
        "\ud7ff\ufffe",
    ],
)
def test_hostile_and_foreign_words_are_only_words(answered, nasty):
    answered.post(page("name"), {"contact_name": nasty})
    answered.post(page("story"), {"story": nasty})
    check = answered.get(page("check")).content.decode()
    assert "<script>alert" not in check
    send(answered)
    assert Referral.objects.get().story == nasty


def test_a_nul_and_a_flood_are_answered(asked):
    assert asked.post(page("who"), {"asker": "my\x00self"}).status_code == 400
    response = asked.post(page("who"), {"asker": ["x" * 100_000] * 20})
    assert response.status_code == 200
    assert len(Draft.objects.get().answers) < 40 * 12_000


def test_the_front_page_leads_to_the_questions(client, db):
    front = text(client.get("/"))
    assert reverse("ask:before") in front
    before = text(client.get(reverse("ask:before")))
    assert "Do not use this to tell us that someone is in danger" in before
