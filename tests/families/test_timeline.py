"""One timeline (R065): filtered, turned, pinned, printed; nothing that the reader may not see."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from families.actions import amend_note, pin, unpin
from families.models import Pin, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.factories.families import FamilyFactory, TimelineEntryFactory
from tests.families.test_flows import text


def entry(family, summary, *, days=1, about=(), **values):
    at = timezone.now() - timedelta(days=days)
    made = TimelineEntryFactory(family=family, happened_at=at, summary=summary, **values)
    made.about.set(about)
    return made


def shown(client, family, **query):
    page = client.get(reverse("families:timeline", args=[family.pk]), query)
    return [row.summary for row in page.context["page"].rows]


def test_it_is_filtered_by_kind_person_writer_and_period(
    client, family, worker, teacher, school, ada, tobi
):
    entry(family, "Visit", days=40, author=worker, organisation=worker.organisation, about=[ada])
    entry(family, "Call", days=3, kind="contact", author=worker, about=[tobi])
    entry(family, "From school", days=2, author=teacher, organisation=school)
    client.force_login(worker)
    day = timezone.localdate() - timedelta(days=10)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    assert {"Visit", "Call", "From school"} <= set(shown(client, family))
    assert shown(client, family, kind="contact") == ["Call"]
    assert shown(client, family, about=ada.pk) == ["Visit"]
    assert shown(client, family, author=teacher.pk) == ["From school"]
    assert shown(client, family, organisation=school.pk) == ["From school"]
    since = {f"since_{part}": value for part, value in parts.items()}
    until = {f"until_{part}": value for part, value in parts.items()}
    assert {"Call", "From school"} <= set(shown(client, family, **since))
    assert "Visit" not in shown(client, family, **since)
    assert "Visit" in shown(client, family, **until)
    assert "Call" not in shown(client, family, **until)
    assert shown(client, family, kind="note", author=worker.pk) == ["Visit"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "x"},
        {"author": "x"},
        {"about": "00000000-0000-0000-0000-000000000000"},
        {"since_day": "31", "since_month": "2", "since_year": "2020"},
        {"since_year": "9" * 500},
        {
            f"{name}_{part}": value
            for name, year in (("since", 2024), ("until", 2020))
            for part, value in (("day", 1), ("month", 1), ("year", year))
        },
    ],
)
def test_a_filter_that_says_nothing_real_finds_nothing_and_says_why(client, family, worker, wrong):
    entry(family, "Visit")
    client.force_login(worker)
    page = client.get(reverse("families:timeline", args=[family.pk]), wrong)
    assert page.status_code == 200
    assert page.context["page"].rows == []
    assert "There is a problem" in text(page) or "No entry fits" in text(page)


def test_it_turns_its_pages_and_keeps_its_filter(
    client, family, worker, django_assert_max_num_queries
):
    for n in range(60):
        entry(family, f"Entry {n}", days=n, author=worker)
    entry(family, "Decided", kind="decision")
    client.force_login(worker)
    address = reverse("families:timeline", args=[family.pk])
    client.get(address)
    with django_assert_max_num_queries(17):
        page = client.get(address, {"kind": "note"})
    names = [row.summary for row in page.context["page"].rows]
    while page.context["page"].after:
        page = client.get(address + page.context["page"].after)
        names += [row.summary for row in page.context["page"].rows]
    assert names[:60] == [f"Entry {n}" for n in range(60)]
    assert "Decided" not in names


def test_a_correction_stands_with_what_was_written_first(client, family, worker):
    first = entry(family, "Seen on Tuesday", author=worker, body="At home")
    amend_note(first, summary="Seen on Monday", reason="Wrong day", by=worker, body="At school")
    client.force_login(worker)
    page = text(client.get(reverse("families:timeline", args=[family.pk])))
    for said in (
        "Seen on Monday",
        "First written:",
        "Seen on Tuesday",
        "Wrong day",
        "Corrected since",
    ):
        assert said in page


def test_what_a_reader_may_not_see_is_on_no_list_filter_or_print(
    client, family, worker, teacher, tobi
):
    guarded = entry(family, "Council thought", sensitivity="team", author=worker, about=[tobi])
    pin(guarded, by=worker)
    client.force_login(teacher)
    for name in ("families:timeline", "families:print_timeline", "families:record"):
        page = client.get(reverse(name, args=[family.pk]))
        assert "Council thought" not in text(page)
        assert f'value="{worker.pk}"' not in text(page)
    address = reverse("families:pin", args=[family.pk, guarded.pk])
    assert client.post(address).status_code == 404


def test_pinned_entries_stand_first_on_the_record(client, family, worker, teacher, ada):
    old = entry(family, "Never ring after five", days=300, author=worker)
    for n in range(6):
        entry(family, f"Entry {n}", days=n)
    client.force_login(worker)
    address = reverse("families:pin", args=[family.pk, old.pk])
    assert client.get(address).status_code == 405
    for _ in range(2):
        page = client.post(address, follow=True)
    assert "Pinned to the top of the record" in text(page)
    assert shown(client, family, pinned="on") == ["Never ring after five"]
    record = client.get(reverse("families:record", args=[family.pk]))
    assert [row.summary for row in record.context["pins"]] == ["Never ring after five"]
    assert len(record.context["timeline"]) == 5
    assert f"Pinned by {worker}" in text(record)
    client.post(reverse("families:unpin", args=[family.pk, old.pk]))
    assert not Pin.objects.exists()
    verbs = Event.objects.filter(verb__startswith="timeline.").values_list("verb", flat=True)
    assert sorted(verbs) == ["timeline.pinned", "timeline.unpinned"]


def test_who_does_not_keep_the_record_pins_nothing(client, family, teacher, tobi):
    seen = entry(family, "Shared", about=[tobi])
    client.force_login(teacher)
    assert client.post(reverse("families:pin", args=[family.pk, seen.pk])).status_code == 403
    other = entry(FamilyFactory(), "Elsewhere")
    assert client.post(reverse("families:pin", args=[other.family_id, other.pk])).status_code == 404
    assert client.post(reverse("families:pin", args=[family.pk, other.pk])).status_code == 404


def test_only_a_few_are_pinned(family, worker):
    entries = [entry(family, f"Entry {n}") for n in range(6)]
    for one in entries[:5]:
        pin(one, by=worker)
    with pytest.raises(Refused, match="5 entries are pinned already"):
        pin(entries[5], by=worker)
    unpin(entries[2], by=worker)
    assert pin(entries[5], by=worker).place == 3


def test_the_database_keeps_pins_few_and_of_their_family(family, worker):
    one, two = entry(family, "One"), entry(family, "Two")
    elsewhere = entry(FamilyFactory(), "Elsewhere")
    Pin.objects.create(family=family, entry=one, place=1, pinned_by=worker)
    for name, values in {
        "pin_at_most_a_few": {"entry": two, "place": 6},
        "pin_one_in_a_place": {"entry": two, "place": 1},
        "of its family": {"entry": elsewhere, "place": 2},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Pin.objects.create(family=family, pinned_by=worker, **values)


def test_a_print_says_what_it_is_and_is_in_the_log(client, family, worker):
    entry(family, "Visit", author=worker)
    client.force_login(worker)
    page = client.get(reverse("families:print_timeline", args=[family.pk]), {"kind": "note"})
    for said in (f"Timeline of {family.name}", f"by {worker.full_name}", "Only: Note", "Visit"):
        assert said in text(page)
    event = Event.objects.get(verb="timeline.printed")
    assert event.family_id == family.pk
    assert event.actor == str(worker.pk)


def test_a_print_cuts_nothing_off_silently(client, family, worker, monkeypatch):
    monkeypatch.setattr("families.views.timeline.PRINTED", 3)
    for n in range(5):
        entry(family, f"Entry {n}", days=n)
    client.force_login(worker)
    page = client.get(reverse("families:print_timeline", args=[family.pk]), {"kind": "note"})
    assert [row.summary for row in page.context["rows"]] == ["Entry 0", "Entry 1", "Entry 2"]
    left = TimelineEntry.objects.filter(family=family, kind="note").count() - 3
    assert f"{left} older entr" in text(page)


def test_a_page_of_it_is_one_short_walk_of_its_index(family, worker):
    rows = TimelineEntry.objects.filter(family=family).order_by("-happened_at", "-recorded_at")
    with connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    assert "timeline_by_family" in rows[:26].explain()
