"""What only a professional says when they refer a family, and their unfinished referrals (R044)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import ProfessionalDraftQuerySet
from .requests import Referral, is_said


class ReferralKind(models.TextChoices):
    """What kind of referral it is; how many of each are taken up is counted (R045, R056)."""

    SUPPORT = "support", "Request for support"
    STEP_DOWN = "step_down", "Step down from social care"
    SIGNPOSTED = "csc_nfa", "CSC – NFA, signposted"


class WhyWithout(models.TextChoices):
    """Why somebody refers a family that has not agreed; there is no other reason."""

    UNSAFE = "unsafe", "Asking could put somebody at risk"
    DELAY = "delay", "Waiting to ask would make things worse"
    UNREACHABLE = "unreachable", "We tried and could not reach them"


@tracked
class ProfessionalReferral(Record):
    """What a professional said beside the request itself: their part, and who agreed to it."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="professional")
    kind = models.CharField(max_length=10, choices=ReferralKind, default=ReferralKind.SUPPORT)
    agency_kind = models.CharField(max_length=20, help_text="A code of agencies.py.")
    name = models.CharField(max_length=200, blank=True, help_text="Of somebody without an account.")
    email = EncryptedTextField(blank=True, default="", help_text="Confirmed by its owner.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_personal_email = models.BooleanField(default=False)
    relation = models.CharField(max_length=200, help_text="To the child or the family.")
    who_agreed = EncryptedTextField(blank=True, default="")
    told_how = EncryptedTextField(blank=True, default="")
    told_on = models.DateField(null=True, blank=True)
    why_without = models.CharField(max_length=12, choices=WhyWithout, blank=True)
    role_wanted = models.CharField(max_length=200, blank=True)
    team_wanted = models.ForeignKey(
        "hubs.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    service_wanted = models.ForeignKey(
        "hubs.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="professional_kinds_of_social_care",
                condition=Q(kind="support") | Q(agency_kind="social_care", confirmed_at=None),
            ),
            models.CheckConstraint(
                name="professional_by_email_confirmed_it",
                condition=Q(confirmed_at=None) & ~is_said("email")
                | Q(confirmed_at__isnull=False) & is_said("email") & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="professional_agreed_or_why_without",
                condition=Q(why_without="") & is_said("who_agreed")
                | ~Q(why_without="") & ~is_said("who_agreed"),
            ),
        ]

    @property
    def wants(self):
        """The role, team and service asked for, in words."""
        wanted = (self.role_wanted, self.team_wanted, self.service_wanted)
        return ", ".join(str(one) for one in wanted if one)


class ProfessionalDraft(Record):
    """A professional's referral before it counts: encrypted, as typed, read by nobody else."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    answers = EncryptedTextField(default="{}")
    expires_at = models.DateTimeField()
    email = EncryptedTextField(blank=True, default="", help_text="To be confirmed by its owner.")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    links_sent = models.PositiveSmallIntegerField(default=0)
    link_at = models.DateTimeField(
        null=True, blank=True, help_text="When its newest link left or will; none that is dead."
    )
    sent_as = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProfessionalDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="professional_draft_waits_for_an_address",
                condition=Q(handed_in_at=None) & ~is_said("email")
                | Q(handed_in_at__isnull=False, owner=None)
                & (is_said("email") | Q(sent_as__isnull=False)),
            ),
            models.CheckConstraint(
                name="professional_draft_link_is_of_what_waits",
                condition=Q(link_at=None) | Q(handed_in_at__isnull=False),
            ),
            models.CheckConstraint(
                name="professional_draft_sent_is_empty",
                condition=Q(sent_as=None) | ~is_said("answers"),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="professional_draft_by_expiry"),
            models.Index(fields=["owner", "-recorded_at"], name="professional_draft_by_owner"),
        ]

    @property
    def link_waits(self):
        """Whether its link leaves on another day."""
        return self.link_at is not None and self.link_at > timezone.now()
