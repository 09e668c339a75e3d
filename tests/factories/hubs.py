"""Districts, hubs, sites, teams and roles."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from .accounts import CouncilFactory, UserFactory

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.District"

    name = factory.Sequence(lambda n: f"District {n}")


class HubFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Hub"

    district = factory.SubFactory(DistrictFactory)
    name = factory.Sequence(lambda n: f"Hub {n}")
    slug = factory.Sequence(lambda n: f"hub-{n}")
    phone = "01632 960001"


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Site"

    hub = factory.SubFactory(HubFactory)
    kind = "satellite"
    name = factory.Sequence(lambda n: f"Site {n}")


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Team"

    name = factory.Sequence(lambda n: f"Team {n}")
    hub = factory.SubFactory(HubFactory)
    organisation = factory.SubFactory(CouncilFactory)


class MembershipFactory(DjangoModelFactory):
    """Somebody with a role, council-wide unless a hub or a team is given."""

    class Meta:
        model = "hubs.Membership"

    user = factory.SubFactory(UserFactory)
    role = "practitioner"
    starts_at = LONG_AGO


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Area"
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"E{5_000_000 + n:08d}")
    kind = "ward"
    name = factory.Sequence(lambda n: f"Ward {n}")


class PostcodeFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Postcode"

    postcode = factory.Sequence(lambda n: f"ZZ{n // 10 + 1} {n % 10}AA")
    ward = factory.SubFactory(AreaFactory)
    longitude = -2.3
    latitude = 53.4
