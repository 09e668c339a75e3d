"""Who may need an offer of help, who decided about it, who objected, and who was invited.

How a family stands is worked out by the database's own triggers (migration 0036), so that a list
over all families is read by an index and no code can forget to keep it.
"""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Period, Record
from hubs.models.staff import TsTzRange, as_one

from ..querysets import PartOfPrioritiesQuerySet, StandingQuerySet
from .people import Family, Person
from .priorities import APPEND_ONLY


class FamilyStanding(Record):
    """What the rank and the outreach lists read of a family; only the database writes it."""

    family = models.OneToOneField(Family, models.PROTECT, related_name="+")
    codes = ArrayField(models.CharField(max_length=4), default=list)
    ranked = models.PositiveSmallIntegerField(
        default=0, help_text="Distinct current groups that may count for the rank."
    )
    lapses_on = models.DateField(null=True, help_text="When the first of them is a year old.")
    level = models.PositiveSmallIntegerField(default=0, help_text="Of the open plan; 0 without.")
    last_contact_at = models.DateTimeField(null=True)
    last_contact_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    last_tried_at = models.DateTimeField(null=True)
    next_due_on = models.DateField(null=True)
    quiet_since = models.DateTimeField(help_text="The last contact, or when we first knew them.")
    objected = models.BooleanField(default=False)
    looks_again_on = models.DateField(null=True, help_text="Decided about until this day.")

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-ranked", "-level", "quiet_since", "id"],
                name="standing_by_rank",
                condition=Q(ranked__gt=0, objected=False),
            ),
            models.Index(fields=["quiet_since", "id"], name="standing_by_quiet"),
            models.Index(
                fields=["lapses_on"], name="standing_lapses", condition=Q(lapses_on__isnull=False)
            ),
            GinIndex(fields=["codes"], name="standing_by_code"),
        ]

    def __str__(self):
        return f"Standing of {self.family_id}"


class Decided(models.TextChoices):
    """What a person decided about a family on the list; no machine does (R075)."""

    OFFER = "offer", _("Offer help")
    NOT_NOW = "not_now", _("Not now")


@tracked
class HelpOffer(Record):
    """A person's decision, with what the list showed when it was made."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    decided = models.CharField(max_length=8, choices=Decided)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    look_again_on = models.DateField()
    ranked = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    quiet_days = models.PositiveIntegerField()

    objects = PartOfPrioritiesQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="help_offer_not_now_says_why",
                condition=Q(decided="offer") | Q(decided="not_now") & ~Q(reason=""),
            )
        ]
        indexes = [models.Index(fields=["family", "-decided_at"], name="help_offer_by_family")]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return self.get_decided_display()


@tracked
class RankingObjection(Period):
    """A family, or one of them, does not want to be ranked or put on lists: it holds at once."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PartOfPrioritiesQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            ExclusionConstraint(
                name="ranking_objection_once_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="ranking_objection_ended_by_somebody",
                condition=Q(ends_at=None, ended_by=None)
                | Q(ends_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="not_deleted", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"Objection of {self.family_id}"


class InvitedBy(models.TextChoices):
    """How somebody is invited."""

    MESSAGE = "message", _("Message")
    CALL = "call", _("Phone call")


class InvitationResult(models.TextChoices):
    """What came of it."""

    COMING = "coming", _("Wants to come")
    NOT_COMING = "not_coming", _("Does not want to come")
    NO_ANSWER = "no_answer", _("No answer")
    NO_MORE = "no_more", _("Wants no more invitations")


@tracked
class Invitation(Record):
    """One person invited to one session, once; never which group they are in (R076, R078)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    session = models.ForeignKey("hubs.Session", models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=InvitedBy)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=InvitationResult, blank=True)
    result_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    result_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfPrioritiesQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session"], name="invitation_once_for_each_session"
            ),
            models.CheckConstraint(
                name="invitation_result_by_somebody",
                condition=Q(result="", result_by=None, result_at=None)
                | ~Q(result="") & Q(result_by__isnull=False, result_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-invited_at"], name="invitation_by_family"),
            models.Index(fields=["-invited_at", "-id"], name="invitation_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="not_deleted", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.person_id} to {self.session_id}"
