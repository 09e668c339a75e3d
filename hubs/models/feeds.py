"""What other councils' feeds have said of our sites (R023)."""

from django.db import models

from familyhubs.records import Record

from .places import Site


class SaidByFeed(Record):
    """What a feed last said of a site: what is otherwise here now was changed here."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="said_by_feed")
    said = models.JSONField(default=dict, help_text="Each field: the feed's value.")
    week = models.JSONField(default=list, help_text="The hours as they were written then.")

    def __str__(self):
        return str(self.site)
