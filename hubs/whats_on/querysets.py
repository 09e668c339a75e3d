"""Which activities, sessions and bookings."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from familyhubs.records import RecordQuerySet


def day_starts(day):
    """Midnight of a local day."""
    return timezone.make_aware(datetime.combine(day, time()))


class ActivityQuerySet(RecordQuerySet):
    def running(self, on=None):
        """Those that have not come to their end."""
        return self.filter(runs_until__gte=on or timezone.localdate())

    def of_hubs(self, hubs):
        return self.filter(hub__in=hubs)


class SessionQuerySet(RecordQuerySet):
    def planned(self):
        return self.filter(state="planned")

    def to_come(self, at=None):
        """Not yet over."""
        return self.filter(ends_at__gt=at or timezone.now())

    def between_days(self, first, last):
        """On these local days, both included, whichever way the clocks change."""
        return self.filter(
            starts_at__gte=day_starts(first), starts_at__lt=day_starts(last + timedelta(days=1))
        )

    def at_site(self, site, start, end):
        """Sessions at a site that touch the time from `start` to `end` (None: for good)."""
        rows = self.filter(site=site, ends_at__gt=start)
        return rows if end is None else rows.filter(starts_at__lt=end)

    def in_order(self):
        return self.order_by("starts_at", "pk")

    def once_a_day(self):
        """Of a day's appointments the first that is still to come, which stands for them all."""
        earlier = self.model.objects.planned().filter(
            ends_at__gt=timezone.now(),
            activity=OuterRef("activity"),
            planned_on=OuterRef("planned_on"),
            slot__lt=OuterRef("slot"),
        )
        return self.filter(Q(slot=0) | ~Exists(earlier))

    def with_places(self):
        """How many are booked and wait, and what there is, in the same query."""
        bookings = self.model.bookings.rel.related_model.objects
        return self.annotate(
            booked=Coalesce(Subquery(bookings.counted("booked")), Value(0)),
            waiting=Coalesce(Subquery(bookings.counted("waiting")), Value(0)),
        )


class BookingQuerySet(RecordQuerySet):
    def live(self):
        return self.exclude(state="cancelled")

    def of(self, target):
        """Those of a session or, for a course, of the whole of it."""
        return self.filter(**{target._meta.model_name: target})

    def for_session(self, session):
        """Whoever is expected at this session, by booking it or its course."""
        return self.filter(Q(session=session) | Q(activity=session.activity_id))

    def counted(self, state):
        """For a query of sessions: how many of its own or its course's are in this state."""
        mine = Q(session=OuterRef("pk")) | Q(activity=OuterRef("activity"))
        rows = self.filter(mine, state=state).order_by().annotate(one=Value(1)).values("one")
        return rows.annotate(n=Count("pk")).values("n")

    def in_turn(self):
        return self.order_by(F("place").asc(nulls_last=True), "number")
