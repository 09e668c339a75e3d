"""In which language a family wrote."""

from django.db import models
from django.db.models import Q

from familyhubs.database.history import tracked
from familyhubs.languages.known import OTHERS
from familyhubs.records import Record

from .requests import Referral


@tracked
class WrittenIn(Record):
    """The language of the form that was sent, where it was not English; their words stay in it."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="written_in")
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="written_in_another_language",
                condition=Q(language__regex=r"^[a-z]{2,3}$") & ~Q(language="en"),
            )
        ]

    @property
    def name(self):
        """The language as staff say it."""
        return OTHERS[self.language].name if self.language in OTHERS else self.language
