"""Rooms, activities, sessions, bookings and volunteers."""

from datetime import date, datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from .contact import ContactCardFactory
from .hubs import HubFactory, SiteFactory


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.Room"

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    capacity = 20


class ActivityKindFactory(DjangoModelFactory):
    class Meta:
        model = "hubs.ActivityKind"

    key = factory.Sequence(lambda n: f"kind-{n}")
    name = factory.Sequence(lambda n: f"Kind {n}")


class ActivityFactory(DjangoModelFactory):
    """Drop-in play on Tuesdays, ten to half past eleven, from next week for four weeks."""

    class Meta:
        model = "hubs.Activity"

    hub = factory.SubFactory(HubFactory)
    kind = factory.SubFactory(ActivityKindFactory)
    name = factory.Sequence(lambda n: f"Stay and play {n}")
    weekdays = [1]
    runs_from = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    runs_until = factory.LazyAttribute(lambda activity: activity.runs_from + timedelta(days=27))
    starts = time(10)
    ends = time(11, 30)


class SessionFactory(DjangoModelFactory):
    """One session, a week from now unless `planned_on` says otherwise."""

    class Meta:
        model = "hubs.Session"

    activity = factory.SubFactory(ActivityFactory)
    planned_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    starts_at = factory.LazyAttribute(lambda o: local(o.planned_on, o.activity.starts))
    ends_at = factory.LazyAttribute(lambda o: local(o.planned_on, o.activity.ends))
    capacity = factory.SelfAttribute("activity.capacity")


class BookingFactory(DjangoModelFactory):
    """Somebody on the waiting list, unless a place is given."""

    class Meta:
        model = "hubs.Booking"

    session = factory.SubFactory(SessionFactory)
    name = "Jo"
    card = factory.SubFactory(ContactCardFactory)
    state = factory.LazyAttribute(lambda o: "booked" if o.place else "waiting")
    place = None
    number = factory.Sequence(lambda n: n + 1)
    token = factory.Sequence(lambda n: f"token-{n}")
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    form_hash = factory.Sequence(lambda n: f"{n:064x}")
    booker_hash = factory.Sequence(lambda n: f"{n:064x}")


class VolunteerFactory(DjangoModelFactory):
    """A volunteer whose DBS check is clear for a year."""

    class Meta:
        model = "hubs.Volunteer"

    hub = factory.SubFactory(HubFactory)
    name = factory.Sequence(lambda n: f"Volunteer {n}")
    dbs_status = "clear"
    dbs_checked_on = date(2026, 1, 5)
    dbs_due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


def local(day, at):
    return timezone.make_aware(datetime.combine(day, at))
