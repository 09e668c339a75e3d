"""Parent champions: shown to families only with their dated yes (R039)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hubs.models import Volunteer
from tests.factories.whats_on import VolunteerFactory

SHOWN = {"is_parent_champion": True, "shown_as": "Pat", "said_yes_on": date(2026, 1, 5)}


def read(client, hub):
    return client.get(hub.get_absolute_url()).content.decode()


@pytest.mark.parametrize("broken", [{"is_parent_champion": False}, {"shown_as": ""}])
def test_the_database_shows_nobody_but_a_champion_with_a_name(hub, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        VolunteerFactory(hub=hub, **SHOWN | broken)


def test_families_read_a_first_name_from_the_day_of_the_yes_and_nothing_else_r039(client, hub):
    told = {"name": "Patience Moss", "email": "moss@example.org", "speaks": "Polish"}
    told |= {"here_when": "Tuesdays in the café", "hub": hub}
    champion = VolunteerFactory(**SHOWN | told)
    VolunteerFactory(hub=hub, name="Quiet One", is_parent_champion=True, shown_as="Quill")
    VolunteerFactory(**SHOWN | {"shown_as": "Elsewhere"})
    page = read(client, hub)
    for words in ("Pat</strong>. Tuesdays in the café", "Speaks Polish"):
        assert words in page
    for secret in ("Moss", "moss@", "Quill", "Quiet", "Elsewhere"):
        assert secret not in page
    Volunteer.objects.filter(pk=champion.pk).update(said_yes_on=None)
    assert "Parent champions" not in read(client, hub)


def test_a_yes_is_written_down_with_its_day_and_taken_back(client, hub, manager):
    client.force_login(manager)
    day = timezone.localdate()
    said = {"hub": hub.pk, "name": "Pat Moss", "dbs_status": "none"}
    yes = {
        "said_yes_on_day": day.day, "said_yes_on_month": day.month, "said_yes_on_year": day.year
    }  # fmt: skip
    add = reverse("sessions:add_volunteer")
    page = client.post(add, said | yes).content.decode()
    assert "parent champions only" in page
    later = day + timedelta(days=400)
    future = client.post(add, said | yes | {"said_yes_on_year": later.year}).content.decode()
    assert "must be today or in the past" in future
    named = said | {"shown_as": "Pat", "is_parent_champion": "on"}
    client.post(add, named | yes)
    assert "<strong>Pat</strong>" in read(client, hub)
    volunteer = Volunteer.objects.get()
    client.post(reverse("sessions:volunteer", args=[volunteer.pk]), named)
    assert "<strong>Pat</strong>" not in read(client, hub)
