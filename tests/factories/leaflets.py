"""Videos and leaflets in families' languages."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .accounts import UserFactory
from .hubs import TopicFactory


class LeafletFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Leaflet"

    title = factory.Sequence(lambda n: f"Sen dziecka {n}")
    language = "pl"
    kind = "video"
    topic = factory.SubFactory(TopicFactory)
    url = factory.Sequence(lambda n: f"https://example.org/sen/{n}")
    checked_on = factory.LazyFunction(timezone.localdate)
    checked_by = factory.SubFactory(UserFactory)
    review_due_on = date(2030, 1, 1)
