"""A family asks for support in another language, on a phone: Urdu runs from right to left."""

import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.languages import actions
from familyhubs.languages.catalogue import digest_of
from familyhubs.languages.groups import GROUPS
from familyhubs.languages.known import OTHERS
from referrals.models import Draft, Referral
from tests.cast import somebody
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory
from tests.referrals.test_young import ANSWERS as YOUNG

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = ("privacy", "privacy/young-people", "privacy/in-full", "contact", "complaints")
ABOUT += ("cookies", "accessibility")


@pytest.fixture(autouse=True)
def northgate(transactional_db):
    hub = HubFactory(name="Northgate Hub", slug="northgate", phone="01632960001")
    PostcodeFactory(
        postcode="ZZ1 1AA", ward=AreaFactory(code="E05000001", name="Northgate", hub=hub)
    )
    return hub


def check_all(code):
    """Somebody has read all of it: the guarded pages too are in the language."""
    administrator = somebody("administrator")
    for group in GROUPS:
        actions.record_check(
            language=code,
            group=group,
            digest=digest_of(group, code),
            checked_by="Zofia Nowak",
            checked_as="interpreter",
            checked_on=timezone.localdate(),
            by=administrator,
        )


def go_on(page):
    page.locator("main form button[type=submit]:not([name=save])").first.click()


def tick(page, name, value):
    page.locator(f"[name={name}][value={value}]").check(force=True)


def direction(page):
    return page.evaluate("getComputedStyle(document.querySelector('main')).direction")


@pytest.mark.parametrize(
    ("code", "checked"), [("ur", True), ("pl", False), ("ro", True), ("pa", True)]
)
def test_the_whole_way_in_another_language(open_page, shown, code, checked):
    if checked:
        check_all(code)
    page = open_page()

    def look(name, translated=True):
        shown(page, f"language-{code}-{name}")
        there = page.locator("html").get_attribute("lang") == code
        assert there == (translated or checked), name
        assert direction(page) == (OTHERS[code].direction if there else "ltr")

    page.goto("/")
    page.locator(f".fh-languages [hreflang={code}]").click()
    look("00-start")
    page.goto("/ask/")
    look("01-before", translated=False)
    if not checked:
        expect(page.locator(f".fh-language-mark[lang={code}]")).to_be_visible()
    go_on(page)
    assert page.url.endswith("/ask/language/")
    tick(page, "interpreter", "yes")
    expect(page.locator("[name=language]")).to_have_value(OTHERS[code].own_name)
    tick(page, "helps", "quiet")
    look("02-language")
    go_on(page)
    go_on(page)
    look("03-who-error")
    tick(page, "asker", "my_family")
    go_on(page)
    page.locator("[name=contact_name]").fill("Ada Okafor")
    go_on(page)
    page.locator("#add").click()
    page.locator("[name=full_name]").fill("Tobi")
    tick(page, "kind", "child")
    page.locator("[name=born_on_day]").fill("40")
    go_on(page)
    look("04-person-error")
    page.locator("[name=born_on_day]").fill("")
    page.locator("[name=age]").fill("4")
    go_on(page)
    look("05-people")
    go_on(page)
    page.locator("[name=postcode]").fill("ZZ1 1AA")
    go_on(page)
    look("06-needs")
    tick(page, "young", "sleep_feeding")
    go_on(page)
    page.locator("[name=story]").fill("Nie śpi / وہ نہیں سوتا " * 180)
    look("07-story")
    go_on(page)
    tick(page, "today", "fear")
    look("08-today", translated=False)
    go_on(page)
    look("09-help-now", translated=False)
    page.locator("main a.govuk-button").first.click()
    tick(page, "ways", "text")
    tick(page, "ways", "call")
    look("10-contact")
    go_on(page)
    page.locator("[name=phone]").fill("07700 900 123")
    tick(page, "voicemail", "no")
    look("11-reach")
    go_on(page)
    look("12-careful", translated=False)
    go_on(page)
    look("13-sharing", translated=False)
    go_on(page)
    look("14-check")
    page.locator("main form button[type=submit]:not([name=save])").last.click()
    look("15-about-you")
    go_on(page)
    look("16-sent")
    assert Referral.objects.get().written_in.language == code


def test_young_peoples_way_and_what_it_links_to_from_right_to_left(open_page, shown):
    """One window without JavaScript goes through all of them; nothing has to be typed again."""
    check_all("ur")
    page = open_page(javascript=False)
    page.goto("/ask/young/?language=ur")
    shown(page, "language-ur-young-00-before")
    go_on(page)
    draft = Draft.objects.get()
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in YOUNG.items()
    }
    draft.answers = json.dumps({"young": True, "steps": typed})
    draft.save()
    for step in (*YOUNG, "help-now", "check"):
        page.goto(f"/ask/{step}/")
        assert page.url.endswith(f"/ask/{step}/")
        shown(page, f"language-ur-young-{step}")
    page.goto("/ask/home/")
    page.locator("[name=who_may_know]").fill("x" * 6_000)
    go_on(page)
    shown(page, "language-ur-young-home-error")
    for room in ABOUT:
        page.goto(f"/{room}/")
        shown(page, f"language-ur-{room.replace('/', '-')}")


def test_an_administrator_reads_both_beside_each_other(signed_in, shown):
    page = signed_in(somebody("administrator"))
    page.goto("/council/languages/")
    shown(page, "languages-list")
    page.locator("a[href$='/pl/danger/']").click()
    page.get_by_role("button", name="Record the check").click()
    shown(page, "languages-words-error")
    page.get_by_label("Who has checked it?").fill("Zofia Nowak")
    page.get_by_label("Their role and organisation").fill("interpreter, Words Together")
    page.get_by_label("Day").fill("2")
    page.get_by_label("Month").fill("11")
    page.get_by_label("Year").fill("2025")
    page.get_by_role("button", name="Record the check").click()
    expect(page.get_by_role("button", name="Withdraw this check")).to_be_visible()
    shown(page, "languages-words-checked")
