"""What is asked first, whom it leads where, and help that is shown as soon as it is needed."""

import pytest
from django.urls import reverse

from referrals.forms.journey import as_young
from referrals.models import Draft, Referral
from tests.referrals.test_ask import ANSWERS, answer, answered, asked, page, send, text
from tests.referrals.test_young import ANSWERS as YOUNG

__all__ = ["answered", "asked"]
BEFORE, START, HELP = (reverse(f"ask:{name}") for name in ("before", "young", "help_now"))
PERSON = reverse("ask:person", args=["abc"])
DANGER = "I want to die"


@pytest.mark.parametrize("start", [BEFORE, START])
def test_whoever_needs_an_interpreter_says_so_first(client, northgate, start):
    assert "Do you need an interpreter" in text(client.get(start))
    client.post(start)
    assert client.get(reverse("ask:next"))["Location"] != page("language")
    client.post(start, {"help": "yes"})
    assert client.get(reverse("ask:next"))["Location"] == page("language")
    first = client.post(page("language"), {"interpreter": "yes", "language": "Somali"})
    assert first["Location"] == page("name" if start == START else "who")
    assert Draft.objects.count() == 2


# Under 18


def test_a_child_who_asks_for_me_is_led_to_the_young_way_with_what_was_typed(asked):
    asked.post(page("who"), {"asker": "myself"})
    assert asked.get(page("name"))["Location"] == page("under18")
    assert "Select yes if you are under 18" in text(asked.post(page("under18"), {}))
    led = asked.post(page("under18"), {"under18": "yes"}, follow=True)
    assert led.redirect_chain[0][0].startswith(START)
    assert "unless we think that you or someone else is not safe" in text(led)
    asked.post(START)
    assert asked.get(reverse("ask:next"))["Location"] == page("name")
    for step, given in YOUNG.items():
        asked.post(page(step), given)
    send(asked)
    assert Referral.objects.get().is_alone


def test_what_the_young_way_asks_too_is_kept(answered):
    answered.post(page("needs"), {"children": ["bullying"], "adults": ["parent_mood"]})
    answered.post(f"{page('who')}?change=1", {"asker": "myself"})
    led = answered.post(f"{page('under18')}?change=1", {"under18": "yes"}, follow=True)
    assert "Your answers are still here" in text(led)
    for step, given in {
        "you": {},
        "home": {"at_home": "nobody"},
        "talk": {},
        "sharing": {},
    }.items():
        answered.post(page(step), given)
    send(answered)
    referral = Referral.objects.get()
    assert (referral.contact_name, referral.story) == (
        "Ada Okafor",
        "He does not sleep and I am so tired",
    )
    assert {need.topic for need in referral.needs.all()} == {"bullying", "other"}


def test_saved_instead_of_sent_the_answer_still_leads_there(asked):
    asked.post(page("who"), {"asker": "myself"})
    asked.post(page("under18"), {"under18": "yes", "save": "yes"})
    assert asked.get(page("name"))["Location"] == page("under18")


def test_nothing_typed_turns_into_nothing_typed():
    assert as_young({}) == {"young": True, "steps": {}}


def test_whoever_asks_for_a_family_is_not_asked_their_age(asked):
    answer(asked, "who")
    assert asked.get(page("under18"))["Location"] == page("name")


# Help now


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("careful", {"must_not_know": DANGER}),
        ("careful", {"never_mention": DANGER}),
        ("language", {"communication_needs": DANGER}),
    ],
)
def test_a_danger_written_later_shows_whom_to_ring_at_once(answered, step, given):
    shown = answered.post(page(step), given, follow=True)
    assert "You can get help now" in text(shown)
    assert f'href="{page(step)}"' in text(shown)
    # Once is enough: the same words again are no news.
    assert answered.post(page(step), given).headers["Location"] != HELP


def test_a_danger_in_a_note_about_somebody_shows_whom_to_ring(asked):
    answer(asked, "who", "name")
    shown = asked.post(PERSON, {"full_name": "Tobi", "kind": "child", "note": DANGER}, follow=True)
    assert "You can get help now" in text(shown)
    assert f'href="{page("people")}"' in text(shown)


def test_after_help_a_change_goes_on_as_a_change(answered):
    said = {"full_name": "Tobi", "kind": "child", "note": DANGER}
    shown = answered.post(f"{PERSON}?change=1", said, follow=True)
    assert f'href="{page("people")}?change=1"' in text(shown)


def test_a_danger_that_was_written_on_a_page_with_a_mistake_shows_whom_to_ring_too(asked):
    answer(asked, "who", "name")
    said = {"full_name": "Tobi", "note": DANGER}
    assert "Select who they are" in text(asked.post(PERSON, said))
    assert asked.post(PERSON, said | {"kind": "child"})["Location"].startswith(HELP)
    assert asked.post(PERSON, said | {"kind": "adult"})["Location"] == page("people")


def test_a_danger_that_is_saved_for_later_shows_whom_to_ring(answered):
    answered.post(page("careful"), {"must_not_know": DANGER, "save": "yes"})
    saving = text(answered.get(reverse("ask:save")))
    assert "please do not wait for us" in saving.partition("<main")[2].partition("</main>")[0]


def test_a_young_person_who_ticks_hurting_myself_is_shown_help_and_marked(client, northgate):
    client.post(START)
    for step, given in list((YOUNG | {"needs": {"me": ["self_harm"]}}).items()):
        shown = client.post(page(step), given)
        if step == "today":
            assert shown["Location"].startswith(HELP)
    send(client)
    assert Referral.objects.get().safety_flags == ["self_harm"]


def test_a_child_who_hurts_themselves_is_marked(answered):
    answered.post(page("needs"), {"children": ["self_harm"]})
    send(answered)
    assert Referral.objects.get().safety_flags == ["self_harm"]


def test_without_a_danger_nothing_is_shown(asked):
    for step in ANSWERS:
        assert not answer(asked, step)["Location"].startswith(HELP)
