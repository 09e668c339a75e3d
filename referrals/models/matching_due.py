"""What matching has still to look for."""

from django.db import models

from familyhubs.records import Record

from .requests import Referral


class MatchingDue(Record):
    """Whom this request may be about is still to be looked for; once it was, the row goes."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="matching_due")
