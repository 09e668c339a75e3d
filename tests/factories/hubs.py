"""Districts, hubs, sites, teams and roles."""

from datetime import UTC, date, datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .accounts import CouncilFactory, OrganisationFactory, UserFactory

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


class OpeningPeriodFactory(DjangoModelFactory):
    """Mondays, nine to five, unless something else is said."""

    class Meta:
        model = "hubs.OpeningPeriod"

    site = factory.SubFactory(SiteFactory)
    weekday = 0
    opens = time(9)
    closes = time(17)
    starts_on = date(2020, 1, 1)


class ServiceFactory(DjangoModelFactory):
    """A service that families see; `due=-1` for one whose review was due yesterday."""

    class Meta:
        model = "hubs.Service"
        skip_postgeneration_save = True

    class Params:
        due = 60

    name = factory.Sequence(lambda n: f"Service {n}")
    slug = factory.Sequence(lambda n: f"service-{n}")
    summary = "Help for families, near you."
    provider = factory.SubFactory(OrganisationFactory, kind="voluntary")
    modes = ["in_person"]
    last_assured_on = factory.LazyFunction(timezone.localdate)
    review_due_on = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(days=o.due))

    @factory.post_generation
    def sites(self, create, sites, **kwargs):
        for site in sites or ():
            self.at_sites.create(site=site)


class ServiceAtSiteFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.ServiceAtSite"

    service = factory.SubFactory(ServiceFactory)
    site = factory.SubFactory(SiteFactory)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Topic"

    code = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")
    family_words = factory.SelfAttribute("name")


class AccessPointFactory(DjangoModelFactory):
    """A phone line of a hub."""

    class Meta:
        model = "hubs.AccessPoint"

    hub = factory.SubFactory(HubFactory)
    channel = "phone"
    label = factory.Sequence(lambda n: f"Advice line {n}")
    value = factory.Sequence(lambda n: f"+441632960{n % 1000:03}")
    hours = "Monday to Friday, 9am to 5pm"


class TeamHereFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.TeamHere"

    site = factory.SubFactory(SiteFactory)
    team = factory.SubFactory(TeamFactory)
    here_when = "Tuesdays, 9am to midday"
