"""Which language a page is in: by choice only, on the asking pages only."""

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from familyhubs.languages.known import LANGUAGES, OTHERS

from .conftest import speaking

pytestmark = pytest.mark.django_db


def html_of(answer):
    return answer.content.decode().split("<html", 1)[1].split(">", 1)[0]


def test_a_choice_is_kept_and_its_pages_say_what_they_are(client, hub):
    answer = client.get("/?language=ur")
    assert 'lang="ur"' in html_of(answer)
    assert 'dir="rtl"' in html_of(answer)
    assert answer["Content-Language"] == "ur"
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ur", True, "Lax")
    later = client.get("/ask/back/")
    assert 'lang="ur"' in html_of(later)
    assert "Cookie" in later["Vary"]
    assert 'lang="en-gb"' in html_of(client.get("/?language=en-gb"))
    assert 'dir="rtl"' not in html_of(client.get("/ask/back/"))


def test_everything_else_stays_in_english(hub, administrator):
    client = speaking("pl")
    assert 'lang="en-gb"' in html_of(client.get("/hubs/?language=pl"))
    client.force_login(administrator)
    for address in ("/hubs/", "/council/languages/", "/nowhere/"):
        answer = client.get(address, headers={"accept-language": "pl"})
        assert 'lang="en-gb"' in html_of(answer), address


def test_what_a_browser_asks_for_is_offered_and_no_more(client, hub):
    answer = client.get("/", headers={"accept-language": "pl-PL,pl;q=0.9,en;q=0.8"})
    assert 'lang="en-gb"' in html_of(answer)
    assert "Tę stronę można też przeczytać po polsku" in answer.content.decode()
    for header in ("en-GB,pl;q=0.5", "fr,de", ""):
        page = client.get("/", headers={"accept-language": header}).content.decode()
        assert "przeczytać po polsku" not in page
    # Whoever has chosen is not asked again.
    page = speaking("en-gb").get("/", headers={"accept-language": "pl"}).content.decode()
    assert "przeczytać po polsku" not in page


def test_the_switcher_names_each_language_in_itself_and_keeps_the_address(client, hub):
    page = client.get("/ask/where/?change=1&language=pl").content.decode()
    for one in LANGUAGES.values():
        assert one.own_name in page
    assert 'href="?change=1&amp;language=ro"' in page
    assert "fh-languages" not in client.get("/hubs/").content.decode()


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_not_found_or_refused_is_said_in_the_language(code, hub):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    for answer in (speaking(code).get("/ask/people/x/y/z/"), strict.post("/ask/back/", {})):
        assert answer.status_code in (403, 404)
        assert f'lang="{code}"' in html_of(answer)


@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60),
    cookie=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
    asked=st.text(max_size=20),
)
def test_no_header_cookie_or_address_breaks_a_page(hub, header, cookie, asked):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/ask/back/", {"language": asked}, headers={"accept-language": header})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200 and {cookie, asked}.isdisjoint(OTHERS):
        assert 'lang="en-gb"' in html_of(answer)
