"""Writing a note: who will read it, who is mentioned, drafts, corrections (R084; access.md 3)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.mentions import mentioned
from families.models import NoteDraft, NoteReader, Person, Presence, TimelineEntry
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.families import FamilyFactory, InvolvementFactory, TimelineEntryFactory


def opened(client, family, user):
    """The page as this person opens it."""
    client.force_login(user)
    return client.get(reverse("families:write_note", args=[family.pk]))


def typed(page, **words):
    """What a browser would send of it."""
    form = page.context["form"]
    today = timezone.localdate()
    sent = {
        "once": form["once"].value(), "seen": form["seen"].value() or "", "warned": "",
        "kind": "note", "sensitivity": "shared", "summary": "Visited", "body": "",
        "happened_on_day": today.day, "happened_on_month": today.month,
        "happened_on_year": today.year,
    }  # fmt: skip
    return sent | words


def save(client, family, sent):
    return client.post(reverse("families:write_note", args=[family.pk]), sent)


def keep(client, family, sent):
    address = reverse("families:keep_draft", args=[family.pk])
    return client.post(address, sent, headers={"X-Background": "1"})


def forget(client, draft):
    assert client.post(reverse("families:drafts"), {"forget": draft.pk}).status_code == 302


def read_by(user):
    return set(TimelineEntry.objects.visible_to(user).values_list("summary", flat=True))


def test_a_note_says_who_was_there_and_needs_no_more_than_a_summary(client, family, worker, ada):
    page = opened(client, family, worker)
    sent = typed(page, present=[ada.pk], also_present="The health visitor")
    assert save(client, family, sent).status_code == 302
    note = TimelineEntry.objects.get(summary="Visited")
    assert [row.person for row in note.presences.all()] == [ada]
    assert note.also_present == "The health visitor"
    shown = client.get(family.get_absolute_url()).content.decode()
    assert "Present: Ada Okafor, The health visitor" in shown


def test_the_page_says_who_will_read_it_before_it_is_saved(client, family, worker, teacher, tobi):
    page = opened(client, family, worker).content.decode()
    assert "Sam Bell (Mill Lane School)" in page.split("will not read it:")[1]
    kept = keep(client, family, typed(opened(client, family, worker), about=[tobi.pk]))
    assert "Sam Bell, Mill Lane School" in kept.content.decode()
    assert "will not read it" not in kept.content.decode()
    assert "Safeguarding leads" in kept.content.decode()


def test_only_those_named_read_a_restricted_note(client, family, worker, manager, teacher, tobi):
    lead, other = somebody("safeguarding"), somebody("practitioner", hub=family.hub)
    InvolvementFactory(family=family, user=other)
    page = opened(client, family, worker)
    sent = typed(page, sensitivity="restricted", readers=[manager.pk], about=[tobi.pk])
    assert save(client, family, sent).status_code == 302
    for reader in (worker, manager, lead):
        assert "Visited" in read_by(reader)
    for outsider in (other, teacher):
        assert "Visited" not in read_by(outsider)


def test_a_partner_is_named_only_where_everybody_it_is_about_may_be_shown(
    family, worker, teacher, ada, tobi
):
    said = {"summary": "Worried", "sensitivity": "restricted", "readers": [teacher], "by": worker}
    with pytest.raises(Refused, match="Sam Bell does not see"), transaction.atomic():
        actions.write_note(family, about=[ada], **said)
    actions.write_note(family, about=[tobi], **said)
    assert "Worried" in read_by(teacher)


def test_a_corrected_restricted_note_keeps_its_readers(family, worker, manager):
    note = actions.write_note(
        family, summary="A", sensitivity="restricted", readers=[manager], by=worker
    )
    actions.amend_note(note, summary="B", reason="A slip", by=worker)
    assert {"A", "B"} <= read_by(manager)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada’s sister rang", {"Ada Okafor"}),
        ("ADA was tired, tobi was not", {"Ada Okafor", "Tobi Okafor"}),
        ("The Okafors; Canada; adapt", set()),
        ("we will go in may", set()),
        ("Will came with May", {"Will Smith", "May Li"}),
        ("Jo-Anne came", {"Jo-Anne Low"}),
    ],
)
def test_who_is_mentioned(text, named):
    names = ("Ada Okafor", "Tobi Okafor", "Will Smith", "May Li", "Jo-Anne Low")
    people = [Person(full_name=name) for name in names]
    assert {person.full_name for person in mentioned(text, people)} == named


def test_the_author_is_warned_by_name_and_may_keep_it(client, family, worker, teacher, tobi):
    """R087: mentioned, not about: it does not block, but the author knows."""
    page = opened(client, family, worker)
    sent = typed(page, about=[tobi.pk], body="Ada was tired.")
    refused = save(client, family, sent)
    warning = "You mention Ada Okafor. Mill Lane School will read this."
    assert warning in refused.content.decode()
    assert not TimelineEntry.objects.filter(summary="Visited").exists()
    again = sent | {"warned": refused.context["form"]["warned"].value()}
    assert save(client, family, again).status_code == 302
    assert "Visited" in read_by(teacher)


def test_no_warning_where_no_partner_will_read_it(client, family, worker, teacher, ada):
    sent = typed(opened(client, family, worker), about=[ada.pk], body="Tobi and Ada")
    assert save(client, family, sent).status_code == 302


def test_a_draft_is_kept_though_it_is_wrong_and_comes_back_as_it_was(client, family, worker):
    sent = typed(opened(client, family, worker), summary="", body="They said", happened_on_day="x")
    kept = keep(client, family, sent)
    assert "Saved as a draft at" in kept.content.decode()
    draft = NoteDraft.objects.get()
    assert draft.expires_at - draft.saved_at >= timedelta(hours=20)
    address = reverse("families:go_on_with_draft", args=[family.pk, draft.pk])
    page = client.get(address)
    assert "They said" in page.content.decode()
    assert page.context["form"]["happened_on"].value()[0] == "x"
    assert f"kept until {draft.expires_at:%-d %B %Y}" in page.content.decode()
    assert not TimelineEntry.objects.filter(kind="note", source_id=None).exists()


def test_what_is_kept_is_unreadable_in_the_database(client, family, worker):
    keep(client, family, typed(opened(client, family, worker), body="A secret"))
    raw = NoteDraft.objects.extra(select={"raw": "typed::text"}).values_list("raw", flat=True)
    assert "secret" not in raw.get()


def test_a_draft_is_its_authors_alone(client, family, worker, manager, safeguarding_lead):
    keep(client, family, typed(opened(client, family, worker)))
    draft = NoteDraft.objects.get()
    for other in (manager, safeguarding_lead):
        client.force_login(other)
        assert (
            client.get(reverse("families:go_on_with_draft", args=[family.pk, draft.pk])).status_code
            == 404
        )
        forget(client, draft)
        assert client.get(reverse("families:drafts")).context["drafts"] == []
    assert NoteDraft.objects.exists()
    assert "Visited" not in client.get(family.get_absolute_url()).content.decode()


def test_two_tabs_of_one_draft_lose_nothing_and_the_later_is_told(client, family, worker):
    first = typed(opened(client, family, worker))
    keep(client, family, first | {"body": "One"})
    told = keep(client, family, first | {"body": "Two"})
    assert "changed in another tab" in told.content.decode()
    bodies = {actions.typed_in(draft)["body"][0] for draft in NoteDraft.objects.all()}
    assert bodies == {"One", "Two"}
    keep(client, family, first | {"seen": 1, "body": "One more"})
    assert NoteDraft.objects.count() == 2


def test_the_same_words_twice_are_one_draft(client, family, worker):
    sent = typed(opened(client, family, worker))
    keep(client, family, sent)
    keep(client, family, sent)
    assert NoteDraft.objects.get().version == 1


def test_saved_in_one_tab_other_words_of_another_are_not_lost(client, family, worker):
    sent = typed(opened(client, family, worker))
    keep(client, family, sent)
    assert save(client, family, sent).status_code == 302
    assert not NoteDraft.objects.exists(), "the draft is the note now"
    assert save(client, family, sent).status_code == 302, "a second press of the same"
    other = save(client, family, sent | {"summary": "Rang"})
    assert "saved from another tab already" in other.content.decode()
    anew = sent | {"summary": "Rang", "once": other.context["form"]["once"].value()}
    assert save(client, family, anew).status_code == 302
    assert set(TimelineEntry.objects.filter(kind="note").values_list("summary", flat=True)) >= {
        "Visited", "Rang",
    }  # fmt: skip
    keep(client, family, sent | {"summary": "Still typing"})
    assert NoteDraft.objects.count() == 1, "a tab left open keeps a draft of its own"


def test_whose_access_ended_knows_of_the_draft_but_cannot_read_it(client, family, worker):
    keep(client, family, typed(opened(client, family, worker), summary="About Ada"))
    draft = NoteDraft.objects.get()
    family.involvements.update(ends_at=timezone.now())
    page = client.get(reverse("families:drafts")).content.decode()
    assert "not open to you now" in page
    assert "About Ada" not in page
    assert family.name not in page
    address = reverse("families:go_on_with_draft", args=[family.pk, draft.pk])
    assert client.get(address).status_code == 404
    assert keep(client, family, {"body": "More"}).status_code == 404
    InvolvementFactory(family=family, user=worker)
    assert client.get(address).status_code == 200
    forget(client, draft)
    forget(client, draft)
    assert not NoteDraft.objects.exists()


def test_a_draft_runs_out_by_the_clock(family, worker):
    key = family.pk
    draft, _apart = actions.keep_draft(family, key=key, typed={"body": ["x"]}, seen=0, by=worker)
    past = timezone.now() - timedelta(days=1)
    NoteDraft.objects.filter(pk=draft.pk).update(saved_at=past, expires_at=past + timedelta(1, -5))
    assert actions.delete_expired_note_drafts(by=SystemActor.CLOCK) == 1
    assert not NoteDraft.objects.exists()


def test_no_more_drafts_than_sixty(client, family, worker, monkeypatch):
    monkeypatch.setattr("families.actions.drafts.MOST_DRAFTS", 0)
    kept = keep(client, family, typed(opened(client, family, worker)))
    assert "You have 60 drafts" in kept.content.decode()


@pytest.mark.parametrize(
    "hostile",
    [
        {"once": "x" * 5000, "seen": "-1", "readers": ["nobody"], "about": ["' OR 1=1"]},
        {"sensitivity": "everything", "kind": ["a", "b"], "seen": "9" * 50},
        {"body": "x" * 200_000, "author": "someone", "family": "another"},
        {},
    ],
)
def test_whatever_is_sent_gets_an_answer(client, family, worker, hostile):
    client.force_login(worker)
    assert keep(client, family, hostile).status_code == 200
    assert save(client, family, hostile).status_code == 200
    assert not TimelineEntry.objects.filter(kind="note", source_id=None).exists()


def test_versions_stand_side_by_side(client, family, worker):
    note = actions.write_note(family, summary="Vistied", body="First", by=worker)
    newer = actions.amend_note(note, summary="Visited", body="Second", reason="A slip", by=worker)
    client.force_login(worker)
    for entry in (note, newer):
        page = client.get(reverse("families:note_versions", args=[family.pk, entry.pk]))
        assert [row.body for row in page.context["versions"]] == ["First", "Second"]
        assert "A slip" in page.content.decode()


def test_past_the_orm_a_reader_belongs_to_a_restricted_entry_of_the_family(family, worker, manager):
    note = TimelineEntryFactory(family=family, author=worker)
    guarded = TimelineEntryFactory(family=family, author=worker, sensitivity="restricted")
    facts = {"user": manager, "named_by": worker}
    for wrong in (
        {"family": family, "entry": note},
        {"family": FamilyFactory(), "entry": guarded},
        {"family": family, "entry": guarded, "user": worker},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoteReader.objects.bulk_create([NoteReader(**facts | wrong)])
    NoteReader.objects.create(family=family, entry=guarded, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteReader.objects.create(family=family, entry=guarded, **facts)


def test_past_the_orm_presence_is_of_the_family_of_its_entry(family, worker, ada):
    note = TimelineEntryFactory(family=family, author=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(family=FamilyFactory(), entry=note, person=ada)


def test_past_the_orm_nobody_agrees_to_their_own_note(family, worker):
    with pytest.raises(IntegrityError), transaction.atomic():
        TimelineEntryFactory(family=family, author=worker, agreed_by=worker)


def test_those_who_may_have_read_it_are_told_of_a_correction_once(family, worker, manager, teacher):
    InvolvementFactory(family=family, user=manager)
    note = actions.write_note(family, summary="A", by=manager)
    actions.amend_note(note, summary="B", reason="A slip", by=manager)
    told = Message.objects.filter(kind="note_corrected")
    assert [message.user for message in told] == [worker], "the lead, and nobody of the school"


@pytest.fixture
def student(family, worker):
    user = somebody("practitioner", hub=family.hub)
    user.supervisor, user.access_ends_on = worker, date(2199, 7, 31)
    user.save()
    InvolvementFactory(family=family, user=user)
    return user


def hand_in(client, family, student, **words):
    assert save(client, family, typed(opened(client, family, student), **words)).status_code == 302
    return NoteDraft.objects.get(author=student)


def agree(client, family, draft, user, **said):
    client.force_login(user)
    return client.post(reverse("families:agree_note", args=[family.pk, draft.pk]), said)


def test_what_a_student_writes_counts_once_their_supervisor_agrees(
    client, family, worker, student, manager
):
    draft = hand_in(client, family, student, summary="Seen at home")
    assert "Seen at home" not in read_by(worker) | read_by(manager) | read_by(student)
    assert Message.objects.get(kind="note_handed_in").user == worker
    assert agree(client, family, draft, manager, answer="agree").status_code == 404
    assert agree(client, family, draft, student, answer="agree").status_code == 403
    client.force_login(worker)
    assert "1 note waits for you to agree" in client.get(reverse("pages:today")).content.decode()
    assert "Seen at home" in client.get(reverse("families:drafts")).content.decode()
    assert agree(client, family, draft, worker, answer="agree").status_code == 302
    entry = TimelineEntry.objects.get(summary="Seen at home")
    assert (entry.author, entry.agreed_by) == (student, worker)
    assert agree(client, family, draft, worker, answer="agree").status_code == 404


def test_a_supervisor_sends_it_back_with_what_to_change(client, family, worker, student):
    draft = hand_in(client, family, student, summary="Seen at home")
    assert (
        "Enter what they should change"
        in agree(client, family, draft, worker, answer="back").content.decode()
    )
    assert agree(client, family, draft, worker, answer="back", why="When?").status_code == 302
    client.force_login(student)
    address = reverse("families:go_on_with_draft", args=[family.pk, draft.pk])
    page = client.get(address)
    assert "When?" in page.content.decode()
    again = typed(page, summary="Seen at home at 3")
    assert save(client, family, again).status_code == 302
    assert NoteDraft.objects.get().handed_in_at
    assert client.get(address).status_code == 403, "it waits"


def test_nobody_supervised_writes_past_their_supervisor(family, worker, student):
    with pytest.raises(Refused, match="supervisor must agree"), transaction.atomic():
        actions.write_note(family, summary="A", by=student)
    note = TimelineEntryFactory(family=family, author=student)
    with pytest.raises(Refused, match="supervisor must agree"), transaction.atomic():
        actions.amend_note(note, summary="B", reason="x", by=student)


def test_what_waits_for_a_supervisor_does_not_run_out(client, family, student, worker):
    draft = hand_in(client, family, student)
    past = timezone.now() - timedelta(days=30)
    NoteDraft.objects.update(saved_at=past, expires_at=past + timedelta(days=14))
    assert actions.delete_expired_note_drafts(by=SystemActor.CLOCK) == 0
    assert agree(client, family, draft, worker, answer="agree").status_code == 302


def test_a_supervisor_who_does_not_see_the_family_cannot_be_given_it(
    client, family, student, stranger
):
    student.supervisor = stranger
    student.save()
    page = save(client, family, typed(opened(client, family, student)))
    assert "does not see this family, so cannot agree" in page.content.decode()
