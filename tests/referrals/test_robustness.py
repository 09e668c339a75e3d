"""The front door as hostile, clumsy and unlucky people meet it: no page answers with an error."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from referrals import actions
from referrals.models import Concern, Draft, Referral
from tests.cast import somebody
from tests.factories.families import FamilyMemberFactory, PersonFactory
from tests.factories.hubs import HubFactory
from tests.referrals.test_ask import ANSWERS, answer, answered, asked, page, send, text

__all__ = ["answered", "asked"]

WAYS_OF_THE_JOURNEY = [*ANSWERS, "hub", "check"]
NASTY = {
    "nothing": "",
    "far too much": "x" * 200_000,
    "digits without end": "9" * 10_000,
    "another script": "\u202eדוד\u202c",
    "half an emoji": "\U0001f3fb" * 300,
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% now 'Y' %}",
    "quotes": "'\"; DROP TABLE referrals_referral; --",
    "line ends": "\r\n\x0b\x1c\u2028" * 50,
    "a formula": "=cmd|' /C calc'!A0",
    "a uuid": "00000000-0000-0000-0000-000000000000",
}


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_no_page_of_the_way_breaks_on_anything(answered, nasty):
    for step in WAYS_OF_THE_JOURNEY:
        names = [*ANSWERS.get(step, {}), "hub", "website", "no_fixed_address", "voicemail"]
        for value in (nasty, [nasty] * 30):
            response = answered.post(page(step), dict.fromkeys(names, value))
            # 413: more than any page of ours sends.
            assert response.status_code in (200, 302, 413), step
            assert "<script>alert" not in response.content.decode()
        assert answered.get(page(step)).status_code in (200, 302), step


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_person_may_be_called_anything(answered, nasty):
    url = reverse("ask:person", args=["abc"])
    for kind in ("child", nasty):
        said = {"full_name": nasty, "kind": kind, "age": nasty}
        assert answered.post(url, said).status_code in (200, 302)
    assert answered.get(page("people")).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "head"])
def test_other_methods_get_an_answer(answered, method):
    for step in WAYS_OF_THE_JOURNEY:
        assert getattr(answered, method)(page(step)).status_code < 500
    for name in ("before", "next", "start_again", "help_now", "sent"):
        assert getattr(answered, method)(reverse(f"ask:{name}")).status_code < 500


def test_an_address_that_nobody_gave_out_is_not_found(answered):
    assert answered.get("/ask/no-such-step/").status_code == 404
    assert answered.get("/ask/people/" + "a" * 2_000 + "/").status_code == 200
    assert answered.post("/ask/people/gone/remove/").status_code == 302


def test_a_connection_lost_at_any_page_loses_nothing(asked, northgate):
    """The answer never came back, so the same page is sent again: nothing is doubled."""
    for step in ANSWERS:
        first, again = answer(asked, step), answer(asked, step)
        assert first["Location"] == again["Location"]
        assert asked.get(page(step)).status_code == 200
    first, again = asked.post(page("check")), asked.post(page("check"))
    assert (first["Location"], again["Location"]) == (page("equality"), page("sent"))
    referral = Referral.objects.get()
    assert referral.people.count() == 1
    assert referral.needs.count() == 2


@pytest.mark.parametrize("step", list(ANSWERS))
def test_a_session_that_ended_at_any_page_says_so(asked, step):
    answer(asked, *list(ANSWERS)[: list(ANSWERS).index(step)])
    Session.objects.all().delete()
    response = asked.post(page(step), ANSWERS[step] | {"story": "What I wrote"})
    assert response.status_code == 410
    assert "Nothing was sent" in text(response)
    assert "What I wrote" in text(response)
    assert asked.get(page(step))["Location"] == reverse("ask:before")


def test_every_long_answer_is_given_back_when_the_session_ended(asked):
    answer(asked, *list(ANSWERS)[:9])
    Session.objects.all().delete()
    said = {"never_times": "Friday nights", "must_not_know": "My ex", "code_word": "x"}
    html = text(asked.post(page("careful"), said))
    assert "Friday nights" in html
    assert "My ex" in html


def test_going_back_from_the_check_walks_the_whole_way(answered):
    """The link at the top of each page, as the browser's own button, leads to an open page."""
    step, seen = "check", []
    while step != "before":
        response = answered.get(page(step))
        assert response.status_code == 200, step
        back = response.context["back"]
        seen.append(step)
        step = back.strip("/").split("/")[-1] if back != reverse("ask:before") else "before"
        assert len(seen) < 20
    assert seen[::-1] == [*ANSWERS, "check"]


def test_no_page_with_answers_is_kept_by_the_browser(answered):
    for step in WAYS_OF_THE_JOURNEY:
        assert "no-store" in answered.get(page(step))["Cache-Control"], step
    send(answered)
    assert "no-store" in answered.get(page("sent"))["Cache-Control"]


@pytest.mark.parametrize(
    ("step", "given", "asks_next"),
    [
        ("who", {"asker": "somebody_else"}, "filler"),
        ("postcode", {"postcode": "ZZ9 9ZZ"}, "hub"),
        ("postcode", {"no_fixed_address": "on"}, "hub"),
        ("contact", {"ways": ["call"]}, "reach"),
        ("contact", {"ways": ["text", "call"]}, "reach"),
        ("contact", {"ways": ["in_person"]}, None),
        ("who", {"asker": "myself"}, "under18"),
    ],
)
def test_a_changed_answer_asks_again_what_it_makes_invalid(answered, step, given, asks_next):
    response = answered.post(f"{page(step)}?change=1", given)
    expected = f"{page(asks_next)}?change=1" if asks_next else page("check")
    assert response["Location"] == expected
    blocked = answered.post(page("check"))
    assert blocked["Location"] == (page(asks_next) if asks_next else page("equality"))
    assert Referral.objects.exists() is (asks_next is None)


def test_what_a_changed_answer_made_needless_is_not_sent(asked):
    answer(asked, *list(ANSWERS)[:2])
    asked.post(reverse("ask:person", args=["abc"]), {"full_name": "Tobi", "kind": "child"})
    answer(asked, *list(ANSWERS)[2:])
    asked.post(f"{page('who')}?change=1", {"asker": "myself"})
    asked.post(f"{page('under18')}?change=1", {"under18": "no"})
    asked.post(f"{page('contact')}?change=1", {"ways": ["email"]})
    asked.post(f"{page('language')}?change=1", {"interpreter": "no", "language": "Polish"})
    send(asked)
    referral = Referral.objects.get()
    assert [p.full_name for p in referral.people.all()] == ["Ada Okafor"]
    assert (referral.contact_card.phone, referral.contact_card.interpreter_language) == ("", "")


def test_a_hub_that_closed_meanwhile_is_asked_for_again(answered):
    other = HubFactory()
    answered.post(page("postcode"), {"no_fixed_address": "on"})
    answered.post(page("hub"), {"hub": other.pk})
    other.delete()
    assert answered.post(page("check"))["Location"] == page("hub")


def test_answers_kept_by_an_older_portal_are_only_asked_again(asked):
    """A draft lives for weeks: what this version cannot read is asked again, never an error."""
    draft = Draft.objects.get()
    old = {"who": {"asker": ["the_cat"], "gone": ["x"]}, "no_such_page": {"a": ["b"]}}
    draft.answers = json.dumps({"steps": old, "people": {"abc": {"full_name": []}}})
    draft.save()
    assert asked.get(reverse("ask:next"))["Location"] == page("who")
    assert asked.post(page("who"), ANSWERS["who"]).status_code == 302


def staff_pages(referral, concern):
    names = ("accept", "find_family", "advise", "decline", "escalate", "ask_more", "attempt")
    names += ("move", "screen", "resume", "raise_about_request")
    yield from (reverse(f"referrals:{name}", args=[referral.pk]) for name in names)
    yield from (
        reverse(f"referrals:{name}", args=[concern.pk])
        for name in ("take_concern", "decide_concern")
    )
    yield from (reverse("referrals:new"), reverse("referrals:raise_concern"))


FIELDS = (
    "family", "asked_by", "card", "decision", "level", "lead", "reason", "given_by", "method",
    "left_because", "name", "born_on_day", "born_on_month", "born_on_year", "postcode",
    "reference", "question", "channel", "reached", "note", "hub", "who", "what", "is_now",
    "family_knows", "seen", "told", "once", "instead_of", "outcome", "words", "shown", "source",
    "ways", "phone", "email", "contact_name", "story", "topics", "today", "person0-full_name",
    "person0-kind", "person0-born_on_day", "person0-born_on_month", "person0-born_on_year",
)  # fmt: skip


@pytest.mark.parametrize("nasty", list(NASTY.values())[:6], ids=list(NASTY)[:6])
def test_no_page_of_staff_breaks_on_anything(client, received, hub, family, nasty):
    referral = received(sharing=[{"kind": "school", "agrees": True}])
    user = somebody("safeguarding")
    about = {"who": "x", "what": "y", "is_now": "no", "family_knows": "no"}
    concern = actions.raise_concern(by=user, referral=referral, **about)
    client.force_login(user)
    said = dict.fromkeys([*FIELDS, f"wish_{referral.sharing_wishes.get().pk}"], nasty)
    for url in staff_pages(referral, concern):
        for known in ({}, {"family": str(family.pk)}):
            response = client.post(url, said | known)
            assert response.status_code < 500, url
            assert b"<script>alert" not in response.content
        assert client.get(url, {"family": nasty[:500], "go": "1"}).status_code < 500
    assert client.get(referral.get_absolute_url()).status_code == 200


def test_two_tabs_of_one_officer_decide_once(client, received, triage_officer, lead):
    """The second tab still shows the form; its answer is plain and what was typed is kept."""
    referral = received(people=[], contact_name="Sam Reed")
    client.force_login(triage_officer)
    url = reverse("referrals:accept", args=[referral.pk])
    said = {"family": "new", "decision": "eha", "level": "3", "lead": lead.pk}
    assert client.post(url, said).status_code == 302
    late = client.post(reverse("referrals:decline", args=[referral.pk]), {
        "decision": "nfa_not_needed", "reason": "All is well", "next_step": "Ring us",
    }).content.decode()  # fmt: skip
    assert "already been decided" in late
    assert "All is well" in late


def test_a_record_begun_from_a_request_is_found_by_the_next_one(
    client, received, triage_officer, lead
):
    FamilyMemberFactory(person=PersonFactory(full_name="Someone Else"))
    first = received()
    actions.accept(first, decision="eha", level=3, lead=lead, by=triage_officer)
    again = received()
    assert [match.family for match in again.matches.all()] == [
        Referral.objects.get(pk=first.pk).family
    ]


def test_every_draft_is_whole_json(answered):
    assert json.loads(Draft.objects.get().answers)["steps"].keys() >= {"who", "story"}
    assert not Concern.objects.exists()
