"""Documents on the record: checked by their bytes, read like notes, withdrawn and never erased."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Document, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from familyhubs.uploads.models import StoredFile
from tests.cast import somebody
from tests.factories.families import DocumentFactory, InvolvementFactory, TimelineEntryFactory
from tests.factories.uploads import JPEG, PDF, photo


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path


def add(family, by, content=PDF, **said):
    facts = {"title": "Letter of the school", "kind": "letter"}
    return actions.add_document(
        family, upload=photo("letter.pdf", content, "application/pdf"), by=by, **facts | said
    )


def sent(client, family, **said):
    address = reverse("families:add_document", args=[family.pk])
    form, today = client.get(address).context["form"], timezone.localdate()
    facts = {
        "once": form["once"].value(), "summary": "Letter of the school", "kind": "letter",
        "sensitivity": "shared", "happened_on_day": today.day, "happened_on_month": today.month,
        "happened_on_year": today.year, "upload": photo("x.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    return client.post(address, facts | said)


def address(document, page="families:document"):
    return reverse(page, args=[document.family_id, document.pk])


def test_a_document_is_added_and_comes_back_as_it_was_sent(client, family, worker):
    client.force_login(worker)
    assert sent(client, family, is_given_to_family="on").status_code == 302
    document = Document.objects.get()
    assert document.is_given_to_family
    page = client.get(reverse("families:documents", args=[family.pk])).content.decode()
    assert "Letter of the school" in page
    assert "Given to the family" in page
    answer = client.get(address(document))
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    looks = Event.objects.filter(verb="document.exported", family_id=family.pk)
    assert [look.about_id for look in looks] == [document.pk]
    timeline = client.get(family.get_absolute_url() + "?kind=document").content.decode()
    assert address(document) in timeline


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"MZ\x90\x00 a program", "We could not open this file"), (b"", "The file is empty")],
)
def test_what_is_no_photo_and_no_pdf_is_refused(client, family, worker, content, says):
    client.force_login(worker)
    page = sent(client, family, upload=photo("x.pdf", content, "application/pdf"))
    assert says in page.content.decode()
    assert not StoredFile.objects.exists()


def test_everything_that_is_required_says_so(client, family, worker):
    client.force_login(worker)
    page = client.post(reverse("families:add_document", args=[family.pk]), {}).content.decode()
    for says in ("Choose a photo or a PDF", "Enter a title", "Select what kind of document it is"):
        assert says in page


def test_a_document_is_read_by_whoever_would_read_a_note(
    client, family, worker, manager, teacher, ada, tobi, safeguarding_lead
):
    """By sensitivity and whom it is about: list, page and file say the same."""
    other = somebody("practitioner", hub=family.hub)
    InvolvementFactory(family=family, user=other)
    restricted = {"sensitivity": "restricted", "readers": [manager]}
    made = {
        "tobi": add(family, worker, about=[tobi]),
        "ada": add(family, worker, JPEG, about=[ada]),
        "team": add(family, worker, PDF + b"1", sensitivity="team"),
        "few": add(family, worker, PDF + b"2", **restricted),
    }
    may = {
        worker: set(made),
        manager: set(made),
        safeguarding_lead: set(made),
        other: {"tobi", "ada", "team"},
        teacher: {"tobi"},
    }
    for user, names in may.items():
        client.force_login(user)
        listed = client.get(reverse("families:documents", args=[family.pk])).context["page"].rows
        assert {row.pk for row in listed} == {made[name].pk for name in names}
        for name, document in made.items():
            assert client.get(address(document)).status_code == (200 if name in names else 404)
            seen = TimelineEntry.objects.visible_to(user).filter(pk=document.entry_id).exists()
            assert seen == (name in names)


def test_the_same_file_twice_is_said_where_the_first_is_seen(family, worker, manager, teacher, ada):
    add(family, worker, about=[ada])
    says = "on the record already: Letter of the school"
    with pytest.raises(Refused, match=says), transaction.atomic():
        add(family, manager)
    # Whoever may not know of the first one learns nothing of it.
    assert add(family, teacher).pk


def test_a_second_press_adds_nothing(client, family, worker):
    client.force_login(worker)
    page = client.get(reverse("families:add_document", args=[family.pk]))
    once = page.context["form"]["once"].value()
    for _press in range(2):
        assert sent(client, family, once=once).status_code == 302
    assert Document.objects.count() == StoredFile.objects.count() == 1


def test_withdrawn_with_a_reason_it_stays_and_few_open_it(client, family, worker, manager):
    document = add(family, worker)
    client.force_login(worker)
    page = client.post(address(document, "families:withdraw_document"), {})
    assert "Enter why it is withdrawn" in page.content.decode()
    sent = {"reason": "It is about another family"}
    assert client.post(address(document, "families:withdraw_document"), sent).status_code == 302
    assert client.get(address(document)).status_code == 403
    listed = client.get(reverse("families:documents", args=[family.pk])).content.decode()
    assert "It is about another family" in listed
    assert address(document) not in listed.replace(address(document) + "withdraw/", "")
    client.force_login(manager)
    assert client.get(address(document)).content == PDF
    again = client.post(address(document, "families:withdraw_document"), sent)
    assert "withdrawn already" in again.content.decode()
    assert add(family, worker).pk, "the right one may be added again"


def test_only_its_author_and_who_answers_withdraw_it(client, family, worker, teacher, tobi):
    document = add(family, worker, about=[tobi])
    client.force_login(teacher)
    assert client.get(address(document, "families:withdraw_document")).status_code == 403


def test_whoever_has_a_supervisor_adds_none(client, family, worker, manager):
    worker.supervisor, worker.access_ends_on = manager, date(2199, 7, 31)
    worker.save()
    client.force_login(worker)
    assert client.get(reverse("families:add_document", args=[family.pk])).status_code == 403


def test_past_the_orm_a_document_belongs_to_its_entry_and_stays(family, worker):
    document = add(family, worker)
    note = TimelineEntryFactory(family=family)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(withdrawn_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(kind="anything")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(digest="none")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(family=family, entry=note)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Document.objects.filter(pk=document.pk).delete()
    actions.withdraw_document(document, reason="Wrong family", by=worker)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(withdrawn_why="")
