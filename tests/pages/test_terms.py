"""School terms: kept by administrators, never two at once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings, Term

PAGE = "/council/terms/"


def days(first, last, name="Autumn term"):
    sent = {"name": name}
    for part, day in (("starts_on", first), ("ends_on", last)):
        sent |= {f"{part}_day": day.day, f"{part}_month": day.month, f"{part}_year": day.year}
    return sent


def test_terms_are_entered_changed_and_taken_out(client, administrator):
    client.force_login(administrator)
    first, last = date(2026, 9, 2), date(2026, 10, 23)
    assert client.post(PAGE, days(first, last)).status_code == 302
    term = Term.objects.get()
    for sent, said in (
        (days(last, date(2026, 12, 18), "Next"), "These days lie over Autumn term."),
        (days(date(2027, 2, 1), date(2027, 1, 5), "Spring"), "must be after the first"),
        (days(date(2027, 1, 5), date(2028, 1, 5), "Spring"), "half a year at most"),
        ({"name": ""}, "Enter the first day of school"),
    ):
        assert said in client.post(PAGE, sent).content.decode()
    page = reverse("pages:term", args=[term.pk])
    assert client.post(page, days(first, date(2026, 10, 22), "First half")).status_code == 302
    term.refresh_from_db()
    assert (str(term), term.ends_on) == ("First half", date(2026, 10, 22))
    client.post(reverse("pages:take_out_term", args=[term.pk]))
    assert not Term.objects.exists()
    verbs = Event.objects.filter(verb__startswith="council.term").values_list("verb", flat=True)
    assert sorted(verbs) == ["council.term_kept"] * 2 + ["council.term_taken_out"]


def test_nobody_else_keeps_them_and_the_database_holds_one_at_a_time(client, manager):
    client.force_login(manager)
    assert client.get(PAGE).status_code == 403
    council, _new = CouncilSettings.objects.get_or_create()
    row = {"council": council, "name": "T", "starts_on": date(2026, 9, 2)}
    Term.objects.create(**row, ends_on=date(2026, 10, 23))
    for other in (
        row | {"starts_on": date(2026, 10, 23), "ends_on": date(2026, 11, 1)},
        row | {"starts_on": date(2027, 1, 9), "ends_on": date(2027, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Term.objects.create(**other)
