"""When sites are open, closed, and how many came through the door (R002, R003, R024)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from familyhubs.records import Record

from ..opening import OtherDays, Stretch
from ..querysets import ClosureQuerySet
from .places import Site
from .staff import TsTzRange


class Days(Func):
    """The days of a row, both ends included, as PostgreSQL's own range."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


class Hours(Func):
    """The hours of a row as a range; PostgreSQL has none of times, so those of one day stand in."""

    template = "TSRANGE(DATE '2000-01-01' + %(opens)s, DATE '2000-01-01' + %(closes)s)"
    output_field = DateTimeRangeField()

    def as_sql(self, compiler, connection, **extra):
        opens, closes = (compiler.compile(part)[0] for part in self.source_expressions)
        return super().as_sql(compiler, connection, opens=opens, closes=closes, **extra)


class OpeningPeriod(Record):
    """One stretch of the week in which a site is open to anybody, in local time (R003)."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_periods")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    opens = models.TimeField()
    closes = models.TimeField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["weekday", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                name="opening_period_on_a_weekday", condition=Q(weekday__range=(0, 6))
            ),
            models.CheckConstraint(
                name="opening_period_runs_forward", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="opening_period_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            ExclusionConstraint(
                name="opening_periods_do_not_overlap",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                    (Hours("opens", "closes"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def stretch(self):
        """The same for the rules of opening.py."""
        days = {"ends_on": self.ends_on} if self.ends_on else {}
        return Stretch(self.weekday, self.opens, self.closes, self.starts_on, **days)


class OtherOpening(Record):
    """Days on which a site is shut or open at other hours, with words for families."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="other_openings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="Families read it.")

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="other_opening_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="other_opening_is_whole",
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
            ),
            ExclusionConstraint(
                name="other_openings_do_not_overlap",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def days(self):
        """The same for the rules of opening.py."""
        return OtherDays(self.starts_on, self.ends_on, self.opens, self.closes, self.words)


class SiteClosure(Record):
    """A site shut at once, from one moment until another or until it is undone (R024)."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, help_text="Families read it.")
    alternative = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="site_closure_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(name="site_closure_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="site_closure_sends_elsewhere",
                condition=Q(alternative=None) | ~Q(alternative=F("site")),
            ),
            ExclusionConstraint(
                name="site_closure_one_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class DoorDay(Record):
    """One day at a site's door: when it was really opened and closed, and how many came.

    Apart from who attends a session: these are people through a door, and nobody's name.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="door_days")
    day = models.DateField()
    opened_at = models.TimeField(null=True, blank=True)
    closed_at = models.TimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="door_day_once"),
            models.CheckConstraint(
                name="door_day_closes_after_opening",
                condition=Q(opened_at=None) | Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
            ),
        ]
