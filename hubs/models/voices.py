"""What families said and what was done about it, for everybody to read (R038)."""

from django.db import models
from django.db.models import F, Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import YouSaidQuerySet
from .boards import BoardAction
from .places import Hub


@tracked
class YouSaid(Record):
    """One thing that families of a hub said: a draft, then published, then taken down."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="you_said")
    said = models.CharField(max_length=500)
    did = models.TextField(max_length=1_000)
    done_on = models.DateField()
    action = models.ForeignKey(
        BoardAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="told",
        help_text="What a board had asked for.",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)

    objects = YouSaidQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="you_said_taken_down_after_publishing",
                condition=Q(taken_down_at=None)
                | Q(published_at__isnull=False, taken_down_at__gte=F("published_at")),
            ),
            models.CheckConstraint(name="you_said_says_both", condition=~Q(said="") & ~Q(did="")),
            models.UniqueConstraint(fields=["hub", "action"], name="you_said_once_of_an_action"),
        ]
        indexes = [
            models.Index(fields=["hub", "-done_on", "-id"], name="you_said_by_hub"),
        ]

    def __str__(self):
        return self.said

    @property
    def is_published(self):
        return self.published_at is not None and self.taken_down_at is None
