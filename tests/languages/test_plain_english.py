"""A child of nine reads the asking pages, and six minutes are enough for the shortest way."""

import json
import re

import pytest
from django.urls import reverse

from familyhubs.languages.known import ENGLISH
from referrals.models import Draft
from tests.reading_age import main_of, reading_age, sentences, words_of
from tests.referrals.test_young import ANSWERS as YOUNG

from .conftest import speaking
from .test_journey import ABOUT, PAGES, STEPS, TYPED, names, write

pytestmark = pytest.mark.django_db
OLDEST, LONGEST = 9, 25  # A page's reading age in years; a sentence's words.
# By the law's own model form, and it names the law.
NOT_IN_OUR_WORDS = {"accessibility"}
# Others' names, which nobody can say in shorter words.
OTHERS = (
    "Local Government and Social Care Ombudsman",
    "Information Commissioner",
    "Data Protection Officer",
    "National Domestic Abuse Helpline",
)


@pytest.fixture
def family(northgate):
    """A family that has answered everything, in English."""
    client = speaking(ENGLISH)
    client.post(reverse("ask:before"))
    write(Draft.objects.get())
    return client


def too_hard(client, addresses):
    """{address: (its reading age, its sentences that are too long)} of those above the limits."""
    known, found = sorted({*names(), *TYPED, *OTHERS}, key=len, reverse=True), {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = list(sentences(answer.content, known))
        assert said, address
        age, long = reading_age(said), [s for s in said if len(words_of(s)) > LONGEST]
        if age > OLDEST or long:
            found[address] = (round(age, 1), long)
    return found


def test_a_nine_year_old_reads_every_page_of_the_way(family):
    addresses = [reverse(f"ask:{name}") for name in PAGES if name not in ("save", "sent")]
    addresses += [reverse("ask:step", args=[step]) for step in STEPS]
    addresses += [reverse(f"pages:{name}") for name in ABOUT if name not in NOT_IN_OUR_WORDS]
    addresses += [reverse("ask:person", args=["tobi"]), reverse("pages:start")]
    assert not too_hard(family, addresses)


def test_a_nine_year_old_reads_young_peoples_pages(northgate):
    client = speaking(ENGLISH)
    client.post(reverse("ask:young"))
    draft = Draft.objects.get()
    typed = {
        step: {name: [v] if isinstance(v, str) else v for name, v in given.items()}
        for step, given in YOUNG.items()
    }
    draft.answers = json.dumps({"young": True, "steps": typed})
    draft.save()
    steps = [reverse("ask:step", args=[step]) for step in YOUNG]
    assert not too_hard(client, [*steps, reverse("ask:check"), reverse("ask:help_now")])


def test_the_formula_knows_hard_words_from_easy_ones():
    easy = ["We read what you send.", "You are not in trouble."]
    hard = ["Multi-agency intervention necessitates appropriate professional accountability."]
    assert reading_age(easy) < 8 < 20 < reading_age(hard)


SHORTEST = {
    "who": {"asker": "myself"},
    "under18": {"under18": "no"},
    "name": {"contact_name": "Ada"},
    "postcode": {"postcode": "ZZ1 1AA"},
    "needs": {"young": ["sleep_feeding"]},
    "today": {"today": "none"},
    "contact": {"ways": "text"},
    "reach": {"phone": "07700 900123"},
}
YOUNG_SHORTEST = {
    "name": {"contact_name": "Zara"},
    "postcode": {"postcode": "ZZ1 1AA"},
    "needs": {"me": ["child_mood"]},
    "today": {"today": "none"},
    "contact": {"ways": "text"},
    "reach": {"phone": "07700 900123"},
    "home": {"at_home": "nobody"},
    "talk": {"talk_to": "any"},
}
# As fast as people read on average, and to take one answer's way: tap, type a word or two, go on.
WORDS_A_MINUTE, SECONDS_A_PAGE = 238, 6


def walked(client, start, answers):
    """(words, pages) from the first question to the button that sends."""
    client.post(reverse(start))
    at, words, pages = client.get(reverse("ask:next"))["Location"], 0, 0
    while at != reverse("ask:equality"):
        page = main_of(client.get(at).content).text_content()
        words, pages = words + len(words_of(page)), pages + 1
        sent = client.post(at, answers.get(at.strip("/").split("/")[-1], {}))
        assert sent.status_code == 302, (at, main_of(sent.content).text_content())
        at = sent["Location"]
    return words, pages


@pytest.mark.parametrize(
    ("start", "answers"), [("ask:before", SHORTEST), ("ask:young", YOUNG_SHORTEST)]
)
def test_the_shortest_way_takes_the_minutes_that_the_page_says(northgate, start, answers):
    client = speaking(ENGLISH)
    (said,) = re.findall(
        r"It takes about (\d+) minutes", client.get(reverse(start)).content.decode()
    )
    words, pages = walked(client, start, answers)
    assert round(words / WORDS_A_MINUTE + pages * SECONDS_A_PAGE / 60) <= int(said)
