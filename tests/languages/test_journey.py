"""The whole journey in each language: nothing stays English but what is guarded, and names."""

import json
import re
from datetime import date, time

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from familyhubs.council.current import council
from familyhubs.govuk.templatetags.govuk import clock
from familyhubs.languages.groups import GROUPS
from familyhubs.languages.known import ENGLISH, OTHERS
from familyhubs.languages.saying import said
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from referrals.models import Draft, Referral, WrittenIn
from referrals.views.held import SHARED
from tests.referrals.conftest import attend
from tests.referrals.test_ask import ANSWERS
from tests.referrals.test_saving import saved
from tests.referrals.test_young import ANSWERS as YOUNG

from .conftest import speaking
from .test_checks import record

pytestmark = pytest.mark.django_db
# What is the same in every language: names, and what somebody typed.
TYPED = {"WhatsApp", "Northgate Hub", "Ada Okafor", "Grace", "Tobi", "Daisy", "Polish"}
TYPED |= {"ZZ1 1AA", "ada@example.com", "He does not sleep and I am so tired", "He is shy"}
# Names of others' houses and papers, and of our cookies.
TYPED |= {"AbilityNet", "Equality Advisory and Support Service", "www.lgo.org.uk", "ico.org.uk"}
TYPED |= {"Web Content Accessibility Guidelines 2.2"}
TYPED |= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
TYPED |= {SHARED}
REFERENCE = re.compile(r"(ASK-)?[A-Z0-9]{4}-[A-Z0-9]{4}(-[A-Z0-9]{4})?")
PEOPLE = {
    "tobi": {"full_name": ["Tobi"], "kind": ["child"], "born_on_day": ["2"]}
    | {"born_on_month": ["3"], "born_on_year": ["2021"], "note": ["He is shy"]},
    "baby": {"full_name": ["Tobi"], "kind": ["unborn"]},
    "dad": {"full_name": ["Tobi"], "kind": ["elsewhere"]},
}
CHANGED = {
    "who": {"asker": "somebody_else"},
    "filler": {"filled_by": "Grace"},
    "agreed": {"agreed": "unaware"},
    "postcode": {"no_fixed_address": "on"},
    "hub": {},
    "people": {"done": "yes"},
    "today": {"today": ["fear"]},
    "contact": {"ways": ["text", "call", "whatsapp", "video", "email", "post"]},
    "reach": ANSWERS["reach"] | {"voicemail": "no", "address": "Daisy"},
    "language": {"interpreter": "yes", "language": "Polish", "helps": ["relay", "quiet"]},
}
STEPS = [*dict.fromkeys(["language", "filler", "agreed", "hub", *ANSWERS])]
STEPS = [step for step in STEPS if step not in ("people", "sharing")]
PAGES = ["before", "people", "help_now", "check", "safety", "save", "back", "where", "leaflet"]
PAGES += ["photo", "sent", "young", "young_leaflet"]
ABOUT = ["privacy", "privacy_young", "cookies", "accessibility", "contact", "complaints"]


def texts(page):
    """What is read on a page, aloud too; without titles, and what says that it is English."""
    tree = html.fromstring(page)
    other = "//nav[contains(@class,'fh-languages')]//*[@lang]"
    for part in tree.xpath(f"//script|//style|//head|//body//*[@lang='{ENGLISH}']|{other}"):
        part.drop_tree()
    found = tree.xpath("//body//text()|//@aria-label|//@placeholder")
    return {" ".join(text.split()) for text in found if re.search(r"[A-Za-z]{2}", text)}


def names():
    """What the council says in its own words."""
    ours, lines = council(), council().helpline_list
    known = {text for one in lines for text in (f"{one.name}: {one.number}", one.about)}
    known |= {ours.name, ours.front_door_name, f"{ours.name}, {ours.front_door_name}"}
    known |= {settings.PUBLIC_URL + reverse(f"ask:{name}") for name in ("before", "young")}
    return TYPED | known | {"name@example.com"}


def left_in_english(client, code, address, data=None):
    """The texts of a page that are the same in English and in the language, and no names."""
    seen = []
    for language in (ENGLISH, code):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = client.get(address) if data is None else client.post(address, data)
        assert answer.status_code in (200, 404), (address, answer.status_code)
        seen.append(texts(answer.content))
    assert seen[1], address
    same = {text.strip(" ,:") for text in seen[0] & seen[1]}
    return {text for text in same - names() if not REFERENCE.fullmatch(text)}


def write(draft, **changed):
    """Everything answered, as if typed."""
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in (ANSWERS | CHANGED | changed).items()
    }
    draft.answers = json.dumps({"steps": typed, "people": PEOPLE})
    draft.save()


def addresses():
    yield from (reverse(f"ask:{name}") for name in PAGES)
    yield from (reverse("ask:step", args=[step]) for step in STEPS)
    yield from (reverse(f"pages:{name}") for name in ABOUT)
    yield from ("/", reverse("ask:person", args=["tobi"]), "/ask/no/such/page/")


@pytest.fixture
def whole(northgate, administrator):
    """Every group checked, and a family that has answered everything, in Polish."""
    for group in GROUPS:
        record(administrator, group, "pl")
    client = speaking("pl")
    client.post(reverse("ask:before"))
    write(Draft.objects.get())
    return client


# What no source was named for is in English in every language: one of them finds it.
def test_no_page_leaves_a_sentence_in_english(whole):
    left = {at: found for at in addresses() if (found := left_in_english(whole, "pl", at))}
    assert not left


def test_no_page_after_a_mishap_is_left_in_english(whole):
    draft = Draft.objects.get()
    write(draft, who={"asker": "myself"})
    assert not left_in_english(whole, "pl", reverse("ask:step", args=["under18"]))
    write(draft, who={"asker": "my_family"})
    assert not left_in_english(whole, "pl", reverse("ask:step", args=["sharing"]))
    write(draft)
    wrong = json.loads(draft.answers)
    for token, name in (("half", "Tobi"), ("less", "")):
        wrong["people"][token] = {"full_name": [name], "note": ["He is shy"]}
    draft.answers = json.dumps(wrong)
    draft.save()
    assert not left_in_english(whole, "pl", reverse("ask:people"), {})


def test_what_is_written_too_late_is_answered_in_the_language(whole):
    whole.get("/ask/?language=pl")
    write(Draft.objects.get(), today={"today": ["none"]}, careful={"safe_hours": ["school"]})
    assert whole.post(reverse("ask:check")).status_code == 302
    late = whole.post(reverse("ask:step", args=["story"]), {"story": "I want to die"})
    assert "nie zostało wysłane" in late.content.decode()
    kept = whole.get(f"{reverse('ask:sent')}?copy=1").content.decode()
    assert "Co zostało wysłane" in kept


def test_no_page_of_young_peoples_way_is_left_in_english(northgate, administrator):
    for group in GROUPS:
        record(administrator, group, "pl")
    client = speaking("pl")
    client.post(reverse("ask:young"))
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in YOUNG.items()
    }
    draft = Draft.objects.get()
    draft.answers = json.dumps({"young": True, "steps": typed})
    draft.save()
    steps = [reverse("ask:step", args=[step]) for step in YOUNG]
    left = {at: left_in_english(client, "pl", at) for at in [*steps, reverse("ask:check")]}
    words = {text for given in YOUNG.values() for text in given.values() if isinstance(text, str)}
    assert not [(at, found) for at, found in left.items() if found - words]


def test_no_error_is_left_in_english(whole):
    wrong = {"asker": "x", "hub": "x", "today": "x", "born_on_day": "40", "ways": "email"}
    wrong |= {"due_on_day": "1", "interpreter": "yes", "email": "x", "share": "x", "young": "x"}
    forms = [reverse("ask:step", args=[step]) for step in STEPS]
    forms += [reverse(f"ask:{name}") for name in ("back", "where", "photo")]
    left = {}
    for address in [*forms, reverse("ask:person", args=["new"])]:
        if whole.post(address, wrong).status_code == 200:
            left[address] = left_in_english(whole, "pl", address, wrong)
        write(Draft.objects.get())
    assert len(left) > 12
    assert not any(left.values()), left


@pytest.mark.parametrize("code", OTHERS)
def test_sent_in_a_language_it_is_kept_answered_and_followed_in_it(
    code, northgate, administrator, triage_officer
):
    for group in GROUPS:
        record(administrator, group, code)
    client = speaking(code)
    first = client.post(reverse("ask:before"), follow=True)
    assert first.request["PATH_INFO"] == reverse("ask:step", args=["language"])
    write(Draft.objects.get(), careful={}, today={"today": ["none"]})
    own_name = OTHERS[code].own_name
    given = {"interpreter": "yes", "language": own_name}
    client.post(reverse("ask:step", args=["language"]), given)
    client.post(reverse("ask:check"))
    if code == "pl":
        assert not left_in_english(client, code, reverse("ask:equality"))
    client.post(reverse("ask:equality"), {"skip": "yes"})
    assert not left_in_english(client, code, reverse("ask:sent"))

    referral = Referral.objects.get()
    assert referral.written_in.language == code
    assert referral.contact_card.interpreter_language == OTHERS[code].name
    attend()
    letter = Message.objects.get(kind="request_received")
    assert letter.facts["language"] == code
    for sms in (False, True):
        written = write_letter(letter.kind, letter.facts, sms=sms)
        assert "We have what you sent" not in written.subject + written.body
    assert "language" not in Message.objects.get(kind="request_new").facts

    look = {"reference": referral.reference, "known": "ada@example.com"}
    client.post(reverse("ask:where"), look)
    for name in ("where_it_is", "add", "take_back", "hide"):
        assert not left_in_english(client, code, reverse(f"ask:{name}")), name
    assert not left_in_english(client, code, reverse("ask:add"), {"words": ""})

    client.force_login(triage_officer)
    page = client.get(referral.get_absolute_url()).content.decode()
    assert f"Wrote in {OTHERS[code].name}." in page
    assert f"Interpreter: {OTHERS[code].name}" in " ".join(page.split())
    assert f'<blockquote class="fh-quote" lang="{code}" dir="auto">' in page


def test_a_code_brings_back_the_language_too(northgate):
    client = speaking("pl")
    client.post(reverse("ask:before"))
    code = saved(client, email="ada@example.com", is_safe="on")
    letter = Message.objects.get(kind="draft_link")
    assert write_letter(letter.kind, letter.facts | {"words": "x"}).subject == (
        "Link, o który Państwo prosili"
    )
    other = speaking("en-gb")
    answer = other.post(reverse("ask:back"), {"code": code}, follow=True)
    assert '<html lang="pl"' in answer.content.decode()
    # Whoever goes on in another language sends it in that one.
    other.post("/ask/who/?language=ro", {"asker": "myself"})
    assert Draft.objects.get().language == "ro"


def test_what_was_sent_in_english_says_nothing_of_languages(northgate, client):
    client.post(reverse("ask:before"))
    assert Draft.objects.get().language == ENGLISH
    write(Draft.objects.get())
    client.post(reverse("ask:check"))
    assert Referral.objects.count() == 1
    assert not WrittenIn.objects.exists()


def test_until_checked_the_guarded_questions_are_asked_in_english(northgate):
    client = speaking("pl")
    client.post(reverse("ask:before"))
    write(Draft.objects.get())
    for step, english in (
        ("today", "Is any of this happening now?"),
        ("careful", "What should we be careful about?"),
        ("sharing", "Who may we talk to about you?"),
    ):
        address = reverse("ask:step", args=[step])
        for answer in (client.get(address), client.post(address, {"today": "x", "share": "x"})):
            if answer.status_code == 200:
                page = answer.content.decode()
                assert '<html lang="en-gb"' in page
                assert english in page
                assert "Możemy zapewnić tłumacza" in page
    assert 'lang="pl"' in client.get(reverse("ask:step", args=["name"])).content.decode()


def test_until_checked_guarded_words_are_in_english_wherever_they_stand(northgate, administrator):
    """On the check of all answers, and on paper; what the family typed is no English."""
    client = speaking("pl")
    client.post(reverse("ask:before"))
    own = {"who": {"asker": "my_family"}, "careful": {"never_mention": "Nie dzwonić wieczorem"}}
    write(Draft.objects.get(), **own)
    check, paper = reverse("ask:check"), reverse("ask:leaflet")
    for address, guarded in (
        (check, ["Ktoś boi się osoby", "Szkoła lub college", "Z kim możemy rozmawiać"]),
        (paper, ["Ktoś boi się osoby", "Szkoła lub college", "Rano (od 8:00"]),
    ):
        page = client.get(address).content.decode()
        assert '<html lang="pl"' in page
        assert not [words for words in guarded if words in page]
        assert "Someone is scared of a person they know" in page
        assert "School or college" in page
    page = client.get(check).content.decode()
    assert '<span lang="en-gb" dir="ltr">Who we may talk to</span>' in page
    assert re.search(r'<dd class="[^"]*value">\s*<span dir="auto">Nie dzwonić wieczorem', page)
    for group in ("danger", "sharing"):
        record(administrator, group, "pl")
    page = client.get(check).content.decode()
    assert "Ktoś boi się osoby" in page
    assert "Szkoła lub college" in page


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_linked_from_a_familys_pages_is_in_its_language_and_back_again(
    code, northgate, administrator
):
    client = speaking("en-gb")
    client.get(f"/?language={code}")
    for name in ABOUT:
        page = client.get(reverse(f"pages:{name}")).content.decode()
        guarded = name.startswith("privacy")
        assert f'<html lang="{ENGLISH if guarded else code}"' in page, name
        assert f'<div class="fh-language-mark" lang="{code}"' in page or not guarded
        assert f'<html lang="{code}"' in client.get("/ask/back/").content.decode()
    record(administrator, "privacy", code)
    for name in ("privacy", "privacy_young"):
        page = client.get(reverse(f"pages:{name}")).content.decode()
        assert f'<html lang="{code}"' in page


def test_the_notice_in_the_words_of_the_law_says_that_it_is_in_english_only(
    northgate, administrator
):
    for group in GROUPS:
        record(administrator, group, "pl")
    page = speaking("pl").get(reverse("pages:privacy_full")).content.decode()
    assert '<html lang="en-gb"' in page
    assert "Ta strona jest tylko po angielsku." in page
    assert "Możemy zapewnić tłumacza" in page
    assert "Ta strona jest tylko" not in speaking("en-gb").get("/privacy/in-full/").content.decode()


def test_an_urdu_page_joins_its_words_with_urdu_commas(northgate, administrator):
    for group in GROUPS:
        record(administrator, group, "ur")
    client = speaking("ur")
    client.post(reverse("ask:before"))
    write(Draft.objects.get())
    latin = {}
    for address in addresses():
        body = html.fromstring(client.get(address).content).find("body")
        latin[address] = re.findall(r"[\u0600-\u06ff]\s*[,;?].{,20}", body.text_content())
    assert not any(latin.values()), latin
    check = client.get(reverse("ask:check")).content.decode()
    assert "\u2068Tobi\u2069، تاریخ پیدائش 2 مارچ 2021۔ \u2068He is shy\u2069" in check


def test_days_and_times_are_said_as_the_language_says_them(northgate):
    day, half_past_four = date(2026, 12, 1), time(16, 30)
    with override("pl"):
        assert said(day, "l j F") == "1 grudnia (wtorek)"
        assert clock(half_past_four) == "16:30"
    with override("ro"):
        assert said(day, "l j F") == "marți, 1 decembrie"
    with override("ur"):
        assert said(day, "l j F") == "منگل، 1 دسمبر"
        assert said(date(2026, 12, 5), "l j F") == "ہفتہ، 5 دسمبر"
        assert said(date(2026, 12, 7), "l j F") == "پیر، 7 دسمبر"
    with override("pa"):
        assert said(day, "l j F") == "ਮੰਗਲਵਾਰ, 1 ਦਸੰਬਰ"
    with override("en-gb"):
        assert said(day, "l j F") == "Tuesday 1 December"
