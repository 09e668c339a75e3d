"""Videos and leaflets in families' languages: kept by staff, found by everybody (R089)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from families.models import FamilyMember
from hubs.models import Leaflet
from tests.cast import somebody
from tests.factories.families import SpokenLanguageFactory
from tests.factories.hubs import TopicFactory
from tests.factories.leaflets import LeafletFactory

pytestmark = pytest.mark.django_db
PUBLIC = reverse("whats_on:leaflets")


def text(response):
    return " ".join(response.content.decode().split())


def test_staff_keep_a_link_and_families_find_it_in_their_language(client, worker):
    client.force_login(worker)
    assert reverse("network:leaflets") in text(client.get(reverse("network:network")))
    said = {"title": "Sen dziecka", "language": "pl", "kind": "video", "topic": TopicFactory().pk}
    add = reverse("network:add_leaflet")
    unsafe = client.post(add, said | {"url": "http://example.org/sen"})
    assert "begins with https" in text(unsafe)
    client.post(add, said | {"url": "https://example.org/sen"})
    row = Leaflet.objects.get()
    assert (row.checked_by, row.checked_on) == (worker, timezone.localdate())
    assert "already" in text(client.post(add, said | {"url": "https://example.org/sen"}))
    client.logout()
    assert "Sen dziecka" in text(client.get(PUBLIC, {"language": "pl"}))
    assert "Sen dziecka" not in text(client.get(PUBLIC, {"language": "so"}))
    client.force_login(worker)
    client.post(reverse("network:take_down_leaflet", args=[row.pk]))
    assert "Sen dziecka" not in text(client.get(PUBLIC))
    assert client.get(reverse("network:look_again_leaflet", args=[row.pk])).status_code == 404


def test_what_nobody_looked_at_again_is_not_shown_until_somebody_does(client, worker):
    past = timezone.localdate() - timedelta(days=1)
    row = LeafletFactory(checked_on=past - timedelta(days=9), review_due_on=past)
    assert row.title not in text(client.get(PUBLIC))
    client.force_login(worker)
    assert "Overdue" in text(client.get(reverse("network:leaflets")))
    again = {n: getattr(row, n) for n in ("title", "language", "kind", "url")}
    again["topic"] = row.topic_id
    client.post(reverse("network:look_again_leaflet", args=[row.pk]), again)
    assert row.title in text(client.get(PUBLIC))


def test_a_persons_page_offers_what_is_in_their_language(client, worker, family, ada):
    polish, _other = LeafletFactory(), LeafletFactory(language="so", title="Hurdada")
    SpokenLanguageFactory(family=family, person=ada, language="pl")
    client.force_login(worker)
    member = FamilyMember.objects.get(family=family, person=ada)
    page = text(client.get(reverse("families:person", args=[family.pk, member.pk])))
    assert polish.title in page
    assert "Hurdada" not in page


def test_only_those_who_work_at_a_hub_keep_them(client, hub):
    client.force_login(somebody("commissioner"))
    for name in ("network:leaflets", "network:add_leaflet"):
        assert client.get(reverse(name)).status_code == 403


def test_past_the_form_the_database_keeps_links_right():
    row = LeafletFactory()
    wrong = (
        ({"url": "http://example.org"}, "leaflet_link_is_safe"),
        ({"title": ""}, "leaflet_has_a_title"),
        ({"kind": "song"}, "leaflet_of_a_known_kind"),
        ({"review_due_on": timezone.localdate() - timedelta(days=9)}, "leaflet_looked_at_again"),
        ({"url": row.url}, "leaflet_link_once_a_language"),
    )
    for values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            LeafletFactory(**values)
