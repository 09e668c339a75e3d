"""The pages of copies: for governance alone, from the request to the file that leaves."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import acting_as
from familyhubs.rights.copies import tasks
from familyhubs.rights.copies.models import CopyRequest, Entry
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.rights.copied import SECRET, ask, gathered, own_case, written

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"copies:{name}", args=args)


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


@pytest.fixture
def family(hub, ada):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, person=ada)
    written(family, f"He moved to {SECRET}, she said")
    return family


def log(client, family, ada):
    today = timezone.localdate()
    said = {f"received_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    said |= {"person": ada.pk, "capacity": "self", "asker": "Ada, by post"}
    return client.post(at("ask", family.pk), said)


def pages_of_marks(client, asked, officer):
    """Everything that is not marked is given, a page at a time, as an officer does it."""
    for _page in range(20):
        with acting_as(officer):
            left = Entry.objects.filter(request=asked, mark="")
            chosen = [str(pk) for pk in left.order_by("what", "pk").values_list("pk", flat=True)]
        if not chosen:
            return
        said = {"chosen": chosen[:5], "mark": "give"}
        address = at("entries", asked.pk) + "?show=unmarked"
        assert client.post(address, said).status_code == 302


def test_from_the_request_to_the_file(client, officers, family, ada):
    one, other = officers
    own_case(family, one)
    client.force_login(one)
    assert family.reference in client.get(at("requests")).content.decode()
    assert log(client, family, ada).status_code == 302
    with acting_as(one):
        asked = CopyRequest.objects.get()
    assert client.post(at("identity", asked.pk), {"shown": "Passport"}).status_code == 302
    tasks.gather_copies()
    with acting_as(one):
        entry = Entry.objects.get(row__startswith="families_timelineentry:")
    said = {"passage": SECRET, "exemption": "whereabouts", "why": "His home"}
    assert client.post(at("black_out", asked.pk, entry.pk), said).status_code == 302
    pages_of_marks(client, asked, one)
    assert (
        "Nothing is left" in client.get(at("entries", asked.pk) + "?show=unmarked").content.decode()
    )
    assert client.get(at("pack", asked.pk)).status_code == 403
    assert "Somebody else" in client.post(at("agree", asked.pk)).content.decode()
    own_case(family, other)
    client.force_login(other)
    assert client.post(at("agree", asked.pk)).status_code == 302
    assert client.get(at("pack", asked.pk)).status_code == 302
    tasks.draw_papers()
    file = client.get(at("pack", asked.pk)).content
    archive = ZipFile(BytesIO(file))
    page, data = archive.read("copy.html").decode(), archive.read("copy.json").decode()
    for text in (page, data):
        assert "He moved to [blacked out], she said" in text
        assert SECRET not in text
    assert json.loads(data)
    assert "information about other people" in page
    assert client.post(at("release", asked.pk), {"way": "collected"}).status_code == 302
    assert "Released on" in client.get(at("request", asked.pk)).content.decode()


def test_nobody_but_governance_gets_in(client, officers, family, ada, manager, administrator):
    asked = gathered(ask(family, ada, officers[0]), officers[0])
    for user in (manager, administrator, somebody("safeguarding")):
        client.force_login(user)
        for name in ("requests", "request", "entries", "pack", "agree", "release", "pause"):
            args = [] if name == "requests" else [asked.pk]
            assert client.get(at(name, *args)).status_code == 403, name


def test_content_opens_only_inside_a_case_of_ones_own(client, officers, family, ada):
    one, other = officers
    asked = gathered(ask(family, ada, one, asker="Ada of Elm Road"), one)
    client.force_login(other)
    said = client.get(at("request", asked.pk)).content.decode()
    assert "Elm Road" not in said
    assert "open a case" in said
    for name in ("entries", "pack", "agree", "release", "pause"):
        assert client.get(at(name, asked.pk)).status_code == 403, name
    assert client.get(at("ask", family.pk)).status_code == 404


@pytest.mark.parametrize("typed", ["", "\0", "x" * 50_000])
def test_bad_input_stays_on_the_form(client, officers, family, ada, typed):
    one = officers[0]
    asked = gathered(ask(family, ada, one), one)
    client.force_login(one)
    with acting_as(one):
        entry = asked.entries.first()
    said = dict.fromkeys(("chosen", "mark", "exemption", "why", "passage", "way", "kind"), typed)
    assert client.post(at("entries", asked.pk), said).status_code in (200, 400)
    assert client.post(at("black_out", asked.pk, entry.pk), said).status_code in (200, 400)
    for name in ("pause", "extend", "release", "resume"):
        assert client.post(at(name, asked.pk), said).status_code in (200, 400), name
