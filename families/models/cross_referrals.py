"""A family is referred to a service of the directory, and what came of it (R026)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..querysets import CrossReferralQuerySet
from .people import Family, Person


class PassedOn(models.TextChoices):
    """How the service learnt of it."""

    PORTAL = "portal", _("Through the portal")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    IN_PERSON = "in_person", _("In person")


class CrossOutcome(models.TextChoices):
    """What came of it."""

    TAKEN_UP = "taken_up", _("The family took it up")
    NOT_TAKEN_UP = "not_taken", _("The family did not take it up")
    UNKNOWN = "unknown", _("Nobody knows")


@tracked
class CrossReferral(Record):
    """One asking of a service to help a family or somebody in it; one open for each at a time."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="cross_referrals")
    service = models.ForeignKey("hubs.Service", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(max_length=2_000)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now)
    passed_on_at = models.DateTimeField(null=True, blank=True)
    passed_on_how = models.CharField(max_length=10, choices=PassedOn, blank=True)
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=CrossOutcome, blank=True)
    outcome_words = models.CharField(max_length=300, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CrossReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(name="cross_referral_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="cross_referral_passed_on_by_somebody",
                condition=Q(passed_on_at=None, passed_on_how="", passed_on_by=None)
                | Q(passed_on_at__isnull=False, passed_on_by__isnull=False)
                & Q(passed_on_how__in=PassedOn.values),
            ),
            models.CheckConstraint(
                name="cross_referral_portal_has_a_receiver",
                condition=~Q(passed_on_how="portal") | Q(receiver__isnull=False),
            ),
            models.CheckConstraint(
                name="cross_referral_outcome_said_by_somebody",
                condition=Q(outcome="", outcome_at=None, outcome_by=None)
                | Q(outcome_at__isnull=False, outcome_by__isnull=False)
                & Q(outcome__in=CrossOutcome.values),
            ),
            models.CheckConstraint(
                name="cross_referral_ends_after_it_began",
                condition=Q(outcome_at=None) | Q(outcome_at__gte=F("happened_at")),
            ),
            models.UniqueConstraint(
                fields=["family", "service", "person"],
                condition=Q(outcome=""),
                nulls_distinct=False,
                name="cross_referral_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-happened_at"], name="cross_referral_by_family"),
            models.Index(
                fields=["happened_at", "id"],
                name="cross_referral_to_pass_on",
                condition=Q(passed_on_at=None, outcome=""),
            ),
        ]
        # Who was asked what about whom stands as it was; what follows is added to it.
        triggers = [
            pgtrigger.ReadOnly(
                name="asking_is_kept",
                fields=["family", "service", "person", "organisation", "reason", "sender"],
            ),
            pgtrigger.Protect(name="cross_referral_not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return str(self.service)

    def get_absolute_url(self):
        return reverse("families:cross_referral", args=[self.pk])

    @property
    def about(self):
        """Whom the service is asked to help."""
        return self.person or _("the whole family")

    @property
    def is_to_pass_on(self):
        return self.passed_on_at is None and not self.outcome
