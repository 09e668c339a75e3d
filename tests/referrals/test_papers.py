"""A professional may send an assessment along, and never needs to (R045)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from familyhubs.database.actor import SystemActor
from familyhubs.uploads.models import StoredFile
from familyhubs.uploads.places import place_of
from referrals import actions
from referrals.actions.professional import delete_expired_referrals
from referrals.models import ProfessionalDraft, Referral, RequestFile
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.uploads import photo
from tests.referrals.test_refer import begin, fill, page, partner, teacher_in, text
from tests.referrals.test_refer_public import link, typed
from tests.referrals.test_refer_public import page as public_page

__all__ = ["teacher_in", "typed"]
pytestmark = pytest.mark.django_db


def attach(client, address, *files):
    return client.post(address, {"papers": files or (photo("EHA for Zara.pdf"),)})


def test_it_goes_along_and_is_a_download_for_whoever_may_read(
    client, teacher_in, school, triage_officer, hub
):
    draft = begin(client)
    fill(client, draft)
    assert "You need no assessment and no attachment" in text(client.get(page(draft, "check")))
    assert "Choose a PDF or a photo" in text(client.post(page(draft, "papers"), {}))
    assert attach(client, page(draft, "papers")).status_code == 302
    kept = RequestFile.objects.get()
    assert kept.file.name in text(client.get(page(draft, "check")))
    assert client.post(page(draft, "check")).status_code == 302
    referral = Referral.objects.get()
    address = reverse("referrals:file", args=[referral.pk, kept.pk])
    assert client.get(address).status_code == 404, "the sender learns the stage alone"
    client.force_login(partner(school))
    assert client.get(address).status_code == 404
    client.force_login(somebody("triage", hub=HubFactory()))
    assert client.get(address).status_code == 404
    client.force_login(somebody("triage", hub=hub))
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert kept.file.name in text(client.get(referral.get_absolute_url()))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.docx", b"PK\x03\x04 a document", "We could not open this file"),
        ("plan.pdf", b"<script>alert(1)</script>", "We could not open this file"),
        ("plan.pdf", b"", "The file is empty"),
        ("plan.pdf", b"%PDF-1.7" + b"0" * (10 * 1024 * 1024) + b"%%EOF", "too big"),
    ],
    ids=["kind", "sniffed", "empty", "size"],
)
def test_what_will_not_do_is_refused_in_words(client, teacher_in, name, content, says):
    draft = begin(client)
    answer = attach(client, page(draft, "papers"), SimpleUploadedFile(name, content))
    assert says in text(answer)
    assert not StoredFile.objects.exists()


def test_five_at_most_and_one_can_be_taken_out(client, teacher_in):
    draft = begin(client)
    attach(client, page(draft, "papers"), *(photo() for _ in range(5)))
    assert "That is too many" in text(attach(client, page(draft, "papers")))
    for sent in ("nonsense", str(RequestFile.objects.first().pk)):
        assert client.post(page(draft, "papers"), {"remove": sent}).status_code == 302
    assert RequestFile.objects.count() == StoredFile.objects.count() == 4


def test_nobody_elses_draft_takes_or_loses_one(client, teacher_in, school):
    draft = begin(client)
    attach(client, page(draft, "papers"))
    client.force_login(partner(school))
    assert client.get(page(draft, "papers")).status_code == 404
    remove = {"remove": str(RequestFile.objects.get().pk)}
    assert client.post(page(draft, "papers"), remove).status_code == 404
    client.post(page(begin(client), "papers"), remove)
    assert RequestFile.objects.count() == 1


def test_a_deleted_or_expired_draft_takes_its_papers_with_it(
    client, teacher_in, django_capture_on_commit_callbacks
):
    for end in (
        lambda draft: actions.forget_referral(draft, by=SystemActor.PUBLIC),
        lambda draft: delete_expired_referrals(by=SystemActor.CLOCK),
    ):
        draft = begin(client)
        attach(client, page(draft, "papers"))
        path = place_of(StoredFile.objects.get().pk)
        ProfessionalDraft.objects.update(expires_at=draft.recorded_at)
        with django_capture_on_commit_callbacks(execute=True):
            end(draft)
        assert not RequestFile.objects.exists()
        assert not path.exists()


def test_without_an_account_it_waits_with_the_rest(client, typed):
    attach(client, public_page("papers"))
    client.post(public_page("check"))
    kept = RequestFile.objects.get()
    assert kept.referral is None
    assert attach(client, public_page("papers"))["Location"] == reverse("refer:handed_in")
    client.post(link())
    kept.refresh_from_db()
    assert kept.referral == Referral.objects.get()
    assert kept.professional_draft is None


def test_a_file_has_one_owner(client, teacher_in, received):
    attach(client, page(begin(client), "papers"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestFile.objects.update(referral=received())
