"""What only a young person says who asks for themselves (R063, R064), and its guards."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Referral, is_said


class AtHome(models.TextChoices):
    """Whether anybody at home may know that they asked, as they answered it."""

    NOBODY = "nobody", "Nobody at home may know"
    ASK = "ask", "Ask them first"
    MAY_KNOW = "may_know", "Those at home may know"


class TalkTo(models.TextChoices):
    """Whom they would rather talk to."""

    WOMAN = "woman", "A woman"
    MAN = "man", "A man"


@tracked
class AskedAlone(Record):
    """A young person's own part of their request; `opened` when they and a worker agreed."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="alone")
    at_home = models.CharField(max_length=8, choices=AtHome, default=AtHome.NOBODY)
    who_may_know = EncryptedTextField(blank=True, default="", help_text="And who must not.")
    talk_to = models.CharField(max_length=5, choices=TalkTo, blank=True)
    school = EncryptedTextField(blank=True, default="", help_text="Not told that they asked.")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_words = EncryptedTextField(
        blank=True, default="", help_text="What they said, and to whom it may be told."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="asked_alone_opened_is_whole",
                condition=Q(opened_at=None, opened_by=None) & ~is_said("opened_words")
                | Q(opened_at__isnull=False, opened_by__isnull=False) & is_said("opened_words"),
            )
        ]
        triggers = [
            # What a young person answered stands; only that it was opened is added, once.
            pgtrigger.ReadOnly(name="answer_is_kept", fields=["referral", "at_home"]),
            pgtrigger.Protect(
                name="opened_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__opened_at__isnull=False, old__opened_at__df=pgtrigger.F("new__opened_at")
                ),
            ),
        ]
