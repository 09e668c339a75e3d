"""A named person checks a group of words; until then what is guarded stays in English."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.languages import actions, catalogue
from familyhubs.languages.catalogue import digest_of
from familyhubs.languages.models import LanguageCheck
from familyhubs.refusals import Refused
from tests.factories.accounts import UserFactory

from .conftest import speaking

pytestmark = pytest.mark.django_db
POLISH_DANGER = "Prosimy nie używać tej strony"
ENGLISH_DANGER = "Do not use this to tell us"


def record(by, group="danger", language="pl", **changed):
    said = {
        "digest": digest_of(group, language),
        "checked_by": "Zofia Nowak",
        "checked_as": "interpreter, Words Together",
        "checked_on": timezone.localdate(),
    }
    return actions.record_check(language=language, group=group, by=by, **said | changed)


def words(client, address="/ask/"):
    return client.get(address).content.decode()


def test_a_guarded_page_is_in_english_until_it_is_checked(hub, administrator):
    family = speaking("pl")
    page = words(family)
    assert ENGLISH_DANGER in page
    assert '<html lang="en-gb"' in page
    assert "Ta strona jest po angielsku" in page
    assert "Możemy zapewnić tłumacza" in page

    check = record(administrator)
    page = words(family)
    assert POLISH_DANGER in page
    assert ENGLISH_DANGER not in page
    assert "Ta strona jest po angielsku" not in page
    assert "Tego tłumaczenia nie sprawdził jeszcze człowiek" in page  # menus and buttons
    record(administrator, "everywhere")
    assert "nie sprawdził jeszcze człowiek" not in words(family)
    # Another language is another check.
    assert ENGLISH_DANGER in words(speaking("ro"))

    actions.withdraw_check(check, by=administrator)
    assert ENGLISH_DANGER in words(family)
    assert Event.objects.filter(verb="language.check_withdrawn").count() == 1


def test_parts_of_open_pages_are_guarded_too(hub, administrator):
    page = words(speaking("pl"), "/")
    assert 'lang="pl"' in page
    assert '<div lang="en-gb" dir="ltr"><h2' in page
    record(administrator)
    assert '<div lang="en-gb"' not in words(speaking("pl"), "/")


def test_a_check_lapses_when_a_word_changes(hub, administrator, monkeypatch):
    record(administrator)
    changed = {**catalogue.journey(), "danger": [["Before you start"], ["Something new"]]}
    monkeypatch.setattr(catalogue, "journey", lambda: changed)
    catalogue.lines_of.cache_clear()
    catalogue.digest_of.cache_clear()
    try:
        assert ENGLISH_DANGER in words(speaking("pl"))
    finally:
        monkeypatch.undo()
        catalogue.lines_of.cache_clear()
        catalogue.digest_of.cache_clear()
    assert POLISH_DANGER in words(speaking("pl"))


def test_only_these_very_words_are_checked_once_and_never_tomorrow(administrator):
    record(administrator)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in (
        {},
        {"group": "sharing", "digest": "0" * 64},
        {"group": "sharing", "checked_on": tomorrow},
        {"language": "en-gb", "digest": "0" * 64},
    ):
        with pytest.raises(Refused):
            record(administrator, **wrong)
    assert LanguageCheck.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"checked_by": ""}, {"digest": "short"}, {"withdrawn_at": timezone.now()}],
    ids=["nobody", "no digest", "withdrawn by nobody"],
)
def test_the_database_keeps_no_check_of_nobody(administrator, wrong):
    row = {
        "language": "pl",
        "group": "danger",
        "digest": "0" * 64,
        "checked_by": "Zofia Nowak",
        "checked_as": "interpreter",
        "checked_on": date(2026, 11, 2),
        "by": administrator,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        LanguageCheck.objects.bulk_create([LanguageCheck(**row | wrong)])


def test_an_administrator_reads_both_and_records_who_checked(client, administrator, hub):
    client.force_login(administrator)
    assert "Not checked" in words(client, reverse("pages:languages"))
    address = reverse("pages:language_words", args=["pl", "danger"])
    page = words(client, address)
    assert ENGLISH_DANGER in page
    assert POLISH_DANGER in page
    assert 'lang="pl" dir="ltr"' in page

    day = {"checked_on_day": "2", "checked_on_month": "11", "checked_on_year": "2025"}
    stale = {"digest": "0" * 64, "checked_by": "Zofia Nowak", "checked_as": "interpreter"} | day
    assert "have changed since" in client.post(address, stale).content.decode()
    assert "Enter the name" in client.post(address, {}).content.decode()
    said = stale | {"digest": digest_of("danger", "pl")}
    assert client.post(address, said)["Location"] == address
    page = words(client, address)
    assert "Zofia Nowak, interpreter, on 2 Nov 2025" in page
    assert "Record the check" not in page
    assert "Zofia Nowak, 2 Nov 2025" in words(client, reverse("pages:languages"))

    check = LanguageCheck.objects.get()
    client.post(reverse("pages:withdraw_language", args=[check.pk]))
    assert "Withdrawn by" in words(client, address)
    assert "Record the check" in words(client, address)
    assert client.get(reverse("pages:language_words", args=["fr", "danger"])).status_code == 404


def test_nobody_else_may(client, hub):
    client.force_login(UserFactory())
    assert client.get(reverse("pages:languages")).status_code in (403, 404)
