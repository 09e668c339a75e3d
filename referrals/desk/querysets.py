"""Which enquiries, walk-ins and prompts: those of the hubs whose desk somebody works at."""

from datetime import timedelta

from django.utils import timezone

from familyhubs.records import RecordQuerySet
from hubs.models import Hub, Role
from hubs.permissions import holds
from hubs.whats_on.querysets import day_starts

DESK_ROLES = (Role.FRONT_OF_HOUSE, Role.PRACTITIONER, Role.MANAGER)


def hubs_of_desk(user):
    """The hubs whose desk this person works at: the council's own people only."""
    organisation = getattr(user, "organisation", None)
    if not getattr(user, "is_active", False) or organisation is None:
        return Hub.objects.none()
    if not organisation.is_council or holds(user, Role.COMMISSIONER):
        return Hub.objects.none()
    return Hub.objects.where(user, *DESK_ROLES)


class DeskQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the hubs whose desk this person works at; the only door to these rows."""
        return self.filter(hub__in=hubs_of_desk(user))

    def at(self, hub):
        return self.filter(hub=hub)


class EnquiryQuerySet(DeskQuerySet):
    def of_today(self):
        """Those that happened today."""
        today = timezone.localdate()
        return self.filter(
            happened_at__gte=day_starts(today), happened_at__lt=day_starts(today + timedelta(1))
        )

    def newest_first(self):
        return self.order_by("-happened_at", "-id")

    def last_by(self, user, hub):
        """What this person logged last at this hub and could log again, or None: what has become
        a request counts that request."""
        rows = self.filter(taken_by=user, hub=hub).exclude(did="request")
        return rows.order_by("-recorded_at", "-id").first()


class WalkInQuerySet(DeskQuerySet):
    def of_day(self, day):
        return self.filter(day=day)

    def here(self):
        """Those who are still in the building because of us."""
        return self.filter(state__in=["waiting", "called"])

    def in_turn(self):
        return self.order_by("number")
