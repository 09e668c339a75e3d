"""Services and topics, and what the database itself holds about them."""

from datetime import time, timedelta

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hubs.models import FoundService, Service, Topic
from tests.factories.accounts import OrganisationFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.hubs import ServiceAtSiteFactory, ServiceFactory

pytestmark = pytest.mark.django_db
# domain.md 2.2, word for word.
DFE_GROUPS = {
    "Activities, clubs and groups": 7,
    "Family support": 12,
    "Health": 5,
    "Pregnancy, birth and early years": 6,
    "Special educational needs and disabilities (SEND)": 12,
    "Transport": 1,
}


def test_the_taxonomy_of_the_dfe_is_whole():
    found = {
        group.name: group.children.filter(is_dfe=True).count()
        for group in Topic.objects.filter(parent=None, is_dfe=True)
    }
    assert found == DFE_GROUPS


def test_r029_r032_r033_what_hubs_need_beside_it_is_there():
    words = " ".join(Topic.objects.values_list("name", flat=True))
    for topic in (
        "Birth registration", "ESOL", "Employment and training", "Food", "Childcare",
        "Relationship support", "Fathers", "Young carers", "Money, benefits and housing", "Debt",
    ):  # fmt: skip
        assert topic in words


def found(words):
    """Names of services found by word or, where it is misspelt, by its letters."""
    by_word = Service.objects.filter(found__words=SearchQuery(words, config="english"))
    names = set(by_word.values_list("name", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM hubs_service WHERE %s <%% search_text", [words])
        return names | {name for (name,) in cursor.fetchall()}


def test_what_a_search_reads_follows_every_change_of_a_service():
    """Kept by the database: also past the ORM's own saving."""
    service = ServiceFactory(modes=["in_person"], on_from=None)
    day = timezone.localdate() + timedelta(days=9)
    Service.objects.filter(pk=service.pk).update(
        name="Zebra", modes=["phone"], status="closed", review_due_on=day, on_from=day, on_until=day
    )
    kept = FoundService.objects.values().get()
    words = kept.pop("words")
    assert "zebra" in words
    assert kept == {
        "service_id": service.pk, "name": "Zebra", "is_remote": True, "status": "closed",
        "review_due_on": day, "on_from": day, "on_until": day,
    }  # fmt: skip
    service.delete()
    assert not FoundService.objects.exists()


def test_search_text_follows_name_topics_synonyms_and_provider():
    provider = OrganisationFactory(name="Zwolle Trust")
    service = ServiceFactory(name="Café for parents", provider=provider)
    assert found("cafe") == {service.name}
    assert found("Zwolle") == {service.name}
    debt = Topic.objects.get(code="debt")
    service.topics.add(debt)
    assert found("bailiffs") == {service.name}
    debt.synonyms = "skint"
    debt.save()
    assert found("skint") == {service.name}
    assert not found("bailiffs")
    service.topics.remove(debt)
    assert not found("skint")
    provider.name = "Utrecht Trust"
    provider.save()
    assert found("utrecht")
    assert not found("zwolle")


def test_a_word_spelt_wrongly_is_found():
    service = ServiceFactory(name="Breastfeeding drop-in")
    assert found("brestfeeding") == {service.name}


def broken(**values):
    service = ServiceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"lowest_age": 5, "highest_age": 4},
        {"status": "gone"},
        {"days": [7]},
        {"modes": ["carrier pigeon"]},
        {"age_bands": ["old"]},
        {"access_needs": ["magic"]},
    ],
)
def test_the_database_refuses_what_cannot_be(values):
    broken(**values)


def test_a_service_goes_off_after_it_comes_on():
    today = timezone.localdate()
    broken(on_from=today, on_until=today - timedelta(days=1))


def test_r025_a_service_has_one_owner_at_most(administrator):
    broken(owner=administrator, owner_card=ContactCardFactory())


def test_one_row_for_each_key_of_a_list():
    ServiceFactory(source="list", source_key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceFactory(source="list", source_key="1")


def test_a_service_is_at_a_site_once_and_its_hours_in_order():
    at = ServiceAtSiteFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceAtSiteFactory(service=at.service, site=at.site)
    with pytest.raises(IntegrityError), transaction.atomic():
        at.hours.create(weekday=0, opens=time(12), closes=time(12))


def names(rows):
    return set(rows.values_list("name", flat=True))


def test_r025_badged_from_the_day_after_and_hidden_when_the_grace_is_over():
    for due in (0, -1, -29, -30, -31):
        ServiceFactory(name=str(due), due=due)
    assert names(Service.objects.public()) == {"0", "-1", "-29"}
    assert names(Service.objects.badged()) == {"-1", "-29"}
    assert names(Service.objects.stale()) == {"-30", "-31"}


def test_on_and_off_by_date_and_by_status():
    today, day = timezone.localdate(), timedelta(days=1)
    ServiceFactory(name="on", on_from=today, on_until=today)
    ServiceFactory(name="later", on_from=today + day)
    ServiceFactory(name="over", on_until=today - day)
    ServiceFactory(name="closed", status="closed")
    ServiceFactory(name="gone", status="defunct")
    assert names(Service.objects.public()) == {"on"}
    assert names(Service.objects.shown()) == {"on", "later", "over", "closed"}
