"""What stands beside a request: people, needs and wishes as told, and whom it may be about."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from familyhubs.accounts.models import OrganisationKind
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import MatchQuerySet, WishQuerySet
from .requests import Referral


@tracked
class ReferralPerson(Record):
    """Somebody the request is about, as told; never overwritten by what is found later."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="people")
    full_name = models.CharField(max_length=200)
    is_child = models.BooleanField()
    is_unborn = models.BooleanField(default=False)
    is_contact = models.BooleanField(default=False, help_text="The one we answer.")
    born_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    age_told = models.PositiveSmallIntegerField(null=True, blank=True)
    lives_elsewhere = models.BooleanField(
        default=False, help_text="A parent who lives elsewhere; never got in touch with for this."
    )
    note = EncryptedTextField(
        blank=True, default="", help_text="What the family wants us to know about them."
    )

    class Meta:
        ordering = ["is_child", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="referral_person_unborn_is_a_child",
                condition=Q(is_unborn=False) | Q(is_child=True, born_on=None),
            ),
            models.CheckConstraint(
                name="referral_person_due_is_unborn",
                condition=Q(due_on=None) | Q(is_unborn=True),
            ),
            models.CheckConstraint(
                name="referral_person_elsewhere_is_not_answered",
                condition=Q(lives_elsewhere=False) | Q(is_child=False, is_contact=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["born_on"],
                name="referral_person_by_birth",
                condition=Q(born_on__isnull=False),
            ),
            GinIndex(OpClass(Upper("full_name"), name="gin_trgm_ops"), name="told_name_trigrams"),
        ]


@tracked
class ReferralNeed(Record):
    """A need as told (presenting); what is assessed later stands in the plan (R053)."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="needs")
    topic = models.CharField(max_length=40, help_text="The family's own choice of words.")
    need = models.ForeignKey(
        "outcomes.Need", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "topic"], name="referral_need_once")
        ]


@tracked
class SharingWish(Record):
    """Whom the family would let us talk to, or not; a person makes an agreement of it, or not."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="sharing_wishes")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20, blank=True, help_text="Kind of organisation, as asked.")
    agrees = models.BooleanField()
    agreement = models.ForeignKey(
        "families.Agreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_because = models.CharField(
        max_length=300, blank=True, help_text="Why nothing was agreed when it was accepted."
    )

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sharing_wish_names_somebody",
                condition=Q(organisation__isnull=False) | ~Q(kind=""),
            ),
            models.CheckConstraint(
                name="sharing_wish_agreed_or_left",
                condition=Q(agreement=None) | Q(left_because=""),
            ),
        ]

    @property
    def words(self):
        """The organisation, or its kind in words; a kind no longer known is shown as it is."""
        kind = dict(OrganisationKind.choices).get(self.kind, self.kind)
        return str(self.organisation) if self.organisation else kind


class ProposedMatch(Record):
    """A family this request may be about; found by the system, decided by a person."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="matches")
    family = models.ForeignKey("families.Family", models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "family"], name="match_once_per_family")
        ]
