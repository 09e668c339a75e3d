"""Which videos and leaflets."""

from operator import itemgetter

from django.utils import timezone

from familyhubs.records import RecordQuerySet

from ..languages import name_of


class LeafletQuerySet(RecordQuerySet):
    def standing(self):
        return self.filter(taken_down_at=None)

    def public(self):
        """What families find: what nobody looked at again in time is not shown."""
        return self.standing().filter(review_due_on__gte=timezone.localdate())

    def languages(self):
        """(code, name) of each language that there is something in, by name."""
        codes = self.order_by().values_list("language", flat=True).distinct()
        return sorted(((code, name_of(code)) for code in codes), key=itemgetter(1))
