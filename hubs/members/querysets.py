"""Which members and notices."""

from datetime import timedelta

from django.db.models import CharField, DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from familyhubs.records import RecordQuerySet

from .rules import SIX_YEARS

# Who may see the members of a hub: those who run its sessions and its desk.
KEEPERS = ("manager", "practitioner", "front_of_house")


class Grown(Func):
    """The day after the month in which the youngest of these children is six."""

    template = (
        f"(SELECT max(month) + interval '{SIX_YEARS} months' FROM unnest(%(expressions)s) month)"
        "::date"
    )
    output_field = DateField()


class MemberQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """The members of the hubs whose desk this person works at; those that ended have gone."""
        hubs = self.model._meta.apps.get_model("hubs", "Hub").objects.where(user, *KEEPERS)
        return self.members().filter(hub__in=hubs)

    def members(self):
        """By their own yes, and not ended."""
        return self.filter(state="member")

    def living(self):
        return self.exclude(state="ended")

    def hearing(self, *kinds):
        """Who has chosen to hear about one of these, and has not stopped it."""
        return self.members().filter(hears__overlap=list(kinds), stopped_at=None)

    def not_told(self, key):
        """Those to whom no message with the key `<key>:<member>` is owed yet."""
        messages = self.model._meta.apps.get_model("notifications", "Message").objects
        own = Concat(Value(f"{key}:"), Cast(OuterRef("pk"), CharField()))
        return self.filter(~Exists(messages.filter(key=own)))

    def unanswered(self, before):
        """Asked to join, and nobody has said yes since then."""
        return self.filter(state="asked", recorded_at__lt=before)

    def unused(self, since):
        """Members not heard of since that day: no choice, no visit to the desk, no booking."""
        return self.members().not_booked(since).filter(used_on__lt=since)

    def grown(self, today, since):
        """Members only, with no booking since then, whose youngest child has turned six.

        Who joined, or told us something, after that day belongs for other reasons than the child.
        """
        rows = self.members().not_booked(since).annotate(grown=Grown("children"))
        return rows.filter(grown__lte=today, used_on__lt=F("grown"))

    def not_booked(self, since):
        bookings = self.model._meta.apps.get_model("hubs", "Booking").objects
        booked = bookings.filter(booker_hash=OuterRef("reach_hash"), recorded_at__date__gte=since)
        return self.filter(~Exists(booked))

    def found_by(self, typed, reach_hash):
        """By any part of the name, or by a whole number or address."""
        named = Q(name__icontains=typed)
        return self.filter(named | Q(reach_hash=reach_hash) if reach_hash else named)


class NoticeQuerySet(RecordQuerySet):
    def to_be_told(self):
        """Not yet told to everybody, and not taken back."""
        return self.filter(finished_at=None, taken_back_at=None)

    def public(self):
        return self.filter(taken_back_at=None)

    def recent(self):
        """What is still news: not older than two months, newest first."""
        since = timezone.now() - timedelta(days=60)
        return self.filter(recorded_at__gt=since).order_by("-recorded_at", "-pk")
