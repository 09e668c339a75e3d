"""Somebody asks for somebody else: nobody agrees for another adult, and what was said is kept."""

import pytest
from django.urls import reverse

from families.models import Agreement
from referrals import actions
from referrals.models import Asker, Referral
from tests.cast import somebody
from tests.referrals.test_ask import ANSWERS, answer, asked, page, send, text

__all__ = ["asked"]


@pytest.fixture
def neighbour(asked):
    """Somebody who asks for Ada, as far as the page that asks whether she agrees."""
    asked.post(page("who"), {"asker": "somebody_else"})
    asked.post(page("filler"), {"filled_by": "Grace"})
    return asked


def send_for_ada(client, agreed):
    client.post(page("agreed"), {"agreed": agreed})
    answer(client, "name")
    client.post(reverse("ask:person", args=["ada"]), {"full_name": "Ada Okafor", "kind": "adult"})
    answer(client, *list(ANSWERS)[2:])
    send(client)
    return Referral.objects.get()


def accept(referral, by, lead):
    return actions.accept(referral, decision="eha", level=3, lead=lead, by=by)


@pytest.mark.parametrize("agreed", ["agrees", "unaware"])
def test_what_a_neighbour_sends_is_nobodys_agreement(neighbour, triage_officer, lead, agreed):
    """R044: the adult has said nothing to us; a worker asks her."""
    accept(send_for_ada(neighbour, agreed), triage_officer, lead)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("asker", [Asker.MYSELF, Asker.MY_FAMILY])
def test_who_asks_for_themselves_agrees(received, triage_officer, lead, asker):
    accept(received(asker=asker), triage_officer, lead)
    given = Agreement.objects.get()
    assert (given.status, given.method, given.given_by.full_name) == (
        "given",
        "online",
        "Ada Okafor",
    )


def test_a_named_wish_of_somebody_else_stays_a_wish(received, school, triage_officer, lead):
    wish = {"organisation": school, "agrees": True}
    referral = received(asker=Asker.SOMEBODY_ELSE, sharing=[wish], agreement="agrees")
    accept(referral, triage_officer, lead)
    assert not Agreement.objects.exists()
    assert referral.sharing_wishes.get().agreement is None


@pytest.mark.parametrize(
    ("agreed", "kept", "says"),
    [
        ("agrees", "agrees", "The family knows and agrees."),
        ("not_asked", "not_asked", "Whether they agree was not asked."),
        ("unwilling", "knows", "are not sure or do not want it."),
        ("unaware", "not_asked", "They do not know of it."),
    ],
)
def test_whether_they_agree_is_asked_and_shown_to_triage(neighbour, northgate, agreed, kept, says):
    referral = send_for_ada(neighbour, agreed)
    assert referral.agreement == kept
    neighbour.force_login(somebody("triage", hub=northgate))
    assert says in text(neighbour.get(referral.get_absolute_url()))


def test_without_their_yes_the_one_who_asks_is_whom_we_answer(neighbour):
    neighbour.post(page("agreed"), {"agreed": "unaware"})
    assert "they have not said yes" in text(neighbour.get(page("name")))
    neighbour.post(page("agreed"), {"agreed": "agrees"})
    assert "they have not said yes" not in text(neighbour.get(page("name")))


def test_nobody_says_for_another_whom_we_may_talk_to(neighbour):
    referral = send_for_ada(neighbour, "agrees")
    assert not referral.sharing_wishes.exists()


def test_the_way_back_from_the_check_is_a_page_that_was_asked(neighbour):
    neighbour.post(page("agreed"), {"agreed": "agrees"})
    answer(neighbour, "name")
    neighbour.post(reverse("ask:person", args=["ada"]), {"full_name": "Ada", "kind": "adult"})
    answer(neighbour, *list(ANSWERS)[2:])
    back = neighbour.get(page("check")).context["back"]
    assert neighbour.get(back).status_code == 200


def test_of_oneself_it_is_not_asked(asked):
    answer(asked, "who")
    assert asked.get(page("agreed"))["Location"] == page("name")
