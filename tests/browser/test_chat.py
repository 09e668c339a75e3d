"""Live chat in a real browser: a family on a phone, a colleague at a desk, and no JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from familyhubs.council.models import CouncilSettings
from hubs.models import DutyShift
from referrals import actions, clocks
from referrals.models import Chat, ChatLine
from tests.browser.conftest import DESKTOP, PHONE, photograph, sideways_scroll
from tests.cast import somebody
from tests.factories.hubs import HubFactory, SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)
SMALL = {"width": 320, "height": 640}


@pytest.fixture
def amira(transactional_db, monkeypatch):
    """The chat is on, in a working hour; Amira is on duty."""
    CouncilSettings.objects.update_or_create(only=True, defaults={"chat_is_on": True})
    monkeypatch.setattr(clocks, "is_open", lambda now: True)
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    SiteFactory(hub=hub, kind="main", name="Northgate House")
    user = somebody("front_of_house", hub=hub)
    user.full_name = "Amira Shah"
    user.save()
    DutyShift.objects.create(kind="chat", user=user)
    return user


def start(page, words="He does not sleep and I am so tired"):
    page.goto(reverse("chat:start"))
    page.get_by_label("What should we call you?").fill("Ada")
    page.get_by_label("What would you like to talk about?").fill(words)


def write(page, words):
    page.get_by_label("Write here").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_family_on_a_phone_and_a_colleague_at_a_desk_r048(open_page, signed_in, amira, shown):
    family, desk = open_page(PHONE), signed_in(amira, DESKTOP)
    start(family)
    shown(family, "chat-start-390")
    family.get_by_role("button", name="Start the chat").click()
    expect(family.get_by_text("You are next.")).to_be_visible()
    shown(family, "chat-waiting-390")
    desk.goto(reverse("chats:list"))
    shown(desk, "chats-list-1366")
    desk.get_by_role("button", name="Take").click()
    expect(family.get_by_text("You are talking with Amira.")).to_be_visible()
    write(desk, "Hello Ada. How old is he?")
    # What is typed meanwhile stays, and the box keeps the focus.
    family.get_by_label("Write here").fill("He is tw")
    expect(family.get_by_text("How old is he?")).to_be_visible()
    assert family.get_by_label("Write here").input_value() == "He is tw"
    expect(family.get_by_label("Write here")).to_be_focused()
    write(family, "He is two, and his dad hits him")
    expect(family.get_by_text("please do not wait for us")).to_be_visible()
    expect(desk.get_by_text("his dad hits him")).to_be_visible()
    desk.get_by_label("Write here").fill("Are you safe now?")
    desk.keyboard.press("Control+Enter")
    expect(family.get_by_text("Are you safe now?")).to_be_visible()
    shown(family, "chat-talking-390")
    desk.reload()
    shown(desk, "chats-chat-1366")
    desk.set_viewport_size(PHONE)
    shown(desk, "chats-chat-390")
    desk.set_viewport_size(DESKTOP)
    family.set_viewport_size(SMALL)
    assert sideways_scroll(family) <= 0
    family.set_viewport_size(DESKTOP)
    shown(family, "chat-talking-1366")
    for name in ("read", "end"):
        family.goto(reverse(f"chat:{name}"))
        shown(family, f"chat-{name}-1366")
    # It goes away and comes back in the same browser.
    family.goto(reverse("whats_on:timetable"))
    family.goto(reverse("chat:start"))
    family.get_by_role("button", name="Go on").click()
    expect(family.get_by_text("Are you safe now?")).to_be_visible()
    desk.get_by_role("button", name="End the chat").click()
    expect(family.get_by_role("heading", name="Shall we keep what we said?")).to_be_visible()
    family.set_viewport_size(PHONE)
    shown(family, "chat-over-390")
    family.get_by_role("button", name="Keep what we said").click()
    desk.reload()
    expect(desk.get_by_text("The family wants it kept.")).to_be_visible()
    shown(desk, "chats-after-1366")
    desk.get_by_label("What was it about?").select_option("mood")
    desk.get_by_role("button", name="Note it").click()
    expect(desk.get_by_role("heading", name="The family wants these kept")).to_be_visible()
    assert ChatLine.objects.filter(side="family").count() == 2


def test_the_chat_without_javascript_and_by_keyboard(open_page, amira):
    page = open_page(PHONE, javascript=False)
    start(page)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Start the chat").press("Enter")
    chat = Chat.objects.get()
    actions.take_chat(chat, by=amira)
    page.get_by_label("Write here").fill("He is tw")
    actions.say(chat, words="How old is he?", side="staff", by=amira)
    page.get_by_role("button", name="See new messages").press("Enter")
    expect(page.get_by_text("How old is he?")).to_be_visible()
    assert page.get_by_label("Write here").input_value() == "He is tw"
    write(page, "He is two")
    expect(page.get_by_text("He is two", exact=True)).to_be_visible()
    assert sideways_scroll(page) <= 0
    photograph(page, "chat-no-script-390")
    page.get_by_role("link", name="Look for new messages by itself").click()
    actions.say(chat, words="Does he nap?", side="staff", by=amira)
    expect(page.get_by_text("Does he nap?")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Write something").click()
    page.get_by_role("link", name="End the chat").click()
    page.get_by_role("button", name="End the chat").click()
    page.get_by_role("button", name="Do not keep it").click()
    expect(page.get_by_text("We do not keep what we said.")).to_be_visible()


def test_ask_us_when_nobody_is_there_and_read_the_answer(open_page, signed_in, amira, shown):
    DutyShift.objects.all().delete()
    page = open_page(PHONE)
    page.goto(reverse("chat:start"))
    shown(page, "chat-shut-390")
    page.get_by_role("button", name="Ask us").click()
    page.get_by_role("button", name="Send my question").click()
    expect(page.get_by_role("link", name="Write your question")).to_be_visible()
    page.get_by_label("Ring me").check()
    shown(page, "ask-us-wrong-390")
    page.get_by_label("What would you like to know?").fill("Is there a group for twins?")
    page.get_by_label("Your phone number").fill("07700 900123")
    page.get_by_role("button", name="Send my question").click()
    expect(page.get_by_text("Your code is:")).to_be_visible()
    shown(page, "ask-us-sent-390")
    desk = signed_in(amira, DESKTOP)
    desk.goto(reverse("chats:list"))
    desk.get_by_role("link", name="No name").click()
    shown(desk, "chats-question-1366")
    desk.get_by_label("Your answer").fill("Yes, on Mondays at ten. Come along.")
    desk.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Yes, on Mondays at ten.")).to_be_visible()
    shown(page, "ask-us-answered-390")
    page.get_by_role("button", name="Exit this page").click()
    page.goto(reverse("chat:talk"))
    expect(page.get_by_text("Is there a group for twins?")).to_have_count(0)
    page.goto(reverse("chat:back"))
    shown(page, "chat-back-390")


@pytest.mark.parametrize("code", ["ur", "pl"])
def test_a_chat_and_a_question_in_another_language(open_page, signed_in, amira, shown, code):
    page, desk = open_page(PHONE), signed_in(amira, DESKTOP)
    page.goto(f"{reverse('chat:start')}?language={code}")
    assert page.locator("html").get_attribute("lang") == code
    shown(page, f"chat-{code}-start-390")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    shown(page, f"chat-{code}-wrong-390")
    page.locator("[name=words]").fill("میں ڈرتی ہوں" if code == "ur" else "Boję się")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[data-status]")).to_be_visible()
    shown(page, f"chat-{code}-waiting-390")
    page.goto(reverse("chat:ask"))
    shown(page, f"chat-{code}-going-on-390")
    page.goto(reverse("chat:talk"))
    desk.goto(reverse("chats:list"))
    desk.get_by_role("button", name="Take").click()
    write(desk, "Hello. An interpreter is with me.")
    expect(page.get_by_text("An interpreter is with me.")).to_be_visible()
    shown(page, f"chat-{code}-talking-390")
    shown(desk, f"chats-{code}-1366")
    desk.get_by_role("button", name="End the chat").click()
    expect(page.get_by_role("button", name="Keep what we said")).to_be_visible()
    shown(page, f"chat-{code}-over-390")
    page.goto(reverse("chat:ask"))
    page.locator("[name=today][value=fear]").check(force=True)
    shown(page, f"ask-us-{code}-390")
    page.locator("[name=words]").fill("سوال" if code == "ur" else "Pytanie")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".fh-code")).to_be_visible()
    shown(page, f"ask-us-{code}-sent-390")


def test_a_chat_beside_a_question_and_what_was_typed_elsewhere(open_page, signed_in, amira, shown):
    page = open_page(PHONE)
    page.goto(reverse("chat:ask"))
    page.get_by_label("What would you like to know?").fill("Is there a group for twins?")
    page.get_by_role("button", name="Send my question").click()
    page.goto(reverse("chat:start"))
    shown(page, "chat-start-with-question-390")
    elsewhere = page.context.new_page()
    elsewhere.goto(reverse("chat:ask"))
    elsewhere.get_by_label("What would you like to know?").fill("And one thing more")
    start(page)
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_role("button", name="Show my question of")).to_be_visible()
    elsewhere.get_by_role("button", name="Send my question").click()
    expect(elsewhere.get_by_label("Write here")).to_have_value("And one thing more")
    shown(elsewhere, "chat-carried-390")
    desk = signed_in(amira, PHONE)
    desk.goto(reverse("desk:desk"))
    shown(desk, "desk-waiting-390")
    desk.goto(reverse("chats:list"))
    shown(desk, "chats-list-390")
    HubFactory(name="Eastway Hub")
    desk.goto(Chat.objects.get(state="asked").get_absolute_url())
    desk.get_by_role("button", name="Move the question").click()
    shown(desk, "chats-move-wrong-390")
    desk.get_by_role("link", name="Raise a safeguarding concern").first.click()
    shown(desk, "concern-from-chat-390")
    # What nobody talked in is not offered to be kept.
    page.get_by_role("link", name="End the chat").click()
    page.get_by_role("button", name="End it, no answer is needed").click()
    expect(page.get_by_role("button", name="Keep what we said")).to_have_count(0)
    shown(page, "chat-over-unheld-390")
