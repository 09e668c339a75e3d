"""A photo of the paper form: from a family, at the desk, and to those who decide (R041)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.uploads.models import StoredFile
from familyhubs.uploads.places import folder
from referrals import actions
from referrals.models import Draft, Referral, RequestFile
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import RequestFileFactory
from tests.factories.uploads import JPEG, PDF, photo
from tests.referrals.test_ask import text

from .conftest import attend

PHOTO = reverse("ask:photo")
TYPED = {"contact_name": "Ada", "ways": ["text"], "phone": "07700900123", "postcode": "zz11aa"}
TYPED |= {"asker": "my_family"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"


@pytest.fixture
def with_paper(client, northgate):
    assert client.post(reverse("ask:before"), {"photo": "yes"})["Location"] == PHOTO
    return client


def test_a_name_a_way_and_a_photo_are_a_request(with_paper, hub):
    response = with_paper.post(PHOTO, TYPED | {"photos": [photo(), photo("p2.pdf", PDF)]})
    assert response["Location"] == reverse("ask:equality"), text(response)
    referral = Referral.objects.get()
    assert (referral.contact_name, referral.hub, referral.files.count()) == ("Ada", hub, 2)
    assert referral.contact_card.may_text
    assert not referral.contact_card.may_call
    attend()
    # The paper may say how not to write: a machine cannot read it.
    assert not Message.objects.filter(card__isnull=False).exists()
    assert "Read the photo first" in referral.contact_card.never_times
    again = with_paper.post(PHOTO, TYPED | {"photos": [photo()]})
    assert again["Location"] == reverse("ask:sent")
    assert Referral.objects.count() == 1


def test_every_safe_way_of_the_pages_is_a_way_here_too(with_paper):
    ways = ["text", "call", "whatsapp", "video", "email", "post", "in_person"]
    more = {"ways": ways, "ringing": ["voicemail", "textphone"], "email": "ada@example.com"}
    lacks = with_paper.post(PHOTO, TYPED | more | {"photos": [photo()], "address": ""})
    assert "Enter the address for letters" in text(lacks)
    sent = with_paper.post(PHOTO, TYPED | more | {"address": "1 Mill Lane. I want to kill myself"})
    assert sent["Location"] == reverse("ask:equality"), text(sent)
    card = Referral.objects.get().contact_card
    allowed = [way for way in (*ways[:-1], "voicemail") if getattr(card, f"may_{way}")]
    assert allowed == [*ways[:-1], "voicemail"]
    assert (card.helps, card.address[:6]) == (["textphone"], "1 Mill")
    assert "words_self_harm" in Referral.objects.get().safety_flags


def test_what_belongs_to_a_way_that_is_not_ticked_is_not_kept(with_paper):
    more = {"ringing": ["voicemail", "relay"], "email": "ada@example.com", "address": "1 Mill Lane"}
    with_paper.post(PHOTO, TYPED | more | {"photos": [photo()]})
    card = Referral.objects.get().contact_card
    assert (card.may_voicemail, card.helps, card.email, card.address) == (False, [], "", "")


@pytest.mark.parametrize(("postcode", "is_chosen"), [("zz11aa", False), ("", True)])
def test_a_place_is_chosen_where_the_postcode_does_not_tell(with_paper, hub, postcode, is_chosen):
    HubFactory(name="Aaa, the first of all")
    easiest = HubFactory(name="Zoo Road")
    assert "Zoo Road" in text(with_paper.get(PHOTO))
    typed = TYPED | {"postcode": postcode, "hub": str(easiest.pk), "photos": [photo()]}
    assert with_paper.post(PHOTO, typed)["Location"] == reverse("ask:equality")
    assert Referral.objects.get().hub == (easiest if is_chosen else hub)


def test_a_photo_is_kept_when_something_else_is_wrong(with_paper):
    wrong = with_paper.post(PHOTO, {"contact_name": "", "photos": [photo("kitchen.jpg")]})
    assert "Enter your name" in text(wrong)
    assert "kitchen.jpg" in text(wrong)
    assert with_paper.post(PHOTO, TYPED)["Location"] == reverse("ask:equality")
    assert Referral.objects.get().files.count() == 1


def test_photos_are_added_one_by_one_and_taken_out(with_paper):
    for name in ("a.jpg", "b.jpg"):
        with_paper.post(PHOTO, {"add": "yes", "contact_name": "Ada", "photos": [photo(name)]})
    page = text(with_paper.get(PHOTO))
    assert "a.jpg" in page
    assert 'value="Ada"' in page
    row = RequestFile.objects.first()
    with_paper.post(reverse("ask:remove_photo", args=[row.pk]))
    assert RequestFile.objects.count() == StoredFile.objects.count() == 1
    with_paper.post(reverse("ask:remove_photo", args=[row.pk]))
    stranger = Client()
    stranger.post(reverse("ask:before"))
    stranger.post(reverse("ask:remove_photo", args=[RequestFile.objects.get().pk]))
    assert RequestFile.objects.count() == 1


@pytest.mark.parametrize(
    ("photos", "says"),
    [
        ([], "Choose a photo of the form"),
        ([photo("a.jpg", b"")], "The file is empty"),
        ([photo("a.jpg", b"<svg onload=alert(1)>")], "We could not open this file"),
        ([photo("a.jpg", JPEG[:-2])], "We could not open this file"),
        ([photo("a.jpg", b"\xff\xd8\xff" + b"0" * 11 * 1024 * 1024)], "The file is too big"),
        ([photo() for _ in range(6)], "That is too many"),
    ],
    ids=["none", "empty", "no photo", "cut off", "11 MB", "six"],
)
def test_each_wrong_file_gets_a_plain_answer(with_paper, photos, says):
    for one in photos:
        one.seek(0)
    response = with_paper.post(PHOTO, TYPED | {"photos": photos})
    assert response.status_code == 200
    assert says in text(response)
    assert not StoredFile.objects.exists()
    assert not Referral.objects.exists()


def test_fifty_megabytes_are_too_much_for_any_page(with_paper):
    huge = photo("a.jpg", b"\xff\xd8\xff" + b"0" * 50 * 1024 * 1024)
    assert with_paper.post(PHOTO, TYPED | {"photos": [huge]}).status_code == 413


@pytest.mark.parametrize(
    "name", ["../../x.jpg", "42.zip", "\u202egpj.exe", "💥" * 90, "a\x00b.jpg"]
)
def test_no_name_of_a_file_breaks_anything(with_paper, name):
    sent = photo()
    sent._name = name
    response = with_paper.post(PHOTO, TYPED | {"photos": [sent]})
    assert response.status_code in (200, 302, 400)


def test_a_text_where_a_file_should_be_is_no_file(with_paper):
    assert "Choose a photo" in text(with_paper.post(PHOTO, TYPED | {"photos": "C:\\form.jpg"}))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["by themselves", "by the clock"])
def test_photos_go_with_their_draft(with_paper, how):
    with_paper.post(PHOTO, {"add": "yes", "photos": [photo()]})
    assert len(list(folder().iterdir())) == 1
    if how == "by themselves":
        with_paper.post(reverse("ask:start_again"))
    else:
        Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        actions.delete_expired_drafts(by=SystemActor.CLOCK)
    assert not StoredFile.objects.exists()
    assert not list(folder().iterdir())


def test_only_who_reads_the_request_gets_the_file_and_each_look_is_written_down(
    client, hub, request_in
):
    row = RequestFileFactory(referral=request_in)
    url = reverse("referrals:file", args=[request_in.pk, row.pk])
    assert client.get(url).status_code == 302
    client.force_login(somebody("triage", hub=hub))
    assert url in text(client.get(request_in.get_absolute_url()))
    answer = client.get(url)
    assert answer.content == JPEG
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.filter(verb="referral.file_opened").count() == 1
    other = RequestFileFactory()
    assert client.get(reverse("referrals:file", args=[request_in.pk, other.pk])).status_code == 404
    client.force_login(somebody("practitioner", hub=hub))
    assert client.get(url).status_code == 404


def test_the_desk_adds_the_photo_of_a_paper_form_once(client, hub, northgate):
    client.force_login(somebody("front_of_house", hub=hub))
    new = reverse("referrals:new")
    page = client.get(new)
    assert "multipart/form-data" in text(page)
    said = {
        "once": page.context["form"]["once"].value(),
        "channel": "paper",
        "source": "1A",
        "agreement": "agrees",
        "contact_name": "Ada",
        "ways": ["call"],
        "phone": "07700900123",
        "story": "As on the paper",
    }
    assert "could not open" in text(client.post(new, said | {"photos": [photo("x.jpg", b"no")]}))
    for _again in range(2):
        response = client.post(new, said | {"photos": [photo()]})
        assert response.status_code == 302, text(response)
    assert Referral.objects.get().files.count() == 1


def test_a_file_belongs_to_one_thing(request_in):
    row = RequestFileFactory(referral=request_in)
    for change in ({"referral": None}, {"draft": Draft.objects.create(expires_at=timezone.now())}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestFile.objects.filter(pk=row.pk).update(**change)
