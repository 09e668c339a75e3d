"""Which events: about a family, about a record, by a person; newest first, keyset-paged."""

from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def about_family(self, family_id):
        """What was done to this family's records, who looked, and who was refused."""
        return self.filter(Q(family_id=family_id) | Q(about_id=family_id))

    def about(self, thing):
        return self.filter(about_model=thing._meta.label_lower, about_id=thing.pk)

    def by(self, actor):
        """Events of one person (a user's id) or one system actor."""
        return self.filter(actor=str(actor))

    def looks(self):
        return self.filter(kind="saw")

    def refusals(self):
        return self.filter(kind="refused")

    def newest_first(self, before=None):
        """The next page of a list: everything older than this event id."""
        rows = self if before is None else self.filter(pk__lt=before)
        return rows.order_by("-pk")
