"""The 17 priority groups, and who was seen to be in one: dated, and asked again at each contact.

Not a tick on the family that somebody once set (R072–R074): each row says what was so on a day.
"""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Record
from hubs.models.opening import Days

from ..querysets import ObservationQuerySet, PartOfPrioritiesQuerySet, PriorityGroupQuerySet
from .contacts import Contact
from .people import Family, Person

# They serve reach and offers only: no rule of ours may set a family before another by origin.
NEVER_RANKED = ("P09", "P10", "P11")
# Nobody is put on a list by these without a look of the worker who knows them.
LOOKED_AT_FIRST = ("P03", "P04", "P06")
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class PriorityGroup(Record):
    """One group, for good; its words may change from a day on (R073)."""

    code = models.CharField(max_length=4, unique=True)
    is_special = models.BooleanField(
        default=False, help_text="It tells of health, origin or crime: each look is logged."
    )
    in_rank = models.BooleanField(default=True)
    is_looked_at_first = models.BooleanField(default=False)

    objects = PriorityGroupQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="priority_group_has_a_code", condition=Q(code__regex=r"^P\d\d$")
            ),
            models.CheckConstraint(
                name="priority_group_of_origin_never_ranks",
                condition=~Q(code__in=NEVER_RANKED) | Q(in_rank=False),
            ),
            models.CheckConstraint(
                name="priority_group_of_harm_is_looked_at_first",
                condition=~Q(code__in=LOOKED_AT_FIRST) | Q(is_looked_at_first=True),
            ),
        ]

    def __str__(self):
        return self.code


class PriorityWording(Record):
    """What a group is called from one day to another; in words once used it is never rewritten."""

    group = models.ForeignKey(PriorityGroup, models.PROTECT, related_name="wordings")
    words = models.CharField(max_length=150)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day.")

    class Meta:
        ordering = ["group__code", "-starts_on"]
        constraints = [
            models.CheckConstraint(name="priority_wording_says_what", condition=~Q(words="")),
            models.CheckConstraint(
                name="priority_wording_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            ExclusionConstraint(
                name="priority_wording_one_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="words_are_kept", exclude=["ends_on", "updated_at"]),
            pgtrigger.Protect(name="not_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.words


class Basis(models.TextChoices):
    """How we know (domain.md 2.5)."""

    FAMILY = "family", _("The family told us")
    PROFESSIONAL = "professional", _("A professional told us")
    OBSERVED = "observed", _("We saw it ourselves")
    MATCH = "match", _("From another record of the council")


@tracked
class PriorityObservation(Record):
    """On this day it was so, or was so no longer; of one person, or of the whole family."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    group = models.ForeignKey(PriorityGroup, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    observed_on = models.DateField()
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=Basis)
    still_true = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-observed_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="priority_observation_not_in_the_future",
                condition=Q(observed_on__lte=F("recorded_at__date")),
            ),
            models.CheckConstraint(
                name="priority_observation_ends_when_no_longer_true",
                condition=Q(still_true=True, ended_on=None)
                | Q(still_true=False, ended_on__isnull=False, ended_on__lte=F("observed_on")),
            ),
            models.CheckConstraint(
                name="priority_observation_says_how_we_know",
                condition=Q(basis__in=Basis.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["family", "group", "person", "-observed_on", "-recorded_at"],
                name="priority_newest",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.group_id} on {self.observed_on}"


@tracked
class PriorityCheck(Record):
    """The list was gone through at a contact, whether or not anything had changed (R072)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nothing_changed = models.BooleanField()

    objects = PartOfPrioritiesQuerySet.as_manager()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"Check at contact {self.contact_id}"
