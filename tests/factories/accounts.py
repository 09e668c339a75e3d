"""Organisations and people who sign in."""

import factory
from factory.django import DjangoModelFactory


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Organisation"

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "school"


class CouncilFactory(OrganisationFactory):
    class Meta:
        django_get_or_create = ["kind"]

    name = "Borough Council"
    kind = "council"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.User"

    full_name = factory.Sequence(lambda n: f"Robin Number{n}")
    email = factory.Sequence(lambda n: f"robin{n}@council.example")
    organisation = factory.SubFactory(CouncilFactory)


class PartnerFactory(UserFactory):
    organisation = factory.SubFactory(OrganisationFactory)
