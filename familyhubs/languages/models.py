"""That a person has checked a translation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

from .querysets import LanguageCheckQuerySet


@tracked
class LanguageCheck(Record):
    """Somebody who speaks the language has read one group of words and says that they are right.

    It holds for these very words: the digest is of the English and the translation together.
    """

    language = models.CharField(max_length=10)
    group = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    checked_by = models.CharField(max_length=200, help_text="Whoever read it, by name.")
    checked_as = models.CharField(max_length=200, help_text="Their role and organisation.")
    checked_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LanguageCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="language_check_names_somebody",
                condition=~Q(checked_by="") & ~Q(checked_as=""),
            ),
            models.CheckConstraint(
                name="language_check_is_of_a_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="language_check_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["language", "group", "digest"],
                name="language_check_once_standing",
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.language} {self.group}"
