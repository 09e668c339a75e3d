"""Members of hubs, their news, and births registered there."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .accounts import UserFactory
from .contact import ContactCardFactory
from .hubs import HubFactory


class MemberFactory(DjangoModelFactory):
    """Somebody who joined by their own link a month ago, and hears what is on by text."""

    class Meta:
        model = "hubs.Member"

    hub = factory.SubFactory(HubFactory)
    name = factory.Sequence(lambda n: f"Jo {n}")
    card = factory.SubFactory(ContactCardFactory)
    hears = ["whats_on"]
    state = "member"
    channel = "web"
    reach_hash = factory.Sequence(lambda n: f"{n:064x}")
    form_hash = factory.Sequence(lambda n: f"{n:064x}")
    agreed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    agreed_words = "Yes, I want to join"
    joined_at = factory.SelfAttribute("agreed_at")


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Notice"

    hub = factory.SubFactory(HubFactory)
    about = "news"
    title = "We open on Saturdays"
    words = "From May on we open on Saturdays, from 10am to noon."
    written_by = factory.SubFactory(UserFactory)
    form_hash = factory.Sequence(lambda n: f"{n:064x}")


class BirthRegisteredFactory(DjangoModelFactory):
    """A birth registered this month, of a family whose area is not known."""

    class Meta:
        model = "hubs.BirthRegistered"

    id = factory.LazyFunction(uuid4)
    hub = factory.SubFactory(HubFactory)
    month = factory.LazyFunction(lambda: timezone.localdate().replace(day=1))
