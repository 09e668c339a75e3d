"""The council's record with the days on which it keeps other hours, in one question."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from familyhubs.records import RecordQuerySet


class CouncilQuerySet(RecordQuerySet):
    def with_closures(self):
        """Each with its closures as `kept_closures`."""
        days = self.model.closures.rel.related_model.objects.order_by("day")
        said = JSONObject(day="day", opens="opens", closes="closes", reason="reason")
        return self.annotate(kept_closures=ArraySubquery(days.values(said=said)))


class ClosureQuerySet(RecordQuerySet):
    def to_come(self, today=None):
        """From today on, the next one first."""
        return self.filter(day__gte=today or timezone.localdate()).order_by("day")


class TermQuerySet(RecordQuerySet):
    def between(self, first, last):
        """Those with a day in this span."""
        return self.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on")
