"""What is still owed for a request that just came in."""

from django.db import models

from familyhubs.records import Record

from .requests import Referral


class MatchingDue(Record):
    """Whom this request may be about is still to be looked for; once it was, the row goes."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="matching_due")


class NewsDue(Record):
    """Our people and the family are still to hear that it came; once they have, the row goes."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="news_due")
