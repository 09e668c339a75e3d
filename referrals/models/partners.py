"""Systems of partner organisations that send referrals themselves: their tokens, what they sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Referral


@tracked
class PartnerToken(Record):
    """What lets one organisation's system in; only its hash is kept."""

    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partner_token_revoked_by_somebody",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            )
        ]


class PartnerRequest(Record):
    """One referral that a partner's system sent, under the key by which it may send it again."""

    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="Of what was sent under it.")
    referral = models.OneToOneField(Referral, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="partner_request_once")
        ]
