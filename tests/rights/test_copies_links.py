"""A copy by a link: opened once, with a code; closed by time, wrong codes and officers."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.models import SpokenLanguage
from familyhubs.audit.models import Event
from familyhubs.council import current
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.rights.copies import actions, tasks
from familyhubs.rights.copies.models import MOST_TRIES, CopyRequest, Link
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.rights.copied import agreed, ask, gathered, own_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def asked(hub, ada, officers):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    agreed(asked, *officers)
    tasks.draw_papers()
    return asked


def sent(asked, by):
    """The address of the link and its code."""
    with acting_as(by):
        link, code = actions.send_link(asked, address="ada@example.org", by=by)
    return path_of(Message.objects.get(kind="copy_link", about_id=link.pk)), code


def path_of(message):
    assert message.words.startswith(settings.PUBLIC_URL)
    return message.words.removeprefix(settings.PUBLIC_URL)


def test_what_is_taken_back_is_owed_no_more_and_opens_nothing(client, asked, officers):
    address, code = sent(asked, officers[1])
    client.force_login(officers[1])
    url = reverse("copies:take_back", args=[asked.pk])
    assert "Enter what they said" in client.post(url, {"why": ""}).content.decode()
    page = client.post(url, {"why": "By phone today: not needed any more"}, follow=True)
    assert "they took the request back. By phone today" in page.content.decode()
    assert not CopyRequest.objects.open().exists()
    assert Client().post(address, {"code": code}).status_code == 404
    with acting_as(officers[1]), pytest.raises(Refused):
        actions.release(asked, way="collected", by=officers[1])


def test_from_the_officers_press_to_the_file(client, asked, officers):
    client.force_login(officers[1])
    said = {"address": "ada@example.org", "language": "en-gb"}
    page = client.post(reverse("copies:send_link", args=[asked.pk]), said).content.decode()
    code = re.search(r"<strong>([A-Z0-9]{8})</strong>", page)[1]
    with acting_as(officers[1]):
        link = Link.objects.get()
    address = path_of(Message.objects.get(kind="copy_link"))
    token = address.rstrip("/").rpartition("/")[2]
    assert token not in (link.digest, link.code_digest)
    assert code not in (link.digest, link.code_digest)
    family = Client()
    for _look in range(3):
        assert "Download my copy" in family.get(address).content.decode()
    answer = family.post(address, {"code": code.lower()})
    assert "copy.pdf" in ZipFile(BytesIO(answer.content)).namelist()
    assert family.get(address).status_code == 404
    assert family.post(address, {"code": code}).status_code == 404
    asked.refresh_from_db()
    assert (asked.released_as, asked.released_by) == ("link", officers[1])
    with acting_as(SystemActor.CLOCK):
        assert Event.objects.filter(verb="copy.link_opened").count() == 1


def test_too_many_wrong_codes_close_it_and_each_is_on_record(client, asked, officers):
    address, code = sent(asked, officers[1])
    for _try in range(MOST_TRIES - 1):
        assert "not the code" in client.post(address, {"code": "WRONG"}).content.decode()
    assert client.post(address, {"code": "WRONG"}).status_code == 404
    assert client.post(address, {"code": code}).status_code == 404
    with acting_as(SystemActor.CLOCK):
        assert Event.objects.filter(verb="copy.link_wrong_code").count() == MOST_TRIES
    asked.refresh_from_db()
    assert asked.released_at is None


def test_an_officer_withdraws_it_at_once_and_a_new_one_ends_the_old(client, asked, officers):
    first, code = sent(asked, officers[1])
    second, _other = sent(asked, officers[1])
    assert client.post(first, {"code": code}).status_code == 404
    client.force_login(officers[1])
    end = reverse("copies:end_link", args=[asked.pk])
    assert client.post(end).status_code == 302
    assert "No link" in client.post(end).content.decode()
    assert client.get(second).status_code == 404


def test_it_runs_out(client, asked, officers):
    address, code = sent(asked, officers[1])
    with acting_as(officers[1]):
        Link.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert client.post(address, {"code": code}).status_code == 404


def spoken(family, ada, code):
    SpokenLanguage.objects.create(
        family=family,
        person=ada,
        language=code,
        is_main=True,
        source="themselves",
        starts_at=timezone.now(),
    )


def chosen_in(page):
    return re.search(r'name="language" value="([\w-]+)"[^>]* checked', page.content.decode())[1]


@pytest.mark.parametrize(("code", "word"), [("pl", "Liczba dni"), ("ur", "لنک")])
def test_it_is_written_and_opened_in_the_language_of_whoever_asked(
    client, asked, ada, officers, code, word
):
    with acting_as(SystemActor.CLOCK):
        spoken(asked.family, ada, code)
    client.force_login(officers[1])
    url = reverse("copies:send_link", args=[asked.pk])
    assert chosen_in(client.get(url)) == code
    assert "Select the language" in client.post(url, {"address": "a@example.org"}).content.decode()
    client.post(url, {"address": "a@example.org", "language": code})
    message = Message.objects.get(kind="copy_link")
    letter = write_letter(message.kind, message.facts | {"words": message.words})
    assert word in letter.body
    page = Client().get(path_of(message)).content.decode()
    assert word in page
    assert f'lang="{code}"' in page


def test_whoever_asks_for_somebody_else_is_written_to_in_english(client, asked, ada, officers):
    with acting_as(SystemActor.CLOCK):
        spoken(asked.family, ada, "pl")
        CopyRequest.objects.update(capacity="solicitor", authority="Signed")
    client.force_login(officers[1])
    assert chosen_in(client.get(reverse("copies:send_link", args=[asked.pk]))) == "en-gb"


def test_it_keeps_the_days_that_its_email_says(client, asked, officers):
    CouncilSettings.objects.update_or_create(only=True, defaults={"copy_link_days": 3})
    current.forget()
    address, _code = sent(asked, officers[1])
    CouncilSettings.objects.update(copy_link_days=20)
    current.forget()
    message = Message.objects.get(kind="copy_link")
    letter = write_letter(message.kind, message.facts | {"words": message.words})
    said = "Days for which this link opens, from the day of our email: 3"
    assert said in letter.body
    assert said in client.get(address).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        gone = client.get(address)
    assert gone.status_code == 404
    assert "the days that our email said" in gone.content.decode()


def test_a_link_opens_for_a_day_at_least(db):
    with pytest.raises(IntegrityError, match="copies_can_be_opened"):
        CouncilSettings.objects.update_or_create(only=True, defaults={"copy_link_days": 0})


def test_none_before_another_agreed_and_none_from_outside_a_case(client, hub, ada, officers):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    with acting_as(officers[0]), pytest.raises(Refused, match="must agree"):
        actions.send_link(asked, address="a@example.org", by=officers[0])
    client.force_login(officers[1])
    assert client.get(reverse("copies:send_link", args=[asked.pk])).status_code == 403
    own_case(family, officers[1])
    agreed(asked, *officers)
    with acting_as(officers[0]), pytest.raises(Refused, match="being made"):
        actions.send_link(asked, address="a@example.org", by=officers[0])


@pytest.mark.parametrize("token", ["x", "x" * 3000, "\x01", "%00"])
@pytest.mark.parametrize("code", ["", "\0", "x" * 5000, "ÅÄÖ"])
def test_bad_input_opens_nothing(client, token, code):
    address = reverse("your_copy:open", args=[token])
    assert client.get(address).status_code == 404
    assert client.post(address, {"code": code}).status_code in (400, 404)


@pytest.mark.django_db(transaction=True)
def test_pressed_at_once_it_opens_once(asked, officers):
    address, code = sent(asked, officers[1])

    def press(_number):
        try:
            return Client().post(address, {"code": code}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [200, 404, 404, 404]
