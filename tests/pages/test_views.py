import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from familyhubs.audit.models import Event
from familyhubs.council.actions import change
from familyhubs.council.current import council
from familyhubs.govuk.widgets import PARTS
from familyhubs.pages.navigation import ITEMS, can_search, menu
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

FOOTER = [
    "/privacy/",
    "/privacy/in-full/",
    "/privacy/young-people/",
    "/cookies/",
    "/accessibility/",
    "/contact/",
    "/complaints/",
]
# Words of domain.md 5.9 that families never read.
STAFF_WORDS = (
    r"\b(consent|case|cases|referral|referrals|threshold|triage|step(ped|ping) (up|down))\b"
)


def words_of(response):
    page = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", response.content.decode())
    return re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize("address", FOOTER)
def test_every_footer_page_is_there_for_anybody(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "Exit this page" in words_of(response)
    assert "Childline: 0800 1111" in words_of(response)


@pytest.mark.parametrize("address", FOOTER)
def test_families_pages_use_families_words(client, address):
    assert not re.findall(STAFF_WORDS, words_of(client.get(address)), re.IGNORECASE)


@pytest.mark.parametrize("address", [*FOOTER, "/nowhere/"])
def test_no_page_has_inline_style_or_script(client, address):
    page = client.get(address).content.decode()

    assert "style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_nothing_of_the_council_is_written_out(client):
    values = {
        "name": "Zedshire",
        "front_door_name": "The Blue Door",
        "front_door_phone": "01632 960111",
        "safeguarding_phone": "01632 960222",
        "privacy_name": "Keeper of Secrets",
        "emergency_number": "112",
    }
    change(council(), values=values, by=UserFactory())

    contact = words_of(client.get("/contact/"))

    assert {"Zedshire", "The Blue Door", "112"} <= set(
        re.findall(r"Zedshire|The Blue Door|112", contact)
    )
    assert "01632 960222" in contact
    assert "Keeper of Secrets" in words_of(client.get("/complaints/"))
    assert "Early Help Front Door" not in contact


def test_a_number_left_empty_is_shown_nowhere(client):
    change(council(), values={"safeguarding_phone": ""}, by=UserFactory())

    assert "children’s team" not in words_of(client.get("/contact/"))


def test_the_theme_is_a_style_sheet_that_lasts_until_the_next(client):
    now = change(council(), values={"accent": "#4a1d63"}, by=UserFactory())

    fresh = client.get(f"/theme-{now.version}.css")
    old = client.get(f"/theme-{now.version + 1}.css")

    assert "--fh-accent:#4a1d63" in fresh.content.decode()
    assert "immutable" in fresh["Cache-Control"]
    assert old["Cache-Control"] == "no-store"
    assert f"/theme-{now.version}.css" in client.get("/contact/").content.decode()


def test_exit_forgets_and_leaves(client):
    session = client.session
    session["answers"] = "something"
    session.save()

    response = client.get("/exit/")

    assert response["Location"] == "https://www.bbc.co.uk/weather"
    assert "answers" not in client.session
    assert response["Cache-Control"] == "no-store"


def test_exit_signs_out(client):
    client.force_login(UserFactory())

    client.get("/exit/")

    assert "_auth_user_id" not in client.session


def test_another_site_cannot_make_us_forget(client):
    session = client.session
    session["answers"] = "something"
    session.save()

    client.get("/exit/", headers={"Sec-Fetch-Site": "cross-site"})

    assert client.session["answers"] == "something"


def test_unknown_pages_say_so_in_plain_words(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "We cannot find that page" in words_of(response)


def test_the_500_page_needs_nothing():
    page = Path("templates/500.html").read_text()

    assert not re.search(r"{[{%]|src=|rel=.stylesheet", page)


def test_settings_are_for_administrators(client, administrator, worker):
    assert client.get("/council/settings/").status_code == 302
    client.force_login(worker)
    assert client.get("/council/settings/").status_code == 403
    client.force_login(administrator)
    assert client.get("/council/settings/").status_code == 200


def form_data(client):
    """What the browser would send back unchanged."""
    form = client.get("/council/settings/").context["form"]
    dates = [field for field in form if field.kind == "date"]
    others = [field for field in form if field not in dates]
    shown = {field.html_name: field.field.widget.format_value(field.value()) for field in others}
    for date in dates:
        parts = zip(PARTS, date.value(), strict=True)
        shown |= {f"{date.html_name}_{part}": text for part, text in parts}
    return {name: "" if value is None else value for name, value in shown.items()}


def test_saving_keeps_notes_and_returns(client, administrator):
    client.force_login(administrator)
    data = {**form_data(client), "name": "Zedshire", "opens_5": "10am", "closes_5": "midday"}

    response = client.post("/council/settings/", data, follow=True)

    assert "settings are saved. No deadline moved." in words_of(response)
    assert council().name == "Zedshire"
    assert council().hours_on(5)[0].hour == 10
    event = Event.objects.get(verb="council.changed")
    assert set(event.facts["fields"]) >= {"name", "opens", "closes"}
    assert "triage_days" not in event.facts["fields"]
    assert event.actor == str(administrator.pk)
    assert administrator.full_name in words_of(client.get("/council/settings/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter: Council&#x27;s name"),
        ({"accent": "#ffcc00"}, "cannot be read well"),
        ({"accent": "javascript:"}, "at most 7"),
        ({"draft_days": "soon"}, "whole number"),
        ({"opens_0": "later"}, "Enter a time, like 9am"),
        ({"closes_0": ""}, "Enter both times"),
        ({"helplines": "nobody"}, "Line 1 of the helplines"),
        ({"escalation_days": "1,x"}, "whole number"),
        ({"name": "a\x00b"}, "cannot be read"),
        ({"accessibility_reviewed_on_year": "2099"}, "must be today or in the past"),
        ({"version": "99"}, "just changed the settings"),
        ({"version": "x"}, "whole number"),
    ],
)
def test_wrong_settings_are_told_and_nothing_is_saved(client, administrator, typed, said):
    client.force_login(administrator)
    before = council().version

    response = client.post("/council/settings/", {**form_data(client), **typed})

    assert said in response.content.decode()
    assert council().version == before


def test_an_empty_post_is_answered(client, administrator):
    client.force_login(administrator)

    assert client.post("/council/settings/", {}).status_code == 200


def test_the_menu_shows_what_a_person_may_open(administrator, worker):
    assert "Settings" in [item["label"] for item in menu(administrator)]
    assert "Settings" not in [item["label"] for item in menu(worker)]
    assert menu(AnonymousUser()) == []


def test_a_public_page_asks_for_the_council_once(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/contact/")

    asked = [query for query in queries if "council_councilsettings" in query["sql"]]
    assert len(asked) == 1


def test_every_line_of_the_menu_has_its_own_key():
    keys = [item.key for item in ITEMS]

    assert len(keys) == len(set(keys))
    assert "g" not in keys


def test_only_the_longest_address_is_here(administrator):
    here = [line["url"] for line in menu(administrator, "/council/settings/") if line["here"]]

    assert here == ["/council/settings/"]
    assert not [line for line in menu(administrator, "/") if line["here"]]


def test_nobody_is_offered_a_search_that_would_be_refused(administrator, commissioner, worker):
    assert not can_search(administrator)
    assert not can_search(commissioner)
    assert can_search(worker)


def test_a_stale_form_is_answered_in_plain_words(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    response = client.post("/council/settings/", {"name": "Zedshire"})

    assert response.status_code == 403
    assert "send it once more" in words_of(response)
    assert council().name != "Zedshire"


def test_staff_meet_refusals_in_their_own_room(client, worker):
    client.force_login(worker)

    for address, said in [("/council/settings/", "You cannot do this"), ("/nope/", "cannot find")]:
        page = client.get(address).content.decode()
        assert said in page
        assert "fh-staff" in page
        assert "Exit this page" not in page
