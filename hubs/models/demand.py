"""What families looked for and did not find, counted without anybody in it."""

from django.db import models
from django.db.models import Q

from .offer import Topic


class UnmetSearch(models.Model):
    """How often a month's searches found nothing: by first half of the postcode and by topic.

    No words, no whole postcode, no day: nothing leads back to whoever searched.
    """

    month = models.DateField(help_text="Its first day.")
    outward = models.CharField(max_length=4, blank=True, default="")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["month", "outward", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "outward", "topic"],
                name="unmet_search_one_count",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="unmet_search_by_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="unmet_search_outward_half_only",
                condition=Q(outward__regex=r"^([A-Z]{1,2}[0-9][A-Z0-9]?)?$"),
            ),
            models.CheckConstraint(name="unmet_search_happened", condition=Q(times__gte=1)),
        ]

    def __str__(self):
        return f"{self.month:%b %Y}, {self.outward or '?'}: {self.times}"
