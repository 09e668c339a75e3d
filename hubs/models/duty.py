"""The duty rota: who answers for what, when; and who stands in for whom."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from familyhubs.database.history import tracked
from familyhubs.records import Period, Record

from ..duty.querysets import DeputyQuerySet, DutyShiftQuerySet, DutySwapQuerySet
from .places import Hub
from .staff import Team, TsTzRange

NOWHERE = Value("00000000-0000-0000-0000-000000000000")


class DutyKind(models.TextChoices):
    """What somebody on duty answers for; one kind alone opens families (access.md A1)."""

    FRONT_DESK = "front_desk", _("Front desk")
    TRIAGE = "triage", _("Triage")
    SAFEGUARDING = "safeguarding", _("Safeguarding")
    OUT_OF_HOURS = "out_of_hours", _("Out of hours")
    PRACTICE = "practice", _("Duty worker")
    CHAT = "chat", _("Live chat")


@tracked
class DutyShift(Period):
    """Somebody on duty for a hub, a team or the whole council, from one moment to another."""

    kind = models.CharField(max_length=12, choices=DutyKind, default=DutyKind.PRACTICE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hub = models.ForeignKey(Hub, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=40, blank=True, help_text="Where they answer on duty.")

    objects = DutyShiftQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            # A duty worker's duty opens families, so it is never the whole council's.
            models.CheckConstraint(
                name="duty_shift_one_scope",
                condition=Q(hub=None, team__isnull=False)
                | Q(hub__isnull=False, team=None)
                | Q(hub=None, team=None) & ~Q(kind="practice"),
            ),
            ExclusionConstraint(
                name="duty_shift_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(
                            "hub",
                            "team",
                            NOWHERE,
                            function="COALESCE",
                            output_field=models.UUIDField(),
                            template="COALESCE(%(expressions)s::uuid)",
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="duty_shift_by_end")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.place}"

    @property
    def place(self):
        """For what: the hub, the team, or the whole council."""
        return str(self.hub or self.team or _("Whole council"))


class SwapAnswer(models.TextChoices):
    """What became of a duty that was offered."""

    ACCEPTED = "accepted", _("Taken")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


@tracked
class DutySwap(Record):
    """A duty that whoever is on it asks a colleague to take; theirs only once they say yes."""

    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="swaps")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=9, choices=SwapAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_as = models.OneToOneField(
        DutyShift, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DutySwapQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="duty_swap_is_with_somebody_else", condition=~Q(asked_by=F("to"))
            ),
            models.CheckConstraint(
                name="duty_swap_answered_whole",
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="duty_swap_taken_iff_accepted",
                condition=Q(answer="accepted", taken_as__isnull=False)
                | ~Q(answer="accepted") & Q(taken_as=None),
            ),
            models.UniqueConstraint(
                name="duty_swap_one_open_offer", fields=["shift"], condition=Q(answered_at=None)
            ),
        ]
        indexes = [models.Index(fields=["to"], name="duty_swap_to", condition=Q(answered_at=None))]

    def __str__(self):
        return f"{self.shift}: {self.asked_by} to {self.to}"


@tracked
class Deputy(Period):
    """Who stands in for somebody: asked before their manager when something waits."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DeputyQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="deputy_is_somebody_else", condition=~Q(user=F("deputy"))),
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.deputy} stands in for {self.user}"
