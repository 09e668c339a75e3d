"""A professional without an account refers a family, on phone and desktop."""

import re

import pytest

from familyhubs.notifications.models import Message
from referrals.models import Referral
from tests.browser.conftest import DESKTOP
from tests.factories.hubs import HubFactory
from tests.factories.uploads import PDF

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def northgate(transactional_db):
    return HubFactory(name="Northgate Hub", slug="northgate")


def go_on(page):
    page.get_by_role("button", name="Save and continue").click()


def test_a_deputy_head_asks_first_and_then_refers(northgate, phone, open_page, shown):
    """R044: from the footer to a reference, with what goes wrong on the way."""
    page = phone
    page.goto("/")
    page.get_by_role("link", name="For professionals").click()
    shown(page, "refer-01-before")
    page.get_by_role("button", name="Nobody is in danger now: start").click()
    go_on(page)
    shown(page, "refer-02-you-wrong")
    page.get_by_label("Your name").fill("Rina Shah")
    page.get_by_label("Where do you work?").select_option("School or college")
    page.get_by_label("Name of your organisation").fill("Mill Lane School")
    page.get_by_label("Your work email address").fill("rina.shah@gmail.com")
    page.get_by_label("Your role").fill("Deputy head")
    page.get_by_label("How do you know the child").fill("I have taught Zara for two years")
    shown(page, "refer-03-you")
    go_on(page)
    page.get_by_label("The family has not been asked").check()
    page.get_by_label("None of these: they can be asked").check()
    shown(page, "refer-04-agreement")
    go_on(page)
    shown(page, "refer-05-ask-first")
    page.get_by_role("link", name="These words on a page to print").click()
    shown(page, "refer-06-words")
    page.go_back()
    page.get_by_role("button", name="I will ask and come back").click()
    shown(page, "refer-07-come-back")
    page.get_by_role("button", name="Carry on").click()
    tell_the_rest(page, shown)
    shown(page, "refer-11-check")
    attach_a_paper(page, shown)
    page.get_by_role("button", name="Send the referral").click()
    shown(page, "refer-12-look-at-your-email")
    words = Message.objects.get(kind="refer_confirm").words
    other = open_page(DESKTOP)
    other.goto(re.search(r"/refer/confirm/.+", words)[0])
    shown(other, "refer-13-confirm")
    other.get_by_role("button", name="Yes, send my referral").click()
    shown(other, "refer-14-confirmed")
    assert Referral.objects.get().reference in other.content()
    other.goto("/refer/confirm/nothing/")
    shown(other, "refer-15-over")


def attach_a_paper(page, shown):
    """Nobody has to; what will not do is said, and what will goes along (R045)."""
    page.get_by_role("link", name="Attach a paper").click()
    paper = {"name": "EHA for Zara.pdf", "mimeType": "application/pdf"}
    page.get_by_label("Assessment or other paper").set_input_files(paper | {"buffer": b"PK"})
    page.get_by_role("button", name="Attach it").click()
    shown(page, "refer-11-paper-wrong")
    page.get_by_label("Assessment or other paper").set_input_files(paper | {"buffer": PDF})
    page.get_by_role("button", name="Attach it").click()
    shown(page, "refer-11-paper")
    page.get_by_role("button", name="Go on to check and send").click()


def tell_the_rest(page, shown):
    """Agreement was asked for meanwhile; the family, safe contact, and what happens."""
    page.goto("/refer/agreement/")
    page.get_by_label("The family knows and agrees").check()
    page.get_by_label("Who agreed?").fill("Both parents, and Zara, 15")
    go_on(page)
    person = page.get_by_role("group", name="Person 1", exact=True)
    person.get_by_label("Full name").fill("Zara Okafor")
    shown(page, "refer-08-family")
    go_on(page)
    page.get_by_label("Name of the adult").fill("Ada Okafor")
    page.get_by_label("Phone call").check()
    page.get_by_label("Phone number").fill("07700 900123")
    shown(page, "refer-09-contact")
    go_on(page)
    page.get_by_role("textbox", name="What is happening?").fill("He hits her. She is often late.")
    page.get_by_label("What has been tried so far?").fill("Breakfast club")
    shown(page, "refer-10-needs")
    go_on(page)
