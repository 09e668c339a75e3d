"""A photo of the paper form after some questions were answered: nothing that was typed is lost."""

import pytest
from django.conf import settings as project
from django.urls import reverse

from families.models import Agreement
from hubs.models import Hub
from referrals import actions
from referrals.models import Draft, Referral
from tests.factories.uploads import photo
from tests.referrals.test_ask import asked, page, text
from tests.referrals.test_photos import PHOTO, TYPED, own_folder

__all__ = ["asked", "own_folder"]


def send_photo(client, **changed):
    response = client.post(PHOTO, TYPED | {"photos": [photo()]} | changed)
    assert response["Location"] == reverse("ask:equality"), text(response)
    return Referral.objects.get()


def test_what_was_typed_before_goes_along(asked):
    asked.post(page("who"), {"asker": "my_family"})
    asked.post(page("name"), {"contact_name": "Ada"})
    asked.post(reverse("ask:person", args=["abc"]), {"full_name": "Tobi", "kind": "child"})
    asked.post(page("people"))
    asked.post(page("postcode"), {"postcode": "ZZ1 1AA"})
    asked.post(page("needs"), {"together": ["abuse"]})
    asked.post(page("story"), {"story": "I am so tired"})
    asked.post(page("today"), {"today": ["fear"]})
    asked.post(page("contact"), {"ways": ["text"]})
    asked.post(page("reach"), {"phone": "07700900123"})
    said = {"must_not_know": "My husband", "code_word": "Daisy", "never_times": "at night"}
    asked.post(page("careful"), said)
    html = text(asked.get(PHOTO))
    assert "We send those answers with the photo" in html
    assert "900123" in html.replace(" ", "")
    referral = send_photo(asked)
    card = referral.contact_card
    assert set(referral.safety_flags) == {"fear", "abuse"}
    assert (card.must_not_know, card.code_word) == ("My husband", "Daisy")
    assert "Read the photo first" in card.never_times
    assert "at night" in card.never_times
    assert referral.story == "I am so tired"
    assert [need.topic for need in referral.needs.all()] == ["abuse"]
    assert {one.full_name for one in referral.people.all()} == {"Ada", "Tobi"}


def test_the_same_press_again_is_confirmed_with_a_danger_in_the_address_too(asked):
    told = {"ways": ["post"], "address": "1 Elm Road, but he hits me when he sees letters"}
    assert send_photo(asked, **told).safety_flags
    again = asked.post(PHOTO, TYPED | told | {"photos": [photo()]})
    assert again["Location"] == reverse("ask:sent")


def test_alone_it_says_nothing_of_answers_before(asked):
    assert "We send those answers" not in text(asked.get(PHOTO))


def test_for_somebody_else_the_sender_is_no_member_and_agrees_to_nothing(
    asked, triage_officer, lead
):
    assert "Select who needs help" in text(asked.post(PHOTO, TYPED | {"asker": ""}))
    referral = send_photo(asked, asker="somebody_else")
    assert (referral.asker, referral.source) == ("somebody_else", "1B")
    assert not referral.people.exists()
    assert referral.filled_in.name == "Ada"
    actions.accept(referral, decision="eha", level=3, lead=lead, by=triage_officer)
    assert not Agreement.objects.exists()


def test_what_was_said_of_somebody_else_is_not_said_of_oneself(asked):
    asked.post(page("who"), {"asker": "somebody_else"})
    asked.post(page("filler"), {"filled_by": "Grace"})
    asked.post(page("agreed"), {"agreed": "unaware"})
    referral = send_photo(asked, asker="my_family")
    assert (referral.agreement, referral.agreement_words) == ("", "")


def test_without_a_place_that_answers_the_page_says_so(client, db):
    Hub.objects.all().delete()
    client.post(reverse("ask:before"), {"photo": "yes"})
    response = client.post(PHOTO, TYPED | {"photos": [photo()], "postcode": ""})
    assert response.status_code == 200
    assert "We cannot take requests here yet. Please ring us." in text(response)


@pytest.mark.parametrize(("needs", "kept"), [("yes", "Polish"), ("no", "")])
def test_in_another_language_an_interpreter_is_asked_for(asked, needs, kept):
    assert 'name="interpreter"' not in text(asked.get(PHOTO))
    asked.cookies[project.LANGUAGE_COOKIE_NAME] = "pl"
    # A press on any page writes the draft in that language.
    asked.post(PHOTO, {"add": "yes", "photos": [photo()]})
    assert Draft.objects.get().language == "pl"
    assert 'name="interpreter"' in text(asked.get(PHOTO))
    referral = send_photo(asked, interpreter=needs, language="Polski", photos=[])
    assert referral.contact_card.interpreter_language == kept
