"""Which events: about a family, about a record, by a person; newest first."""

from django.db import models


class EventQuerySet(models.QuerySet):
    def about_family(self, family_id):
        """What was done to this family's records, who looked, and who was refused.

        A refusal knows the address's id only. Two index scans joined: with OR the planner may
        walk the whole log backwards instead.
        """
        rows = self.model.objects.order_by().values("pk")
        found = rows.filter(family_id=family_id).union(rows.filter(about_id=family_id))
        return self.filter(pk__in=found)

    def about(self, thing):
        return self.filter(about_model=thing._meta.label_lower, about_id=thing.pk)

    def by(self, actor):
        """Events of one person (a user's id) or one system actor."""
        return self.filter(actor=str(actor))

    def looks(self):
        return self.filter(kind="saw")

    def refusals(self):
        return self.filter(kind="refused")

    def newest_first(self):
        return self.order_by("-pk")
