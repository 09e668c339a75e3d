"""The paper form asks what the pages ask, in the same words, and says where to bring it (R041)."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from familyhubs.council.actions import change
from familyhubs.council.current import council
from referrals.forms.journey import FORMS, Journey
from referrals.forms.people import PersonForm
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, SiteFactory
from tests.referrals.test_ask import text

LEAFLET = reverse("ask:leaflet")


@pytest.mark.parametrize("form", [*FORMS.values(), PersonForm], ids=lambda form: form.__name__)
def test_no_question_and_no_answer_of_a_page_is_missing_on_paper(client, hub, form):
    paper = text(client.get(LEAFLET))
    assert escape(str(form.title)) in paper
    for field in {**form.base_fields, **form(journey=Journey({})).fields}.values():
        said = [field.label, field.help_text, *(w for v, w in getattr(field, "choices", ()) if v)]
        for words in said:
            assert escape(" ".join(str(words).split())) in paper


def test_it_names_the_council_its_number_and_where_the_hub_is(client, hub):
    values = {"name": "Mill Borough", "front_door_phone": "01632 960099"}
    change(council(), values=values, by=UserFactory())
    SiteFactory(hub=hub, kind="main", address="1 High Street", postcode="ZZ1 1AA")
    refuge = HubFactory(name="Southmoor")
    SiteFactory(hub=refuge, kind="main", address="9 Hidden Road", is_address_hidden=True)
    paper = text(client.get(LEAFLET))
    for said in ("Mill Borough", "01632 960099", str(hub), "1 High Street", "Southmoor"):
        assert said in paper
    assert "Hidden Road" not in paper
    own = text(client.get(reverse("ask:leaflet_of_hub", args=[hub.slug])))
    assert own.count("Southmoor") == 1  # A place to choose, not one to bring it to.
    assert client.get(reverse("ask:leaflet_of_hub", args=["gone"])).status_code == 404


def test_it_is_found_from_the_hub_and_before_the_questions(client, hub):
    assert LEAFLET in text(client.get(reverse("ask:before")))
    assert LEAFLET in text(client.get(reverse("pages:contact")))
    assert reverse("ask:leaflet_of_hub", args=[hub.slug]) in text(
        client.get(hub.get_absolute_url())
    )
